"""Photographs: decoded within bounds, turned upright, and written anew without a word of metadata."""

import io
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image, ImageOps
from typing_extensions import override

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 30_000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88

# Bounds are checked here before a pixel is decoded; Pillow's own check would only warn.
Image.MAX_IMAGE_PIXELS = None


class PhotoRefused(Exception):
    """The bytes are no photograph we can take. `code` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code, facts)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return _refused, (self.code, self.facts)


def _refused(code: str, facts: Mapping[str, object]) -> PhotoRefused:
    return PhotoRefused(code, **facts)


@dataclass(frozen=True, slots=True)
class Photo:
    """A cleaned photograph (JPEG) and what its metadata said before they were dropped.

    `evidence` may hold `taken_at` (the camera's local time, ISO, with its offset if it had one),
    `latitude` and `longitude` (WGS-84 degrees, decimal strings). Never keep it for a reporter.
    """

    data: bytes
    width: int
    height: int
    evidence: Mapping[str, str] = field(default_factory=dict)


def clean_photo(data: bytes) -> bytes:
    """Re-encode a photograph so that nothing but its picture remains. Raise `PhotoRefused`."""
    return examine_photo(data).data


def examine_photo(data: bytes) -> Photo:
    """Re-encode a photograph and tell what its metadata said. Raise `PhotoRefused`.

    Processor-heavy, up to a few seconds: call it in a process or a thread.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check_size(picture)
            picture.load()
            evidence = _evidence(picture)
            upright = ImageOps.exif_transpose(picture)
            clean = _flat(upright)
            out = io.BytesIO()
            clean.save(out, "JPEG", quality=QUALITY)
            return Photo(out.getvalue(), clean.width, clean.height, evidence)
    except PhotoRefused:
        raise
    except MemoryError as error:
        raise PhotoRefused("photo_too_many_pixels", limit=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # whatever a decoder stumbles over, the file is at fault
        raise PhotoRefused("photo_damaged") from error


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise PhotoRefused("photo_too_many_pixels", limit=MOST_PIXELS // 1_000_000)


def _flat(picture: Image.Image) -> Image.Image:
    """Copy the pixels, and only they, onto a white sheet."""
    clean = Image.new("RGB", picture.size, "white")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        clean.paste(seen, mask=seen.getchannel("A"))
    else:
        clean.paste(picture.convert("RGB"))
    return clean


def _evidence(picture: Image.Image) -> dict[str, str]:
    """Read time and place; metadata that make no sense are no evidence."""
    try:
        exif = picture.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        return {**_time(details), **_place(place)}
    except Exception:  # noqa: BLE001 - hostile metadata must not cost us the picture
        return {}


def _time(details: Mapping[int, Any]) -> dict[str, str]:
    written = str(details.get(ExifTags.Base.DateTimeOriginal, "")).strip("\x00 ")
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\x00 ")
    try:
        taken = datetime.strptime(written, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera's
    except ValueError:
        return {}
    with suppress(ValueError):
        taken = taken.replace(tzinfo=datetime.strptime(offset, "%z").tzinfo)
    return {"taken_at": taken.isoformat()}


def _place(place: Mapping[int, Any]) -> dict[str, str]:
    latitude = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, 90)
    longitude = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, 180)
    if latitude is None or longitude is None:
        return {}
    return {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}", "crs": "WGS84"}


def _degrees(place: Mapping[int, Any], tag: int, side: int, most: int) -> float | None:
    if tag not in place:
        return None
    degrees, minutes, seconds = (float(part) for part in place[tag])
    found = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(found) or not 0 <= found <= most:
        return None
    return -found if str(place.get(side, "")).strip("\x00 ").upper() in {"S", "W"} else found
