"""A service as it runs, on a database of its own where everything really commits."""

import asyncio
import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg
from anyio.from_thread import BlockingPortal, start_blocking_portal
from chassis.clock import FixedClock
from chassis.db import Sessions, make_engine
from chassis.identity import Grant, Principal, issue_token
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY, fresh_database, server_url
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from tests.fuzz.sown import SOWERS

SERVICES = ("hazard_registry", "reporting_whistleblower", "training_records", "enforcement")


@dataclass(frozen=True, slots=True)
class Call:
    """One request, by one person."""

    by: Principal | None
    method: str
    path: str
    body: Any = None
    version: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None
    params: tuple[tuple[str, str], ...] = ()


@dataclass
class Served:
    """The application, and a thread whose loop everything of it runs in."""

    app: FastAPI
    settings: Settings
    clock: FixedClock
    portal: BlockingPortal
    sessions: Sessions
    known: dict[str, Any]  # what was sown: ids by name
    keys: int = 0

    def ask(self, by: Principal | None, method: str, path: str, **given: Any) -> Response:
        return self.together([Call(by, method, path, **given)])[0]

    def together(self, calls: Sequence[Call]) -> list[Response]:
        """Send them all at once, each on a connection of its own."""
        return self.portal.call(self._together, calls)

    def run(self, work: Any, *args: Any) -> Any:
        """Run a coroutine function in a transaction that commits: `work(tx, *args)`."""

        async def inside() -> Any:
            async with self.sessions.begin() as tx:
                return await work(tx, *args)

        return self.portal.call(inside)

    async def _together(self, calls: Sequence[Call]) -> list[Response]:
        transport = ASGITransport(self.app, raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            return await asyncio.gather(*(self._send(client, call) for call in calls))

    async def _send(self, client: AsyncClient, call: Call) -> Response:
        headers = dict(call.headers)
        if call.by is not None:
            headers["Authorization"] = f"Bearer {self.token(call.by)}"
        if call.method == "POST":
            self.keys += 1
            headers.setdefault("Idempotency-Key", f"fuzz-{self.keys:026}")
        if call.version is not None:
            headers["If-Match"] = f'"{call.version}"'
        return await client.request(
            call.method,
            call.path,
            headers=headers,
            json=call.body,
            content=call.content,
            params=call.params,
        )

    def another(self) -> FastAPI:
        """Build the application once more, with connections of its own."""
        app = build(self.settings)
        app.state.clock = self.clock
        return app

    def token(self, by: Principal) -> str:
        return issue_token(SIGNING_KEY, by, at=self.clock.at, life=timedelta(minutes=5))


def somebody(
    number: int,
    *roles: str,
    area: str = "350583002",
    department: str | None = None,
    unit: UUID | None = None,
) -> Principal:
    """The nth person, who holds these roles."""
    grants = tuple(Grant(role, area, department, unit) for role in roles)
    return Principal(UUID(int=number), f"模糊{number}", grants)


def build(settings: Settings) -> FastAPI:
    app: FastAPI = importlib.import_module(f"{settings.service_name}.main").create(settings)
    for name in ("arrivals", "wrong_receipts"):  # no sender has to do work here
        if pressure := getattr(app.state, name, None):
            pressure.free = 10**9
    return app


@contextmanager
def serving(package: str, name: str) -> Iterator[Served]:
    """Serve one package on a fresh database with a few things in it, all gone afterwards."""
    database = f"fuzz_{package}_{name}_{os.getpid()}"
    with TemporaryDirectory() as folder, start_blocking_portal() as portal:
        settings = portal.call(_prepare, package, database, Path(folder))
        app = build(settings)
        app.state.clock = clock = FixedClock(NOON)
        engine = make_engine(settings.sqlalchemy_url, pool_size=12)
        app.state.sessions = sessions = async_sessionmaker(engine, expire_on_commit=False)
        served = Served(app, settings, clock, portal, sessions, {})
        served.known = portal.call(_sow, package, served)
        try:
            yield served
        finally:
            portal.call(engine.dispose)
            portal.call(_drop, database)


async def _prepare(package: str, database: str, folder: Path) -> Settings:
    key = folder / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    return Settings(
        service_name=package,
        database_url=await fresh_database(package, database),
        data_dir=folder / "files",
        secrets_dir=folder,
        token_public_key_file=key,
        testing=True,
        log_level="CRITICAL",
    )


async def _sow(package: str, served: Served) -> dict[str, Any]:
    async with served.sessions.begin() as tx:
        return await SOWERS[package](tx, served.app)


async def _drop(database: str) -> None:
    server = await asyncpg.connect(server_url() + "/postgres")
    await server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    await server.close()


def today() -> date:
    return NOON.date()


__all__ = ["SERVICES", "AsyncSession", "Call", "Served", "serving", "somebody", "today"]
