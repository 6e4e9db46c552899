"""Photographs: the picture stays, everything else goes."""

import io
import random
import struct
import zlib

import pytest
from attachments import PhotoRefused, clean_photo, examine_photo
from PIL import ExifTags, Image, PngImagePlugin

SECRET = b"Zhang San, 13805950123"


def a_photo(
    size: tuple[int, int] = (40, 20), *, form: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    out = io.BytesIO()
    picture = Image.new(mode, size, 0 if mode in {"1", "L", "P"} else None)
    picture.save(out, form, **options)
    return out.getvalue()


def an_exif(*, orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = SECRET.decode()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = "2026:03:05 09:30:00"
    details[ExifTags.Base.OffsetTimeOriginal] = "+08:00"
    details[ExifTags.Base.MakerNote] = SECRET
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (24.0, 57.0, 36.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (118.0, 23.0, 9.6)
    return exif


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(PhotoRefused) as refused:
        clean_photo(data)
    return refused.value.code


def test_nothing_of_the_metadata_remains() -> None:
    dirty = a_photo(exif=an_exif(), comment=SECRET, icc_profile=SECRET, xmp=SECRET) + SECRET

    clean = clean_photo(dirty)

    assert SECRET in dirty
    assert SECRET not in clean
    assert b"Exif" not in clean
    assert not opened(clean).getexif()
    assert set(opened(clean).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_words_hidden_in_a_png_go_too() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())

    assert SECRET not in clean_photo(a_photo(form="PNG", pnginfo=words))


def test_the_picture_is_turned_upright() -> None:
    photo = examine_photo(a_photo((40, 20), exif=an_exif(orientation=6)))

    assert (photo.width, photo.height) == (20, 40) == opened(photo.data).size


def test_time_and_place_are_told_for_those_who_may_keep_them() -> None:
    assert examine_photo(a_photo(exif=an_exif())).evidence == {
        "taken_at": "2026-03-05T09:30:00+08:00",
        "latitude": "24.960000",
        "longitude": "118.386000",
        "crs": "WGS84",
    }


def test_metadata_that_make_no_sense_are_no_evidence() -> None:
    exif = an_exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (540.0, 0.0, 0.0)
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "yesterday"

    assert examine_photo(a_photo(exif=exif)).evidence == {}


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"),
        ("JPEG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
    ],
)  # fmt: skip
def test_every_kind_of_pixel_becomes_a_plain_jpeg(form: str, mode: str) -> None:
    clean = opened(clean_photo(a_photo(form=form, mode=mode)))

    assert (clean.format, clean.mode, clean.size) == ("JPEG", "RGB", (40, 20))


def test_what_is_transparent_turns_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(out, "PNG")

    assert opened(clean_photo(out.getvalue())).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        b"GIF89a" + bytes(50),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"BM" + bytes(200),
        a_photo((400, 400))[:-200],
        a_photo((400, 400), form="PNG")[:-200],
        a_photo((400, 400), form="WEBP")[:-40],
    ],
)
def test_what_is_no_whole_photograph_is_refused(data: bytes) -> None:
    assert refusal(data) == "photo_damaged"


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000)))

    assert refusal(bomb) == "photo_too_many_pixels"


def test_fifty_million_pixels_are_taken_and_more_are_not() -> None:
    assert refusal(a_photo((10_001, 5_000), mode="1", form="PNG")) == "photo_too_many_pixels"
    assert opened(clean_photo(a_photo((10_000, 5_000), mode="1", form="PNG"))).width == 10_000


def test_a_second_file_behind_the_picture_does_not_survive() -> None:
    polyglot = a_photo() + b"PK\x03\x04" + SECRET + b"<script>alert(1)</script>"

    clean = clean_photo(polyglot)

    assert SECRET not in clean
    assert b"<script>" not in clean


def test_damaged_photographs_are_cleaned_or_refused_and_nothing_else() -> None:
    chance = random.Random(5)
    sound = [a_photo((64, 64), exif=an_exif()), a_photo((64, 64), form="PNG"), a_photo(form="WEBP")]
    codes = set()
    for number in range(300):
        damaged = bytearray(sound[number % 3])
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            assert opened(clean_photo(bytes(damaged))).format == "JPEG"
        except PhotoRefused as refused:
            codes.add(refused.code)
    assert codes <= {"photo_damaged", "photo_too_many_pixels"}
