"""The whole system under the rig: its processes can be killed, paused and trapped."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg
import psutil
from launcher.keys import password
from launcher.ports import free_port, recall_ports
from launcher.unprivileged import dying_with_us

from tests.faults.nats_servers import NatsServers
from tests.journeys.people import eventually
from tests.journeys.whole_system import START_SECONDS, WholeSystem

SERVICES = ("hazard_registry", "reporting_whistleblower", "training_records", "enforcement")
DATABASES = (*SERVICES, "gateway")
_NOT_OURS = ("ZHIBEN_DATABASE", "ZHIBEN_NATS", "ZHIBEN_PORT", "ZHIBEN_TEST", "ZHIBEN_HTTP")


@dataclass
class Patient:
    """A running system, its NATS servers, and the folder of its traps."""

    whole: WholeSystem
    nats: NatsServers
    traps: Path
    doubled: bool = False
    paused: set[int] = field(default_factory=set)

    @classmethod
    async def admit(cls, *, nodes: int, instances: int) -> "Patient":
        """Start everything; return when it is well."""
        folder = Path(tempfile.mkdtemp(prefix="zhiben-faults-"))
        folder.chmod(0o755)  # noqa: ASYNC240 - at once; an unprivileged PostgreSQL must reach its data
        traps = folder / "traps"
        traps.mkdir()
        (folder / "nats-servers").mkdir()
        servers = NatsServers.planned(folder / "nats-servers", nodes)
        await servers.start_all()
        port = free_port()
        whole = WholeSystem(f"http://127.0.0.1:{port}", folder, _launch(folder, port, {
            "ZHIBEN_NATS_URL": servers.url,
            "ZHIBEN_NATS_REPLICAS": str(nodes),
            "ZHIBEN_INSTANCES": str(instances),
            "ZHIBEN_FAULT_FOLDER": str(traps),
            "ZHIBEN_LIMITS_FACTOR": "1000",
        }))  # fmt: skip
        patient = cls(whole, servers, traps, doubled=instances > 1)
        try:
            await eventually("the system is ready", whole._ready, seconds=START_SECONDS)
            await patient.insist_on_commits()
        except BaseException:
            await patient.discharge()
            raise
        return patient

    async def discharge(self) -> None:
        """Stop everything and forget it."""
        self.resume_all()
        launcher = self.whole.launcher
        launcher.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(launcher.wait, 90)
        except subprocess.TimeoutExpired:
            launcher.kill()
        await self.nats.end_all()
        shutil.rmtree(self.whole.folder, ignore_errors=True)

    # -- its processes ---------------------------------------------------------------------------

    def processes(self, name: str) -> list[psutil.Process]:
        """Find all instances of `enforcement.worker`, `gateway.api` and the like."""
        found = []
        for child in psutil.Process(self.whole.launcher.pid).children(recursive=True):
            try:
                if _name(child.cmdline()) == name:
                    found.append(child)
            except psutil.Error:
                continue
        return found

    def instances(self, name: str) -> int:
        """How many of a kind there ought to be."""
        return 2 if self.doubled and not name.startswith("gateway") else 1

    def kill(self, name: str, *, which: int | None = None) -> None:
        found = self.processes(name)
        for child in found if which is None else found[which : which + 1]:
            _quietly(child, signal.SIGKILL)

    def pause(self, name: str, which: int = 0) -> None:
        for child in self.processes(name)[which : which + 1]:
            _quietly(child, signal.SIGSTOP)
            self.paused.add(child.pid)

    def resume_all(self) -> None:
        for pid in self.paused:
            try:
                _quietly(psutil.Process(pid), signal.SIGCONT)
            except psutil.Error:
                continue
        self.paused.clear()

    def postmaster(self) -> psutil.Process:
        pid = (self.whole.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]
        return psutil.Process(int(pid))

    # -- its databases ---------------------------------------------------------------------------

    async def ask(self, database: str, query: str, *given: Any) -> list[dict[str, Any]]:
        """Ask a service's database, as its server's administrator."""
        async with self.whole.database(database) as connection:
            return [dict(row) for row in await connection.fetch(query, *given)]

    def port(self, name: str) -> int:
        return recall_ports(self.whole.folder / "ports.json")[name]

    def database_url(self, name: str) -> str:
        """The address of a service's database, as SQLAlchemy wants it."""
        word = quote(password(self.whole.folder / "secrets", "postgres"))
        return f"postgresql+asyncpg://postgres:{word}@127.0.0.1:{self.port('postgres')}/{name}"

    async def insist_on_commits(self) -> None:
        """Let a commit be written before it is answered, which a launcher under test does not.

        A killed server would lose what it had promised. A killed machine is not tried here.
        """
        async with self.whole.database("postgres") as db:
            for name in DATABASES:
                await db.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
            await db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY($1)",
                list(DATABASES),
            )
        await eventually("the system is well again", self.is_well, seconds=START_SECONDS)

    async def is_well(self) -> bool | None:
        """Whether the gateway and everything behind it answers."""
        try:
            return await self.whole._ready()
        except (OSError, asyncpg.PostgresError):
            return None

    # -- its traps -------------------------------------------------------------------------------

    def trap(self, service: str, point: str, action: str = "crash") -> None:
        ready = self.traps / f".{service}@{point}"
        ready.write_text(action)
        ready.rename(self.traps / f"{service}@{point}")

    def trap_taken(self, service: str, point: str) -> bool:
        return (
            any(self.traps.glob(f"{service}@{point}.taken.*"))
            and not (self.traps / f"{service}@{point}").exists()
        )

    def forget_trap(self, service: str, point: str) -> bool:
        """Take a trap away; return whether somebody had stepped in."""
        taken = self.trap_taken(service, point)
        for path in self.traps.glob(f"{service}@{point}*"):
            path.unlink(missing_ok=True)
        return taken

    def let_loose(self, mutant: str, *, loose: bool = True) -> None:
        path = self.traps / f"mutant.{mutant}"
        path.touch() if loose else path.unlink(missing_ok=True)

    def seen(self) -> Counter[str]:
        """How often each way was taken that only trouble leads to."""
        found = self.traps.glob("seen.*")
        return Counter({path.name.removeprefix("seen."): path.stat().st_size for path in found})


def _quietly(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def _name(words: list[str]) -> str:
    for word in words:
        if word.endswith(".worker"):
            return word.replace("_", "-")
        if word.endswith(".main:create"):
            return word.removesuffix(".main:create").replace("_", "-") + ".api"
    return "gateway.api" if "gateway" in words and "--fd" in words else ""


def _launch(folder: Path, port: int, variables: dict[str, str]) -> "subprocess.Popen[bytes]":
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_OURS)}
    told = {
        "ZHIBEN_DEMO": "1",
        "ZHIBEN_TESTING": "1",
        "ZHIBEN_HTTP_PORT": str(port),
        "ZHIBEN_LAUNCHER_DIR": str(folder),
    }
    with (folder / "said.txt").open("wb") as said:
        return subprocess.Popen(  # noqa: S603 - our own launcher
            [*dying_with_us("TERM"), sys.executable, "-m", "launcher", "run"],
            env=kept | told | variables,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
