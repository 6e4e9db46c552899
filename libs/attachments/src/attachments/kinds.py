"""What may be sent, how large, and how to tell that it is what it says."""

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import puremagic


class Kind(StrEnum):
    """What an attachment is to a person."""

    PHOTO = "photo"
    SOUND = "sound"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind takes."""

    most_bytes: int
    media_types: tuple[str, ...]


RULES = {
    Kind.PHOTO: Rule(20 << 20, ("image/jpeg", "image/png", "image/webp")),
    Kind.SOUND: Rule(
        20 << 20, ("audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/wav", "audio/ogg")
    ),
    Kind.VIDEO: Rule(200 << 20, ("video/mp4", "video/quicktime", "video/webm", "video/3gpp")),
    Kind.DOCUMENT: Rule(
        20 << 20,
        (
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ),
}

HEAD_BYTES = 4096
TAIL_BYTES = 22 + 65_535  # as far from the end as a zip's directory can lie

_ALSO_CALLED = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/x-aac": "audio/aac",
    "application/ogg": "audio/ogg",
}
_STARTS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    "audio/aac": (b"\xff\xf1", b"\xff\xf9"),
    "audio/amr": (b"#!AMR\n", b"#!AMR-WB\n"),
    "audio/ogg": (b"OggS",),
    "application/pdf": (b"%PDF-",),
}
_BRANDS = {
    "audio/mp4": (b"M4A ", b"M4B ", b"mp42", b"isom", b"mp41", b"dash"),
    "video/mp4": (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"),
    "video/quicktime": (b"qt  ",),
    "video/3gpp": (b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a"),
}  # fmt: skip
_PARTS = {
    RULES[Kind.DOCUMENT].media_types[1]: "word/document.xml",
    RULES[Kind.DOCUMENT].media_types[2]: "xl/workbook.xml",
}
# What a browser or a machine would run, were it mistaken for it.
_NEVER = {".html", ".htm", ".svg", ".xml", ".exe", ".dll", ".elf", ".php", ".js", ".sh", ".swf"}
_ZIP_END = b"PK\x05\x06"


def plain_type(declared: str) -> str:
    """Reduce a Content-Type to the one name we use for it."""
    name = declared.partition(";")[0].strip().lower()
    return _ALSO_CALLED.get(name, name)


def is_what_it_says(media_type: str, head: bytes, tail: bytes) -> bool:
    """Judge by the first bytes, and by the last: a hidden archive ends the file."""
    if not _begins_like(media_type, head) or _looks_runnable(head):
        return False
    return media_type in _PARTS or not _ends_like_zip(tail)


def is_sound_document(media_type: str, path: Path) -> bool:
    """Look into an office document: its main part is there, no macro is, and it is no bomb."""
    if media_type not in _PARTS:
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    names = {entry.filename.lower() for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    macro = any(name.endswith("vbaproject.bin") for name in names)
    bounded = len(entries) <= 2_000 and unpacked <= 200 << 20  # noqa: PLR2004 - bounds
    return _PARTS[media_type] in names and "[content_types].xml" in names and bounded and not macro


def _begins_like(media_type: str, head: bytes) -> bool:
    if media_type in _BRANDS:
        size = int.from_bytes(head[:4], "big")
        # The first box is small; "<!--ftyp" would read as a box of a thousand million bytes.
        return head[4:8] == b"ftyp" and 8 <= size <= 1024 and head[8:12] in _BRANDS[media_type]  # noqa: PLR2004
    match media_type:
        case "image/webp":
            return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
        case "audio/wav":
            return head[:4] == b"RIFF" and head[8:12] == b"WAVE"
        case "video/webm":
            return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]
        case _ if media_type in _PARTS:
            return head.startswith(b"PK\x03\x04")
        case _:
            return head.startswith(_STARTS[media_type])


def _looks_runnable(head: bytes) -> bool:
    """Ask a second opinion, which knows many more kinds than the few we take."""
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return bool(guesses) and guesses[0].extension in _NEVER


def _ends_like_zip(tail: bytes) -> bool:
    at = tail.rfind(_ZIP_END)
    if at < 0 or at + 22 > len(tail):
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + 22 + comment == len(tail)
