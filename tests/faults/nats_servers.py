"""One NATS server or a cluster of three, whose power and disks are in our hands."""

import asyncio
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import nats
from launcher.jetstream import Nats
from launcher.ports import free_port
from nats.aio.client import Client
from typing_extensions import override

PATIENCE = 60.0  # seconds until a server greets


@dataclass(frozen=True)
class Node(Nats):
    """A server that knows its neighbours by their routes."""

    routes: tuple[int, ...] = ()
    route: int = 0

    @override
    def _settings(self) -> dict[str, object]:
        settings = super()._settings() | {"server_name": self.name, "lame_duck_duration": "30s"}
        if len(self.routes) > 1:
            settings["cluster"] = {
                "name": "zhiben",
                "listen": f"127.0.0.1:{self.route}",
                "routes": [f"nats://127.0.0.1:{port}" for port in self.routes],
            }
        return settings


@dataclass
class NatsServers:
    """The servers of one run, each with its own folder below `folder`."""

    folder: Path
    nodes: list[Node]
    running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @classmethod
    def planned(cls, folder: Path, count: int) -> "NatsServers":
        taken: list[int] = []
        for _ in range(2 * count):
            taken.append(free_port(avoiding=taken))
        ports, routes = taken[:count], tuple(taken[count:])
        return cls(
            folder,
            [
                Node(folder / f"n{n}", ports[n], {}, durable=False, name=f"n{n}", routes=routes,
                     route=routes[n])
                for n in range(count)
            ],
        )  # fmt: skip

    @property
    def url(self) -> str:
        return ",".join(node.url for node in self.nodes)

    @property
    def all(self) -> range:
        return range(len(self.nodes))

    def start(self, number: int) -> None:
        node = self.nodes[number]
        node.prepare()
        command = node.command()
        with (self.folder / f"{node.name}.log").open("ab") as log:
            self.running[number] = subprocess.Popen(  # noqa: S603 - our own server
                command.argv,
                env=dict(command.environment),
                cwd=command.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start_all(self) -> None:
        """Start whichever is down, and wait until all greet."""
        for number in self.all:
            if number not in self.running:
                self.start(number)
        deadline = time.monotonic() + PATIENCE
        while not all([await asyncio.to_thread(node.is_ready) for node in self.nodes]):
            if time.monotonic() > deadline:
                raise TimeoutError("a NATS server did not start")
            await asyncio.sleep(0.1)

    async def end(self, number: int, how: signal.Signals = signal.SIGKILL) -> None:
        """Kill a server, or ask it to go."""
        process = self.running.pop(number)
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        try:
            await asyncio.to_thread(process.wait, 20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    async def end_all(self, how: signal.Signals = signal.SIGKILL) -> None:
        for number in list(self.running):
            await self.end(number, how)

    def pause(self, number: int, *, go_on: bool = False) -> None:
        self.running[number].send_signal(signal.SIGCONT if go_on else signal.SIGSTOP)

    def copy_disk(self, number: int) -> Path:
        """Copy a server's disk as it is at one moment."""
        node, copy = self.nodes[number], self.folder / f"copy{number}"
        shutil.rmtree(copy, ignore_errors=True)
        self.pause(number)
        try:
            shutil.copytree(node.data, copy)
        finally:
            self.pause(number, go_on=True)
        return copy

    def set_back(self, number: int, copy: Path) -> None:
        """Give a stopped server the disk of an earlier moment: it lost what came after."""
        data = self.nodes[number].data
        shutil.rmtree(data)
        shutil.copytree(copy, data)

    async def client(self) -> Client:
        return await nats.connect(
            [node.url for node in self.nodes],
            connect_timeout=3,
            max_reconnect_attempts=3,
            error_cb=_silent,
        )


async def _silent(_: Exception) -> None:
    """A client of a server that is being hurt complains all the time."""


async def close(client: Client) -> None:
    with suppress(nats.errors.Error, OSError):
        await client.close()
