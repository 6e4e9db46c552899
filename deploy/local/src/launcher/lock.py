"""One running system for each checkout."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from launcher.places import Places
from launcher.speech import Refused


@contextmanager
def only_one(places: Places, address: str) -> Iterator[None]:
    """Hold the folder's lock. Raise Refused, naming the holder, if another process does."""
    with places.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise _already_running(file.read()) from None
        file.seek(0)
        file.truncate()
        json.dump({"pid": os.getpid(), "address": address}, file)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _already_running(note: str) -> Refused:
    try:
        holder = json.loads(note)
        pid, address = holder["pid"], holder["address"]
    except (ValueError, KeyError, TypeError):
        pid, address = "?", "?"
    return Refused(
        f"本目录的系统已在运行(进程 {pid},{address})。请先在它的终端按 Ctrl-C,或执行 kill {pid}。",
        f"The system of this folder is running already (process {pid}, {address}). "
        f"Press Ctrl-C in its terminal first, or: kill {pid}",
    )
