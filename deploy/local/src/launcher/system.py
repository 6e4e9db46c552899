"""The system as a whole: its stores, its databases, its processes, brought up and down in order."""

import asyncio
import http.client
import json
import time
from collections.abc import Mapping

from launcher.databases import DEMO, REAL, Databases
from launcher.jetstream import Nats
from launcher.jobs import run_module
from launcher.keys import password
from launcher.members import GATEWAY, MEMBERS, Member
from launcher.places import Places, Wishes
from launcher.ports import choose_ports, recall_ports
from launcher.postgres import Postgres
from launcher.processes import Process, Surroundings, processes
from launcher.speech import say
from launcher.stores import START_SECONDS, Store, did_not_start
from launcher.supervision import Supervisor

_READY_SECONDS = 120.0
_DEATHS_TOO_MANY = 3


class System:
    """Everything below one `.data/`."""

    def __init__(self, places: Places, wishes: Wishes, ports: Mapping[str, int]) -> None:
        self._wishes = wishes
        self._ports = ports
        self._processes = processes(wishes.instances)
        durable = not wishes.testing
        word = password(places.secrets, "postgres")
        self._postgres = Postgres(places.postgres, ports["postgres"], word, durable=durable)
        words = {
            member.package: password(places.secrets, f"nats-{member.package}") for member in MEMBERS
        }
        self._nats = Nats(places.nats, ports["nats"], words, durable=durable)
        self._around = Surroundings(
            places=places,
            wishes=wishes,
            databases=Databases(
                wishes.database_url or self._postgres.url,
                prefix=wishes.database_prefix,
                ours=wishes.database_url is None,
            ),
            nats_urls={
                name: wishes.nats_url or self._nats.url_for(name) for name in self._nats.users
            },
            ports=self._ports,
        )
        self._supervisor = Supervisor(places.logs, _tell_of_death)
        self._holds_fiction = False

    @classmethod
    def at_rest(cls, places: Places, wishes: Wishes) -> "System":
        """A system to be started, at ports that are free."""
        names = ["postgres", "nats", *(process.name for process in processes(wishes.instances))]
        return cls(places, wishes, choose_ports(names, places.ports))

    @classmethod
    def already_running(cls, places: Places, wishes: Wishes) -> "System":
        """A system that somebody else has started here."""
        return cls(places, wishes, recall_ports(places.ports))

    async def open(self, *, answering: bool = True) -> None:
        """Begin to supervise; `answering` takes the gateway's address, too."""
        await self._supervisor.open(self._doors() if answering else {})

    async def start_stores(self) -> None:
        """Start our own PostgreSQL and NATS, each unless we were told of another."""
        if self._wishes.database_url is None:
            say("启动 PostgreSQL …", "starting PostgreSQL")
            await self._start_store(self._postgres)
        if self._wishes.nats_url is None:
            say("启动 NATS JetStream …", "starting NATS with JetStream")
            await self._start_store(self._nats)

    async def prepare_databases(self) -> None:
        """Make roles and databases, and bring every schema forward."""
        say("准备数据库 …", "preparing databases")
        passwords = {member.package: self._around.password_of(member) for member in MEMBERS}
        await self._around.databases.provide(MEMBERS, passwords)
        await asyncio.gather(*(self._migrate(member) for member in MEMBERS))
        self._holds_fiction = await self.purpose() == DEMO

    async def purpose(self) -> str:
        """What the stores hold: DEMO, REAL, or "" while that is undecided."""
        return await self._around.databases.purpose(GATEWAY)

    async def mark_real(self) -> None:
        await self._around.databases.mark(GATEWAY, REAL)

    async def load_demonstration(self) -> None:
        """Fill every store that was never used, unless this installation keeps real records."""
        if await self.purpose() == REAL:
            say("这里是真实数据,不装入演示数据。", "these are real records: no demonstration data")
            return
        empty = [member for member in MEMBERS if await self._wants_demonstration(member)]
        if empty:
            say("装入演示数据(均为虚构)…", "loading demonstration data (all fictional)")
        await asyncio.gather(*(self._load_demonstration(member) for member in empty))
        self._holds_fiction = await self.purpose() == DEMO

    async def start_processes(self) -> None:
        """Start every process that has been written, and wait until all of them are ready."""
        existing = [process for process in self._processes if process.exists]
        missing = [process.name for process in self._processes if not process.exists]
        if missing:
            say(f"跳过尚未编写的:{' '.join(missing)}", "not written yet, skipped")
        say(f"启动 {len(existing)} 个进程 …", f"starting {len(existing)} processes")
        for process in existing:
            command = self._around.command(process, demo=self._holds_fiction)
            await self._supervisor.start(process.name, command)
        await asyncio.gather(*(self._await_ready(process) for process in existing))

    def demonstration_accounts(self) -> list[list[str]]:
        """Who may sign in to try things out: (login, password, role, what they do)."""
        file = GATEWAY.folder / "data" / "demo-accounts.json"
        if not (self._holds_fiction and file.exists()):
            return []
        written = json.loads(file.read_text("utf-8"))
        return [
            [person["login"], written["password"], person["role"], person["does"]]
            for person in written["people"]
        ]

    async def run(
        self, member: Member, arguments: list[str], *, given: str = "", demo: bool = False
    ) -> str:
        """Run a member's module once, as one of its processes would be run."""
        return await run_module(
            arguments,
            environment=self._around.environment(member, 0, demo=demo or self._holds_fiction),
            log=self._supervisor.log_of(f"{member.name}.jobs"),
            given=given,
        )

    async def close(self) -> None:
        """Stop everything: the door first, the stores last."""
        names = [process.name for process in self._processes]
        doors = [process.name for process in self._processes if process.is_gateway]
        await self._supervisor.stop(doors)
        await self._supervisor.stop(names)
        await self._supervisor.stop(["nats"])
        await self._supervisor.stop(["postgres"])
        await self._supervisor.close()

    def _doors(self) -> dict[str, tuple[str, int]]:
        """Name the addresses the supervisor holds: the gateway's, and those two processes share."""
        doors = {}
        for process in self._processes:
            if process.is_gateway and process.exists:
                doors["gateway"] = (self._wishes.http_host, self._wishes.http_port)
            elif process.kind == "api" and process.number > 1 and process.exists:
                doors[process.member.package] = ("127.0.0.1", self._ports[process.first])
        return doors

    async def _start_store(self, store: Store) -> None:
        await asyncio.to_thread(store.prepare)
        await self._supervisor.start(store.name, store.command())
        deadline = time.monotonic() + START_SECONDS
        while not store.is_ready():
            self._give_up_on(store.name, deadline)
            await asyncio.sleep(0.05)

    async def _migrate(self, member: Member) -> None:
        wanted = member.newest_revision
        found = await self._around.databases.revision(member, self._around.password_of(member))
        if wanted and (found is None or found < wanted):
            await self.run(member, ["chassis.migrations", member.package])

    async def _wants_demonstration(self, member: Member) -> bool:
        databases = self._around.databases
        return (
            member.has("demo")
            and member.newest_revision is not None
            and not await databases.purpose(member)
            and await databases.is_untouched(member, self._around.password_of(member))
        )

    async def _load_demonstration(self, member: Member) -> None:
        await self.run(member, [f"{member.package}.demo"], demo=True)
        await self._around.databases.mark(member, DEMO)

    async def _await_ready(self, process: Process) -> None:
        shared = process.kind == "api" and not process.is_gateway
        host, port = "127.0.0.1", self._ports[process.first if shared else process.name]
        if process.is_gateway:
            host, port = self._wishes.host, self._wishes.http_port
        deadline = time.monotonic() + _READY_SECONDS
        while not await asyncio.to_thread(_answers, host, port):
            self._give_up_on(process.name, deadline)
            await asyncio.sleep(0.1)
        say(f"✓ {process.name}", "is ready")

    def _give_up_on(self, name: str, deadline: float) -> None:
        is_late = time.monotonic() > deadline
        if is_late or self._supervisor.deaths_of(name) >= _DEATHS_TOO_MANY:
            raise did_not_start(name, self._supervisor.log_of(name))


def _answers(host: str, port: int) -> bool:
    """Whether `/readyz` says 200. Asked without the proxies of the environment."""
    connection = http.client.HTTPConnection(host, port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tell_of_death(name: str, exit_code: int, pause: float) -> None:
    how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
    wait = f",{pause:.0f} 秒后重启" if pause else ",正在重启"
    then = f"restarting in {pause:.0f} s" if pause else "restarting"
    say(f"⚠ {name} 意外停止({how}){wait}。", f"{name} died ({how}); {then}")
