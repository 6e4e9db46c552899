"""What PostgreSQL and NATS have in common here: prepared, started, awaited, stopped."""

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from launcher.speech import Refused

START_SECONDS = 60.0


@dataclass(frozen=True)
class Command:
    """How to start a process, and which signal asks it to stop without losing anything."""

    argv: list[str]
    environment: Mapping[str, str]
    stop_signal: signal.Signals
    folder: Path


class Store(Protocol):
    """A server we can run."""

    @property
    def name(self) -> str: ...

    def prepare(self) -> None:
        """Make its folder and settings; safe to repeat."""

    def command(self) -> Command: ...

    def is_ready(self) -> bool: ...


@contextmanager
def running(store: Store, log: Path) -> Iterator[None]:
    """Run a store for a while, outside the supervisor (tests, one-off commands)."""
    store.prepare()
    command = store.command()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command.argv,
            env=dict(command.environment),
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches us first; we stop it when its users are gone
        )
    try:
        _await_ready(store, process, log)
        yield
    finally:
        _stop(process, command.stop_signal)


def _await_ready(store: Store, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not store.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise did_not_start(store.name, log)
        time.sleep(0.02)


def _stop(process: "subprocess.Popen[bytes]", stop_signal: signal.Signals) -> None:
    process.send_signal(stop_signal)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def did_not_start(name: str, log: Path) -> Refused:
    """Say that a process did not come up, with the end of its log."""
    try:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    except OSError:
        tail = ""
    return Refused(
        f"{name} 没有启动成功,日志:{log}", f"{name} did not start; its log is {log}\n{tail}"
    )
