"""Bytes on disk under the digest of their content, written whole or not at all."""

import asyncio
import hashlib
import os
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from chassis.ids import new_id

from attachments.kinds import HEAD_BYTES, TAIL_BYTES

FLUSH_BYTES = 1 << 20
ABANDONED_AFTER_SECONDS = 86_400

_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """More bytes came than this kind takes."""

    code = "too_large"

    def __init__(self, most_bytes: int) -> None:
        self.facts = {"limit": f"{most_bytes >> 20} MB"}
        super().__init__(f"More than {most_bytes} bytes.")


class Empty(Exception):
    """Nothing came at all."""

    code = "empty_file"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that lies in quarantine: counted, digested, not yet judged."""

    path: Path
    sha256: str
    size: int
    head: bytes
    tail: bytes


class Files:
    """A folder of files named by their SHA-256, and its quarantine."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"

    def path(self, sha256: str) -> Path:
        """Where a file lies. Raise ValueError if that is no digest: it could be a path."""
        if _DIGEST.fullmatch(sha256) is None:
            raise ValueError("Not a SHA-256 digest.")
        return self._root / sha256[:2] / sha256[2:4] / sha256

    async def take(self, stream: AsyncIterator[bytes], *, most_bytes: int) -> Taken:
        """Put a stream into quarantine. Raise `TooLarge` as soon as it is, `Empty` if it is.

        Bytes are counted; what the sender says of their number is not asked.
        """
        intake = await asyncio.to_thread(_Intake, self._incoming, most_bytes)
        try:
            pending = bytearray()
            async for chunk in stream:
                intake.count(len(chunk))
                pending += chunk
                if len(pending) >= FLUSH_BYTES:
                    await asyncio.to_thread(intake.write, bytes(pending))
                    pending.clear()
            return await asyncio.to_thread(intake.finish, bytes(pending))
        except BaseException:
            intake.discard()
            raise

    async def keep(self, taken: Taken) -> None:
        """Move a file out of quarantine, for good."""
        await asyncio.to_thread(self._keep, taken)

    async def put(self, data: bytes) -> Taken:
        """Keep bytes that are in memory already."""
        taken = await self.take(_once(data), most_bytes=len(data))
        await self.keep(taken)
        return taken

    async def discard(self, taken: Taken) -> None:
        await asyncio.to_thread(taken.path.unlink, missing_ok=True)

    async def read(self, sha256: str) -> bytes:
        """Read a whole file; for large ones, serve `path`."""
        return await asyncio.to_thread(self.path(sha256).read_bytes)

    def abandoned(self) -> Iterator[Path]:
        """Quarantined files whose sender went away, a day ago or more."""
        before = time.time() - ABANDONED_AFTER_SECONDS
        if self._incoming.is_dir():
            yield from (file for file in self._incoming.iterdir() if file.stat().st_mtime < before)

    def kept(self) -> Iterator[str]:
        """Digests of all kept files that are a day old or more."""
        before = time.time() - ABANDONED_AFTER_SECONDS
        for file in self._root.glob("??/??/*"):
            if _DIGEST.fullmatch(file.name) and file.stat().st_mtime < before:
                yield file.name

    def _keep(self, taken: Taken) -> None:
        target = self.path(taken.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            # Somebody sent the same before; touched, it counts as new to whoever tidies up.
            target.touch()
            taken.path.unlink()
            return
        taken.path.replace(target)
        for folder in (target.parent, target.parent.parent, self._root):
            _sync_folder(folder)


class _Intake:
    """One file on its way into quarantine; used in threads, one call at a time."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / str(new_id())
        self._file: BinaryIO = self._path.open("xb")
        self._path.chmod(0o600)
        self._most = most_bytes
        self._digest = hashlib.sha256()
        self._counted = 0
        self._head = self._tail = b""

    def count(self, size: int) -> None:
        self._counted += size
        if self._counted > self._most:
            raise TooLarge(self._most)

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        if len(self._head) < HEAD_BYTES:
            self._head = (self._head + data)[:HEAD_BYTES]
        self._tail = (self._tail + data)[-TAIL_BYTES:]

    def finish(self, data: bytes) -> Taken:
        self.write(data)
        if not self._counted:
            raise Empty
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        digest = self._digest.hexdigest()
        return Taken(self._path, digest, self._counted, self._head, self._tail)

    def discard(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
