"""Open an xlsx file without trusting it: it is a zip somebody sent."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from office.fault import Fault

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_FLAG = 0x1
CHUNK = 1 << 16
# Repetitive XML packs well; only what is both large and packed beyond belief is a bomb.
RATIO_MATTERS_ABOVE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a workbook we are ready to read."""

    packed_bytes: int = 20 << 20
    unpacked_bytes: int = 100 << 20
    entries: int = 2_000
    ratio: int = 200
    sheets: int = 100
    rows: int = 50_000
    columns: int = 512
    cells: int = 2_000_000


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Read the XML parts of an xlsx file. Raise `Fault` if it is none, or more than we take.

    Sizes are counted while unpacking, never believed.
    """
    if len(data) > limits.packed_bytes:
        raise Fault("workbook_too_large", limit=f"{limits.packed_bytes >> 20} MB")
    if data.startswith(OLE2):
        encrypted = ENCRYPTED_PACKAGE in data
        raise Fault("workbook_encrypted" if encrypted else "workbook_old_format")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Fault("workbook_unreadable") from error


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """Pack the checked parts again, so that what is parsed is exactly what was checked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Fault("workbook_too_many_parts", limit=limits.entries)
    names = {entry.filename.replace("\\", "/").casefold() for entry in entries}
    if len(names) != len(entries):
        raise Fault("workbook_unreadable")
    _refuse_other_kinds(names)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Fault("workbook_encrypted")
    parts: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    for entry in entries:
        if entry.filename.casefold().endswith((".xml", ".rels")):
            parts[entry.filename] = _read(archive, entry, left, limits)
            left -= len(parts[entry.filename])
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types:
        raise Fault("workbook_macros")
    return parts


def _refuse_other_kinds(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Fault("workbook_macros")
    if "xl/workbook.bin" in names:
        raise Fault("workbook_old_format")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Fault("workbook_unreadable")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            packed = max(entry.compress_size, 1)
            bomb = size > RATIO_MATTERS_ABOVE and size > limits.ratio * packed
            if size > left or bomb:
                raise Fault("workbook_bomb", limit=f"{limits.unpacked_bytes >> 20} MB")
            chunks.append(chunk)
    return b"".join(chunks)
