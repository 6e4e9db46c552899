"""Fixtures for the gateway: its own routes in one transaction, or the whole door on a socket."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import pytest_asyncio
from chassis.db import Session, make_engine
from chassis.settings import Settings
from chassis.testing import (
    SIGNING_KEY,
    app,
    client_as,
    clock,
    connection,
    database_url,
    engine,
    fresh_database,
    settings,
    tx,
    worker_name,
)
from fastapi import FastAPI
from gateway.domain.account import Account
from gateway.domain.grants import Role
from gateway.main import create
from gateway.passwords import Passwords
from gateway.proxy import Door
from gateway.routing import UPSTREAMS
from gateway.settings import GatewaySettings
from gateway.store import account as store
from gateway.use_cases.account import WantedGrant
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import async_sessionmaker

from gateway.tests.rig import Recorder, serving, upstream

__all__ = [
    "app", "client_as", "clock", "connection", "database_url", "engine", "settings", "tx",
    "worker_name",
]  # fmt: skip

PASSWORD = "Correct-horse-7"


@pytest.fixture(scope="session")
def package() -> str:
    return "gateway"


@pytest.fixture(scope="session")
def passwords() -> Passwords:
    return Passwords()


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> FastAPI:
    """The gateway's own routes, without the door."""
    key = settings.secrets_dir / "token.private.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=True))
    own = create(settings).own
    assert isinstance(own, FastAPI)
    return own


@pytest_asyncio.fixture(scope="session")
async def password_hash(passwords: Passwords) -> str:
    return await passwords.hash(PASSWORD)


@dataclass
class Whole:
    """A gateway as it runs, with real connections before and behind it, and a database."""

    door: Door
    port: int
    recorder: Recorder
    sessions: async_sessionmaker[Session]
    password_hash: str
    made: list[str] = field(default_factory=list)

    def client(self, **headers: str) -> AsyncClient:
        return AsyncClient(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=60)

    async def account(self, *roles: Role, area: str = "") -> Account:
        """Make an account of its own for a test, with the password `PASSWORD`."""
        at = datetime.now(UTC)
        wanted = [WantedGrant(role=role, area=area).by(None, at=at) for role in roles]
        account = an_account(f"person{len(self.made)}", self.password_hash, at=at)
        account = account.begin_with(*wanted)
        async with self.sessions.begin() as tx:
            await store.add(tx, account)
        self.made.append(account.login)
        return account

    async def token(self, account: Account) -> str:
        async with self.client() as client:
            answer = await client.post(
                "/v1/sign-in", json={"login": account.login, "password": PASSWORD}
            )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


def an_account(login: str, password_hash: str, *, at: datetime) -> Account:
    return Account(
        id=uuid4(),
        login=login,
        name="某人",
        password_hash=password_hash,
        created_at=at,
        password_changed_at=at,
    )


@pytest_asyncio.fixture(scope="session")
async def whole(
    settings: Settings,
    built_app: FastAPI,
    password_hash: str,
    worker_name: str,
) -> AsyncIterator[Whole]:
    url = await fresh_database("gateway", f"test_gateway_whole_{worker_name}")
    recorder = Recorder()
    async with upstream(recorder.speak) as behind:
        chosen = GatewaySettings(
            **settings.model_dump(exclude={"database_url"}),
            database_url=url,
            upstreams=dict.fromkeys(UPSTREAMS, behind),
        )
        door = create(chosen)
        own = door.own
        assert isinstance(own, FastAPI)
        async with own.router.lifespan_context(own), serving(door) as port:
            engine = make_engine(chosen.sqlalchemy_url)
            sessions = async_sessionmaker(engine, expire_on_commit=False)
            await asyncio.sleep(0.2)
            yield Whole(door, port, recorder, sessions, password_hash)
            await engine.dispose()
