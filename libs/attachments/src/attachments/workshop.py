"""Work on what strangers send, in a process of its own: bounded in memory and time, and expendable."""

import asyncio
import multiprocessing
import os
import resource
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from typing_extensions import TypeVarTuple, Unpack

from attachments.media import MediaRefused, clean_media
from attachments.photos import Photo, PhotoRefused, examine_photo

Given = TypeVarTuple("Given")
Done = TypeVar("Done")
MOST_MEMORY = 3 << 30
MOST_SECONDS = 30


class Workshop:
    """Cleans one file at a time, so that one that kills the process harms no other.

    The process starts with the first file and stays.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._bench = asyncio.Lock()

    async def examine(self, photo: bytes | Path) -> Photo:
        """Clean a photograph given as bytes or as a file.

        Raise `PhotoRefused` if it is none, or one that kills whoever opens it.
        """
        try:
            return await self._work(_examine, photo)
        except BrokenProcessPool as error:
            raise PhotoRefused("photo_damaged") from error

    async def remux(self, media: bytes, media_type: str) -> bytes:
        """Clean sound or video. Raise `MediaRefused` as `examine` does."""
        try:
            return await self._work(_remux, media, media_type)
        except BrokenProcessPool as error:
            raise MediaRefused from error

    async def _work(self, task: Callable[[Unpack[Given]], Done], *given: *Given) -> Done:
        async with self._bench:
            pool = self._pool or self._open()
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, task, *given)
            except BrokenProcessPool:
                self.close()
                raise

    def close(self) -> None:
        """Stop the process; a later file starts another."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _open(self) -> ProcessPoolExecutor:
        # Not forked: a fork would copy database connections and half-held locks.
        fresh = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=fresh, initializer=_prepare)
        return self._pool


def _prepare() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """A parent that is killed closes nothing: without this its workshop would stay for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(0)


def _examine(photo: bytes | Path) -> Photo:
    _limit_time()
    return examine_photo(photo.read_bytes() if isinstance(photo, Path) else photo)


def _remux(media: bytes, media_type: str) -> bytes:
    _limit_time()
    return clean_media(media, media_type)


def _limit_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
