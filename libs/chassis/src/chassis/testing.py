"""Fixtures for services' tests: the real application on a real database, undone after every test.

A service's `conftest.py` only says which package it tests: a session fixture `package`.
"""

import importlib
import json
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID, uuid5

import pytest
import pytest_asyncio
from contracts.demo import NAMESPACE
from contracts.event import Event
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Request
from joserfc.jwk import OKPKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    async_sessionmaker,
    create_async_engine,
)

from chassis.clock import FixedClock
from chassis.db import Session, make_engine
from chassis.identity import Grant, Principal, issue_token
from chassis.migrations import upgrade
from chassis.settings import Settings

E = TypeVar("E", bound=Event)

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Shanghai
SIGNING_KEY = OKPKey.generate_key("Ed25519")


def server_url() -> str:
    """Name the PostgreSQL server for tests, as `postgresql://user@host:port`."""
    return os.environ["ZHIBEN_TEST_DATABASE_URL"].rstrip("/")


_number = count(1)


async def fresh_database(package: str, name: str) -> str:
    """Make an empty, migrated database and return its address."""
    server = create_async_engine(
        server_url().replace("postgresql://", "postgresql+asyncpg://") + "/postgres",
        isolation_level="AUTOCOMMIT",
    )
    async with server.connect() as connection:
        await connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        await connection.execute(text(f'CREATE DATABASE "{name}"'))
    await server.dispose()
    url = f"{server_url()}/{name}"
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    await upgrade(engine, importlib.import_module(package))
    await engine.dispose()
    return url


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Tell test processes apart, so that each has databases of its own."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main") + f"_{os.getpid()}"


@pytest_asyncio.fixture(scope="session")
async def database_url(package: str, worker_name: str) -> str:
    """Give everybody who asks for this fixture anew a database of his own."""
    return await fresh_database(package, f"test_{package}_{worker_name}_{next(_number)}")


@pytest_asyncio.fixture(scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database_url.replace("postgresql://", "postgresql+asyncpg://"))
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One connection in one transaction that is undone when the test ends."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        yield connection
        await transaction.rollback()


@pytest_asyncio.fixture
async def tx(connection: AsyncConnection) -> AsyncIterator[Session]:
    """A session to arrange and to look, in the same transaction as the application's."""
    async with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session


@pytest.fixture
def clock() -> FixedClock:
    """The application's clock; a test moves it by setting `clock.at`."""
    return FixedClock(NOON)


@pytest.fixture(scope="session")
def settings(package: str, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp(package)
    key = folder / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    return Settings(
        service_name=package,
        database_url=database_url,
        nats_url=os.environ.get("ZHIBEN_TEST_NATS_URL", "nats://127.0.0.1:4222"),
        token_public_key_file=key,
        data_dir=folder / "files",
        secrets_dir=folder,
        testing=True,
        log_level="ERROR",
    )


@pytest.fixture(scope="session")
def built_app(package: str, settings: Settings) -> FastAPI:
    app: FastAPI = importlib.import_module(f"{package}.main").create(settings)
    return app


@pytest.fixture
def app(built_app: FastAPI, connection: AsyncConnection, clock: FixedClock) -> FastAPI:
    """The application, working inside the test's transaction and by the test's clock."""
    built_app.state.sessions = async_sessionmaker(
        bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    )
    built_app.state.clock = clock
    return built_app


class ClientAs(Protocol):
    """Makes a client of somebody who holds one role."""

    def __call__(
        self,
        role: str | None = None,
        *,
        area: str = "",
        department: str | None = None,
        unit: UUID | None = None,
        person: str = "one",
    ) -> AsyncClient:
        """`person` tells two holders of one role apart; without a role nobody is signed in."""
        ...


def person_id(role: str, person: str = "one") -> UUID:
    """Return the account id that `client_as(role, person=…)` calls with."""
    return uuid5(NAMESPACE, f"account:{role}:{person}")


@pytest_asyncio.fixture
async def client_as(app: FastAPI, clock: FixedClock) -> AsyncIterator[ClientAs]:
    """Call the application as anybody: `client_as("office_clerk", area="350583002")`."""
    async with AsyncExitStack() as stack:

        def make(
            role: str | None = None,
            *,
            area: str = "",
            department: str | None = None,
            unit: UUID | None = None,
            person: str = "one",
        ) -> AsyncClient:
            grants = (Grant(role, area, department, unit),) if role else ()
            caller = (
                Principal(person_id(role or "", person), f"{role} {person}", grants)
                if role
                else None
            )
            client = _client(app, caller, lambda: clock.at)
            stack.push_async_callback(client.aclose)
            return client

        yield make


def _client(app: FastAPI, caller: Principal | None, now: Callable[[], datetime]) -> AsyncClient:
    async def prepare(request: Request) -> None:
        if caller and "authorization" not in request.headers:
            token = issue_token(SIGNING_KEY, caller, at=now(), life=timedelta(minutes=5))
            request.headers["Authorization"] = f"Bearer {token}"
        if request.method == "POST" and "idempotency-key" not in request.headers:
            request.headers["Idempotency-Key"] = secrets.token_hex(16)

    return AsyncClient(
        transport=ASGITransport(app, raise_app_exceptions=False),
        base_url="http://test",
        event_hooks={"request": [prepare]},
    )


async def emitted(tx: Session, event: type[E]) -> list[E]:
    """Return the events of one kind that this transaction would publish, in order."""
    rows = await tx.scalars(
        text("SELECT payload::text FROM outbox_event WHERE type = :type ORDER BY seq"),
        {"type": event.type()},
    )
    return [event.model_validate(json.loads(row)["data"]) for row in rows]
