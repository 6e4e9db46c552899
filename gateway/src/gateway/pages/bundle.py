"""Read what `make run` built: a few hundred small files, each also compressed beforehand."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

TYPES: Final[Mapping[str, bytes]] = {
    ".css": b"text/css; charset=utf-8",
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".png": b"image/png",
    ".svg": b"image/svg+xml",
    ".webmanifest": b"application/manifest+json",
}
APPS: Final = ("citizen", "enterprise", "console")


@dataclass(frozen=True, slots=True)
class File:
    """One built file."""

    media_type: bytes
    plain: bytes
    gzip: bytes | None
    brotli: bytes | None
    etag: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """All built files by their path below the folder: `citizen/report.html`."""

    files: Mapping[str, File] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Bundle":
        """Read everything once. An app that was not built has no files."""
        return cls(
            {
                path.relative_to(folder).as_posix(): _file(path)
                for app in APPS
                for path in sorted((folder / app).rglob("*"))
                if path.suffix in TYPES and path.is_file()
            }
        )


def _file(path: Path) -> File:
    plain = path.read_bytes()
    return File(
        media_type=TYPES[path.suffix],
        plain=plain,
        gzip=_beside(path, ".gz"),
        brotli=_beside(path, ".br"),
        etag=f'"{hashlib.sha256(plain).hexdigest()[:32]}"'.encode(),
    )


def _beside(path: Path, suffix: str) -> bytes | None:
    compressed = path.with_name(path.name + suffix)
    return compressed.read_bytes() if compressed.is_file() else None
