"""Keeps processes running, through circus: the only module that knows it."""

import asyncio
import logging
import os
import shlex
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import zmq
from circus.arbiter import Arbiter
from circus.exc import ConflictError
from circus.sockets import CircusSocket
from circus.stream import FileStream
from circus.watcher import Watcher
from tornado.ioloop import IOLoop

from launcher.stores import Command

_LOG_BYTES, _LOGS_KEPT = 5_000_000, 3
_SETTLED_SECONDS = 10.0  # who dies sooner after starting waits longer before the next try
_LONGEST_PAUSE_SECONDS = 30.0


class _Watched(Watcher):  # type: ignore[misc]  # circus has no types
    """A circus watcher that tells of deaths, and lets a crash loop cool down."""

    def __init__(
        self, name: str, tell: "Callable[[str, int, float], None]", **options: Any
    ) -> None:
        super().__init__(name, **options)
        self.deaths = 0
        self._tell = tell
        self._started = 0.0
        self._not_before = 0.0
        self._pause = 0.0

    def notify_event(self, topic: str, msg: dict[str, Any]) -> None:
        super().notify_event(topic, msg)
        if topic == "spawn":
            self._started = time.monotonic()
        elif topic == "reap" and self.is_active():
            self._mourn(int(msg["exit_code"] or 0))

    def manage_processes(self) -> Any:
        if not self.processes and time.monotonic() < self._not_before:
            return None
        return super().manage_processes()

    def _mourn(self, exit_code: int) -> None:
        self.deaths += 1
        lived = time.monotonic() - self._started
        self._pause = (
            0.0
            if lived > _SETTLED_SECONDS
            else min(max(1.0, self._pause * 2), _LONGEST_PAUSE_SECONDS)
        )
        self._not_before = time.monotonic() + self._pause
        self._tell(self.name, exit_code, self._pause)


class _Arbiter(Arbiter):  # type: ignore[misc]
    """A circus arbiter that keeps out of the way of what else this process does."""

    def manage_watchers(self) -> Any:
        """Skip a regular round while a command runs; the original raises ConflictError."""
        return None if self._exclusive_running_command else super().manage_watchers()

    def reap_processes(self) -> None:
        """Wait for the watchers' children only, not for those whose exit code we wait for."""
        for watcher in self.iter_watchers():
            for pid in list(watcher.processes):
                try:
                    reaped, status = os.waitpid(pid, os.WNOHANG)
                except ChildProcessError:
                    continue
                if reaped:
                    watcher.reap_process(pid, status)


class Supervisor:
    """Starts commands by name, restarts those that die, stops them in the order asked for."""

    def __init__(self, logs: Path, tell: Callable[[str, int, float], None]) -> None:
        """`tell(name, exit code, pause in seconds)` is called when a process has died."""
        self._logs = logs
        self._tell = tell
        self._watchers: dict[str, _Watched] = {}
        self._arbiter: _Arbiter | None = None

    async def open(self, doors: Mapping[str, tuple[str, int]]) -> None:
        """Begin to listen at each door (host, port), and to look after processes.

        A command is given a door as `$(circus.sockets.<name>)`, the number of an open file.
        """
        _log_to(self._logs / "launcher.log")
        self._arbiter = _Arbiter(
            [],
            # In-process addresses: circus obeys whoever reaches its control socket.
            "inproc://zhiben-control",
            "inproc://zhiben-events",
            check_delay=0.5,
            context=zmq.Context(),
            loop=IOLoop.current(),
            sockets=[_door(name, *address) for name, address in doors.items()],
            proc_name="zhiben-launcher",
        )
        self._arbiter.ctrl.sys_hdl.stop()  # signals are answered by whoever asked for us
        await self._arbiter.start()

    async def start(self, name: str, command: Command) -> None:
        """Start a process and keep it running."""
        assert self._arbiter is not None  # noqa: S101
        log = {"stream": FileStream(str(self.log_of(name)), _LOG_BYTES, _LOGS_KEPT)}
        watcher = _Watched(
            name,
            self._tell,
            cmd=shlex.quote(command.argv[0]),
            args=command.argv[1:],
            env=dict(command.environment),
            working_dir=str(command.folder),
            stop_signal=command.stop_signal,
            graceful_timeout=20,
            singleton=True,
            use_sockets=any("circus.sockets" in word for word in command.argv),
            stdout_stream=log,
            stderr_stream=log,
        )
        watcher.initialize(self._arbiter.evpub_socket, self._arbiter.sockets, self._arbiter)
        self._arbiter.watchers.append(watcher)
        self._watchers[name] = watcher
        await _in_turn(watcher.start)

    async def stop(self, names: Sequence[str]) -> None:
        """Stop these processes, all at once, and wait until they are gone."""
        watchers = [self._watchers.pop(name) for name in names if name in self._watchers]
        await asyncio.gather(*(watcher._stop(True) for watcher in watchers))  # noqa: SLF001, FBT003

    async def close(self) -> None:
        """Stop whatever is left and give up the gateway's address."""
        await self.stop(list(self._watchers))
        if self._arbiter is not None:
            await _in_turn(self._arbiter.stop)
            await asyncio.sleep(0)
            self._arbiter.context.destroy(linger=0)

    def deaths_of(self, name: str) -> int:
        """How often a process has died since it was first started."""
        return self._watchers[name].deaths

    def log_of(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _door(name: str, host: str, port: int) -> CircusSocket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return CircusSocket(name=name, host=host, port=port, family=family)


async def _in_turn(action: Callable[[], Awaitable[Any]]) -> None:
    """Circus refuses, rather than queues, what comes while it is busy with its regular round."""
    while True:
        try:
            await action()
        except ConflictError:
            await asyncio.sleep(0.02)
        else:
            return


def _log_to(path: Path) -> None:
    """Keep circus and tornado off the terminal, which is ours."""
    logger = logging.getLogger()
    logger.handlers = [RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT)]
    logging.getLogger("circus").setLevel(logging.INFO)
