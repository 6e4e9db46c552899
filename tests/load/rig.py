"""Stores that keep what they are told, and single processes of the system on chosen cores."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
from launcher.databases import Databases
from launcher.jetstream import Nats
from launcher.jobs import run_module
from launcher.keys import password
from launcher.members import GATEWAY, MEMBERS, Member
from launcher.places import Places, Wishes
from launcher.ports import free_port
from launcher.postgres import Postgres
from launcher.processes import PROCESSES, Process, Surroundings
from launcher.stores import running

from tests.load import machine

START_SECONDS = 240.0  # a machine may be busy with other things


class DidNotStart(Exception):
    """A process did not answer in time; its log says why."""


@dataclass
class Rig:
    """One PostgreSQL and one NATS, durable as in production, and what has been started on them."""

    folder: Path
    postgres: Postgres
    postgres_pid: int
    nats_pid: int
    around: Surroundings
    started: list[int] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    @classmethod
    @asynccontextmanager
    async def ready(cls) -> AsyncIterator["Rig"]:
        """Start the stores; stop and forget everything afterwards."""
        folder = _folder()
        try:
            with ExitStack() as stores:
                rig = _with_stores(folder, stores)
                async with rig._stack:
                    yield rig
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def everything(self) -> list[int]:
        """The stores and all processes that were started, of which some may have ended."""
        return [self.postgres_pid, self.nats_pid, *self.started]

    def log_of(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    async def provide(self, *members: Member, demo: bool = False) -> None:
        """Make members' databases, with the schema, and the demonstration's records if wanted."""
        around = self.around
        await around.databases.provide(
            members, {member.package: around.password_of(member) for member in members}
        )
        for member in members:
            # The log keeps quiet about what statements carry; `same_sql` reads just that.
            async with self.database(member) as connection:
                name = around.databases.name(member)
                await connection.execute(
                    f"ALTER DATABASE {name} SET log_error_verbosity = 'default'"
                )
            await self.run(member, "chassis.migrations", member.package)
            if demo:
                await self.run(member, f"{member.package}.demo")

    async def run(self, member: Member, *arguments: str) -> str:
        """Run a module to its end, as one of the member's processes would be run."""
        environment = self.around.environment(member, 0, demo=True)
        return await run_module(list(arguments), environment=environment, log=self.log_of("jobs"))

    async def start(
        self, process: Process, *, core: int | None = None, more: Mapping[str, str] | None = None
    ) -> int:
        """Start a process and wait until it is ready; return its number."""
        port = self.port(process)
        command = self.around.command(process, demo=True)
        argv = command.argv[command.argv.index(sys.executable) :]
        environment = {**command.environment, "ZHIBEN_HTTP_PORT": str(port), **(more or {})}
        if process.is_gateway:
            argv = [sys.executable, "-m", "gateway"]
        started = self.spawn(process.name, argv, core=core, environment=environment)
        await self.answers(process.name, f"http://127.0.0.1:{port}/readyz", started)
        return started.pid

    def spawn(
        self,
        name: str,
        argv: Sequence[str],
        *,
        core: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start any program, to be stopped with the rig."""
        prefix = machine.on_core(core) if core is not None else []
        with self.log_of(name).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own programs
                [*prefix, *argv],
                env=dict(environment) if environment is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._stack.callback(stop, process)
        self.started.append(process.pid)
        return process

    @asynccontextmanager
    async def working(self, member: Member, *module: str) -> AsyncIterator[int]:
        """Run a worker of a member's for a while; yield its number when it is ready."""
        port = free_port()
        argv = [sys.executable, "-m", *module]
        environment = self.around.environment(member, port, demo=True)
        process = self.spawn(module[0], argv, environment=environment)
        try:
            await self.answers(module[0], f"http://127.0.0.1:{port}/readyz", process)
            yield process.pid
        finally:
            await asyncio.to_thread(stop, process)

    async def answers(self, name: str, url: str, process: "subprocess.Popen[bytes]") -> None:
        """Wait until a program answers well. Raise `DidNotStart` otherwise."""
        deadline = time.monotonic() + START_SECONDS
        async with httpx.AsyncClient(trust_env=False) as http:
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    if (await http.get(url)).is_success:
                        return
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)
        raise DidNotStart(f"{name}: {self.log_of(name).read_text()[-3000:]}")

    def port(self, process: Process) -> int:
        return (
            self.around.wishes.http_port if process.is_gateway else self.around.ports[process.name]
        )

    def address(self, process: Process) -> str:
        return f"http://127.0.0.1:{self.port(process)}"

    def address_of_database(self, member: Member) -> str:
        """The server's administrator's way into a member's database."""
        return f"{self.postgres.url}/{self.around.databases.name(member)}"

    @asynccontextmanager
    async def database(self, member: Member) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        connection = await asyncpg.connect(self.address_of_database(member))
        try:
            yield connection
        finally:
            await connection.close()

    async def value(self, member: Member, query: str, *arguments: Any) -> Any:
        async with self.database(member) as connection:
            return await connection.fetchval(query, *arguments)

    @contextmanager
    def stores_on(self, core: int) -> Any:
        """Keep the stores on one core for a while: their new children stay there, too."""
        for pid in (self.postgres_pid, self.nats_pid):
            machine.pin(pid, core)
        try:
            yield
        finally:
            for pid in (self.postgres_pid, self.nats_pid):
                machine.unpin(pid)


def process(name: str) -> Process:
    """Find one by its name: `hazard-registry.api`."""
    return next(process for process in PROCESSES if process.name == name)


def member(package: str) -> Member:
    return next(member for member in MEMBERS if member.package == package)


GATEWAY_API = process(f"{GATEWAY.name}.api")


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="zhiben-bench-"))
    folder.chmod(0o755)  # an unprivileged PostgreSQL must reach its data
    return folder


def _with_stores(folder: Path, stores: ExitStack) -> Rig:
    places = Places(folder)
    places.make()
    ports = _ports()
    postgres = Postgres(
        places.postgres, ports["postgres"], password(places.secrets, "postgres"), copied=False
    )
    words = {one.package: password(places.secrets, f"nats-{one.package}") for one in MEMBERS}
    nats = Nats(places.nats, ports["nats"], words)
    postgres.prepare()
    with (postgres.data / "postgresql.conf").open("a") as settings:
        settings.write("track_commit_timestamp = on\n")  # tells when an event was there for good
    stores.enter_context(running(postgres, places.logs / "postgres.log"))
    stores.enter_context(running(nats, places.logs / "nats.log"))
    around = Surroundings(
        places=places,
        wishes=Wishes(http_port=ports["gateway"]),
        databases=Databases(postgres.url),
        nats_urls={name: nats.url_for(name) for name in words},
        ports=ports,
    )
    return Rig(
        folder,
        postgres,
        int((postgres.data / "postmaster.pid").read_text().splitlines()[0]),
        _listening_on(ports["nats"]),
        around,
    )


def _ports() -> dict[str, int]:
    chosen: dict[str, int] = {}
    for name in ("postgres", "nats", "gateway", *(process.name for process in PROCESSES)):
        chosen[name] = free_port(avoiding=chosen.values())
    return chosen


def _listening_on(port: int) -> int:
    for child in psutil.Process().children(recursive=True):
        if any(at.laddr.port == port for at in child.net_connections() if at.status == "LISTEN"):
            return child.pid
    raise DidNotStart(f"nobody listens on port {port}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
