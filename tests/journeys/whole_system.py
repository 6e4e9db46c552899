"""The real whole system, started as `make run` does, in a folder and on ports of its own."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
from launcher.keys import password
from launcher.places import Places
from launcher.ports import free_port, recall_ports
from launcher.unprivileged import dying_with_us

from tests.journeys.people import Cast, WentWrong, eventually

START_SECONDS = 600.0
_NOT_OURS = ("ZHIBEN_DATABASE", "ZHIBEN_NATS", "ZHIBEN_PORT", "ZHIBEN_TEST", "ZHIBEN_HTTP")


@dataclass(frozen=True)
class WholeSystem:
    """A running launcher with all its processes and stores."""

    address: str
    folder: Path
    launcher: subprocess.Popen[bytes]

    @classmethod
    async def start(cls, folder: Path | None = None) -> "WholeSystem":
        """Start with demonstration data, or with those that lie in a folder already.

        Return when the gateway and everything behind it is well.
        """
        folder, port = folder or make_folder(), free_port()
        system = cls(f"http://127.0.0.1:{port}", folder, _launch(folder, port))
        try:
            await eventually("the system is ready", system._ready, seconds=START_SECONDS)
        except BaseException:
            system.stop()
            raise
        return system

    def stop(self) -> None:
        """Stop everything in order, and forget its data."""
        self.rest()
        shutil.rmtree(self.folder, ignore_errors=True)

    def rest(self) -> None:
        """Stop everything in order; the data stay."""
        self.launcher.send_signal(signal.SIGTERM)
        self.launcher.wait(timeout=60)

    def kill(self, process: str) -> None:
        """Kill one of the processes outright, as a power cut would: `enforcement.worker`."""
        for child in self.processes(process):
            child.kill()

    def processes(self, name: str) -> list[psutil.Process]:
        """Find what runs by the launcher's name for it: `enforcement.worker`, or `nats-server`."""
        children = psutil.Process(self.launcher.pid).children(recursive=True)
        found = [child for child in children if name in _named(child)]
        if not found:
            raise WentWrong(f"no {name} runs")
        return found

    @asynccontextmanager
    async def database(self, name: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """Look into a service's database as the server's administrator."""
        places = Places(self.folder)
        connection = await asyncpg.connect(
            host="127.0.0.1",
            port=recall_ports(places.ports)["postgres"],
            user="postgres",
            password=password(places.secrets, "postgres"),
            database=name,
        )
        try:
            yield connection
        finally:
            await connection.close()

    async def value(self, database: str, query: str, *arguments: Any) -> Any:
        """Ask a service's database for one value."""
        async with self.database(database) as connection:
            return await connection.fetchval(query, *arguments)

    def cast(self, language: str = "zh") -> Cast:
        return Cast(self.address, language=language)

    async def run(self, *arguments: str) -> str:
        """Run a command of the launcher on this system, and return what it says."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "launcher", *arguments),
            env=_environment(self.folder, int(self.address.rsplit(":", 1)[1])),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        if process.returncode:
            raise WentWrong(f"{arguments}: {said.decode()[-2000:]}")
        return said.decode()

    async def _ready(self) -> bool | None:
        if self.launcher.poll() is not None:
            raise WentWrong((self.folder / "said.txt").read_text()[-3000:])
        try:
            async with httpx.AsyncClient(base_url=self.address, trust_env=False) as http:
                health = (await http.get("/v1/health", timeout=10)).json()
        except (httpx.HTTPError, ValueError):
            return None
        return True if health.get("status") == "ok" and self._said_so() else None

    def _said_so(self) -> bool:
        return "系统已就绪" in (self.folder / "said.txt").read_text()


def make_folder() -> Path:
    """Make a folder that a whole system can live in."""
    folder = Path(tempfile.mkdtemp(prefix="zhiben-journeys-"))
    folder.chmod(0o755)  # an unprivileged PostgreSQL must reach its data
    return folder


def _launch(folder: Path, port: int) -> subprocess.Popen[bytes]:
    with (folder / "said.txt").open("wb") as said:
        return subprocess.Popen(  # noqa: S603 - our own launcher
            [*dying_with_us("TERM"), sys.executable, "-m", "launcher", "run"],
            env=_environment(folder, port),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_OURS)}
    return kept | {
        "ZHIBEN_DEMO": "1",
        "ZHIBEN_TESTING": "1",
        "ZHIBEN_HTTP_PORT": str(port),
        "ZHIBEN_LAUNCHER_DIR": str(folder),
    }


def _named(process: psutil.Process) -> str:
    """Name a process as the launcher does: `hazard-registry.api`."""
    try:
        words = process.cmdline()
    except psutil.Error:
        return ""
    for word in words:
        if word.endswith(".worker"):
            return word.replace("_", "-")
        if word.endswith(".main:create"):
            return word.removesuffix(".main:create").replace("_", "-") + ".api"
        if word.endswith("/nats-server"):
            return "nats-server"
    return "gateway.api" if words[-4:-2] == ["-m", "gateway"] else ""
