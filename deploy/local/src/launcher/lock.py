"""One running system for each checkout."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from launcher.places import Places
from launcher.speech import Refused


@dataclass(frozen=True)
class Holder:
    """Who runs here, as the lock file says."""

    pid: int
    address: str


@contextmanager
def only_one(places: Places, address: str) -> Iterator[None]:
    """Hold the folder's lock. Raise Refused, naming the holder, if another process does."""
    with places.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _already_running(_read(places)) from None
        file.truncate(0)
        json.dump(asdict(Holder(os.getpid(), address)), file)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def who_runs(places: Places) -> Holder | None:
    """Return who holds the folder's lock now, if anybody."""
    if not places.lock.exists():
        return None
    with places.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(places)
    return None


def _read(places: Places) -> Holder:
    try:
        return Holder(**json.loads(places.lock.read_text()))
    except (OSError, ValueError, TypeError):
        return Holder(0, "?")  # it has the lock, but has not yet said who it is


def _already_running(holder: Holder) -> Refused:
    return Refused(
        f"本目录的系统已在运行(进程 {holder.pid},{holder.address})。"
        f"请先在它的终端按 Ctrl-C,或执行 kill {holder.pid}。",
        f"The system of this folder is running already (process {holder.pid}, {holder.address}). "
        f"Press Ctrl-C in its terminal first, or: kill {holder.pid}",
    )
