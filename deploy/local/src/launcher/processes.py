"""The processes of each member: how they are called and what they are told."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.databases import Databases
from launcher.keys import password, signing_keys
from launcher.members import GATEWAY, SERVICES, Member
from launcher.places import Places, Wishes
from launcher.stores import Command
from launcher.unprivileged import dying_with_us

# Variables meant for the launcher or for tests; the rest of the environment is passed on.
_NOT_FOR_CHILDREN = ("ZHIBEN_TEST_", "ZHIBEN_PORT_", "ZHIBEN_ADMIN_", "ZHIBEN_DATABASE_PREFIX")


@dataclass(frozen=True)
class Process:
    """One process of a member: `api` or `worker`, the first or the second of its kind."""

    member: Member
    kind: str
    number: int = 1

    @property
    def name(self) -> str:
        return f"{self.member.name}.{self.kind}{'' if self.number == 1 else f'-{self.number}'}"

    @property
    def first(self) -> str:
        """The name of the first of its kind, at whose address all of them answer."""
        return f"{self.member.name}.{self.kind}"

    @property
    def exists(self) -> bool:
        """Whether it has been written yet."""
        return self.member.has("main" if self.kind == "api" else "worker")

    @property
    def is_gateway(self) -> bool:
        return self.member is GATEWAY and self.kind == "api"


PROCESSES = tuple(
    Process(member, kind) for member in (*SERVICES, GATEWAY) for kind in ("api", "worker")
)


def processes(instances: int) -> tuple[Process, ...]:
    """List what runs: of a service so many of each kind; the gateway's door is one either way."""
    more = [
        Process(member, kind, number)
        for member in SERVICES
        for kind in ("api", "worker")
        for number in range(2, instances + 1)
    ]
    return (*PROCESSES, *more)


@dataclass(frozen=True)
class Surroundings:
    """All that a process is told through its environment."""

    places: Places
    wishes: Wishes
    databases: Databases
    nats_urls: Mapping[str, str]
    ports: Mapping[str, int]

    def password_of(self, member: Member) -> str:
        return password(self.places.secrets, member.package)

    def environment(self, member: Member, port: int, *, demo: bool) -> dict[str, str]:
        """Build the variables of one process, on top of what we were started with."""
        passed_on = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_FOR_CHILDREN)}
        private, public = signing_keys(self._folder(self.places.secrets / GATEWAY.package))
        own = {
            "ZHIBEN_SERVICE_NAME": member.package,
            "ZHIBEN_DATABASE_URL": self.databases.url_for(member, self.password_of(member)),
            "ZHIBEN_NATS_URL": self.nats_urls[member.package],
            "ZHIBEN_HTTP_HOST": "127.0.0.1",
            "ZHIBEN_HTTP_PORT": str(port),
            "ZHIBEN_DATA_DIR": str(self._folder(self.places.files / member.package)),
            "ZHIBEN_SECRETS_DIR": str(self._folder(self.places.secrets / member.package)),
            "ZHIBEN_TOKEN_PUBLIC_KEY_FILE": str(public),
            "ZHIBEN_DEMO": "1" if demo else "0",
            "ZHIBEN_TESTING": "1" if self.wishes.testing else "0",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }
        if member is GATEWAY:
            own["ZHIBEN_TOKEN_PRIVATE_KEY_FILE"] = str(private)
            own["ZHIBEN_UPSTREAMS"] = json.dumps(self.upstreams())
            own["ZHIBEN_PUBLIC_URL"] = passed_on.get("ZHIBEN_PUBLIC_URL") or self.wishes.address
        return passed_on | own

    def upstreams(self) -> dict[str, str]:
        """Where the gateway finds each service that exists."""
        return {
            process.member.name: f"http://127.0.0.1:{self.ports[process.name]}"
            for process in PROCESSES
            if process.exists and process.kind == "api" and not process.is_gateway
        }

    def command(self, process: Process, *, demo: bool) -> Command:
        """How the supervisor starts it."""
        port = self.wishes.http_port if process.is_gateway else self.ports[process.name]
        environment = self.environment(process.member, port, demo=demo)
        if process.is_gateway:
            environment["ZHIBEN_HTTP_HOST"] = self.wishes.http_host
            environment["ZHIBEN_METRICS_PORT"] = str(self.ports[process.name])
        shared = self.wishes.instances > 1
        module = _module(process, port, shared=shared)
        argv = [*dying_with_us("TERM"), sys.executable, "-m", *module]
        return Command(argv, environment, signal.SIGTERM, Path.cwd())

    @staticmethod
    def _folder(path: Path) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        return path


def _module(process: Process, port: int, *, shared: bool) -> list[str]:
    if process.kind == "worker":
        return [f"{process.member.package}.worker"]
    if process.is_gateway:
        # The door belongs to the supervisor: callers wait, not fail, while the gateway restarts.
        return ["gateway", "--fd", "$(circus.sockets.gateway)"]
    return [
        "uvicorn",
        f"{process.member.package}.main:create",
        "--factory",
        *(
            ("--fd", f"$(circus.sockets.{process.member.package})")
            if shared
            else ("--port", str(port))
        ),
        *("--loop", "uvloop", "--http", "httptools"),
        *("--no-access-log", "--no-server-header", "--log-level", "warning"),
        # Longer than the gateway keeps an idle connection: never closed under a request's feet.
        *("--timeout-graceful-shutdown", "10", "--timeout-keep-alive", "75"),
    ]
