"""What lies in a backup: what it says of itself, its files, and the hash of every one of them."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from launcher.base_backup import MANIFEST
from launcher.speech import Refused

FORMAT = 1
ABOUT = "backup.json"
SUMS = "SHA256SUMS"  # as sha256sum writes it: `sha256sum -c SHA256SUMS` checks it anywhere
CHUNK = 1 << 20

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PASSING = {"incoming", "clock-offset-seconds"}  # not yet taken in; a test's moved clock


@dataclass(frozen=True)
class About:
    """What a backup says of itself. Times are ISO 8601 in Asia/Shanghai.

    All databases are as they were at one moment between `began_at` and `moment`.
    """

    began_at: str
    moment: str
    postgres: str
    revisions: dict[str, str]  # database → the last migration that was run on it
    files: int
    bytes: int
    secrets: dict[str, str] = field(default_factory=dict)  # which secrets it needs: see `marks`
    format: int = FORMAT

    def write(self, backup: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (backup / ABOUT).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, backup: Path) -> "About":
        """Raise Refused if that is no backup, or one of a later release."""
        try:
            about = json.loads((backup / ABOUT).read_text(encoding="utf-8"))
            if about["format"] == FORMAT:
                return cls(**about)
        except (OSError, ValueError, TypeError, KeyError):
            raise Refused(
                f"{backup} 不是完整的治本备份(缺少可读的 {ABOUT})。",
                f"{backup} is no complete backup of ours: it has no readable {ABOUT}.",
            ) from None
        raise Refused(
            f"这份备份由更新的版本制作(格式 {about['format']}),请用该版本恢复。",
            f"A later release made this backup (format {about['format']}); restore it with that.",
        )


def copy_new(source: Path, target: Path) -> None:
    """Copy the files that are not there yet. Whatever goes away meanwhile was not wanted."""
    for relative in _files_below(source):
        copy = target / relative
        if copy.exists() or _PASSING & set(relative.parts):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source / relative, copy)
        except FileNotFoundError:
            copy.unlink(missing_ok=True)
            continue
        with copy.open("rb") as file:
            os.fsync(file.fileno())


def write_sums(backup: Path) -> list[Path]:
    """Hash what PostgreSQL's own manifest does not; return files whose name is another's hash."""
    false = []
    lines = []
    for relative in sorted([*_listed(backup)]):
        digest = sha256(backup / relative)
        lines.append(f"{digest}  {relative.as_posix()}\n")
        if _DIGEST.fullmatch(relative.name) and relative.name != digest:
            false.append(relative)
    (backup / SUMS).write_text("".join(lines), encoding="utf-8")
    return false


def check_sums(backup: Path) -> None:
    """Raise Refused, naming a file, unless all are there, as they were, and no others."""
    try:
        lines = (backup / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise _broken(backup / SUMS) from None
    known = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    found = {relative.as_posix() for relative in _listed(backup)}
    for path in sorted(found ^ known.keys()):
        raise _broken(backup / path)
    for path, digest in known.items():
        if sha256(backup / path) != digest:
            raise _broken(backup / path)


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def size_of(folder: Path) -> int:
    """Return how many bytes the files below a folder have; some may go while we look."""
    total = 0
    for relative in _files_below(folder):
        try:
            total += (folder / relative).stat().st_size
        except FileNotFoundError:
            continue
    return total


def _listed(backup: Path) -> Iterator[Path]:
    yield Path(ABOUT)
    yield Path("postgres") / MANIFEST
    yield from (Path("files") / relative for relative in _files_below(backup / "files"))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield (Path(parent) / name).relative_to(folder)


def _broken(path: Path) -> Refused:
    return Refused(
        f"备份不完整或已损坏:{path}。请改用另一份备份。",
        f"The backup is incomplete or damaged at {path}; use another one.",
    )
