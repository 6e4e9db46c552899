"""Find many byte strings in a whole folder at once, by GNU grep: fifteen times as fast as we are."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GONE = b"No such file or directory"


@dataclass(frozen=True, slots=True)
class Hit:
    """One of the strings, and where in which file it stands."""

    path: Path
    offset: int
    match: bytes


def can_sift() -> bool:
    """Whether GNU grep is here; others read binary files and patterns in ways of their own."""
    return _program() is not None


def siftable(needle: bytes) -> bool:
    """Whether grep can be asked for this string: a pattern ends with its line."""
    return b"\n" not in needle


def sift(folder: Path, needles: Sequence[bytes], *, but: Sequence[str] = ()) -> Iterator[Hit]:
    """Find siftable strings in the files below a folder. Of two that overlap, the first counts."""
    program = _program()
    entries = [str(entry) for entry in sorted(folder.iterdir()) if entry.name not in but]
    if program is None or not entries:
        return
    with tempfile.NamedTemporaryFile(prefix="needles-") as patterns:
        patterns.write(b"".join(needle + b"\n" for needle in needles))
        patterns.flush()
        options = ("-r", "-a", "-o", "-b", "-H", "--null", "-F", "-f", patterns.name)
        done = subprocess.run(  # noqa: S603 - grep, on our own folders
            [program, *options, "--", *entries],
            env=os.environ | {"LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
    troubles = [line for line in done.stderr.splitlines() if GONE not in line]
    if troubles or done.returncode > 2:
        raise OSError(done.stderr.decode(errors="replace"))
    for line in done.stdout.splitlines():
        path, _, found = line.partition(b"\0")
        offset, _, match = found.partition(b":")
        yield Hit(Path(os.fsdecode(path)), int(offset), match)


@cache
def _program() -> str | None:
    program = shutil.which("grep")
    if program is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603
    return program if b"GNU grep" in said.stdout else None
