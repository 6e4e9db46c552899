"""The door as it runs, before the four real services; each service keeps what it was sent."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import uvicorn
from chassis.db import Session
from chassis.settings import Settings
from contracts.demo import VILLAGES, demo_id
from fastapi import FastAPI
from gateway.domain.account import Account
from gateway.domain.grants import Role
from gateway.passwords import Passwords
from gateway.proxy import Door
from gateway.routing import UPSTREAMS, Service
from gateway.store import account as accounts
from gateway.upstreams import Upstream
from gateway.use_cases.account import WantedGrant
from httpx import ASGITransport, AsyncClient
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

PASSWORD = "Correct-horse-7"
UNIT = demo_id("unit", 0)


class Listening:
    """A service that keeps the headers of every request before it answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.heard: list[dict[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.heard.append({name.decode(): value.decode() for name, value in scope["headers"]})
        await self.app(scope, receive, send)


@dataclass
class Whole:
    """A door with everything behind it, and everybody's session."""

    client: AsyncClient
    services: dict[Service, FastAPI]
    listening: dict[Service, Listening]
    tokens: dict[str, str] = field(default_factory=dict)

    async def ask(self, role: str | None, method: str, path: str, **given: Any) -> Any:
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": '"999"', **given.pop("headers", {})}
        if role:
            headers.setdefault("Authorization", f"Bearer {self.tokens[role]}")
        if method == "GET":
            return await self.client.get(path, headers=headers, **given)
        return await self.client.request(method, path, headers=headers, **({"json": {}} | given))

    async def sign_in(self, login: str) -> str:
        answer = await self.client.post("/v1/sign-in", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


@asynccontextmanager
async def before(door: Door, settings: Settings) -> AsyncIterator[Whole]:
    """Put the four services behind this door, and make an account of every role.

    The services have no store: who is let in meets a 503 or an error in his form, who is not, 401
    or 403. The door's own store is real.
    """
    async with AsyncExitStack() as stack:
        services = {service: _service(service, settings) for service in UPSTREAMS}
        listening = {service: Listening(app) for service, app in services.items()}
        for service, app in listening.items():
            port = await stack.enter_async_context(serving(app))
            upstream = Upstream(f"http://127.0.0.1:{port}")
            stack.push_async_callback(upstream.close)
            door.upstreams = {**door.upstreams, service: upstream}
        client = AsyncClient(transport=ASGITransport(door), base_url="http://gateway")
        await stack.enter_async_context(client)
        try:
            yield Whole(client, services, listening)
        finally:
            for app in services.values():
                await app.state.sessions.kw["bind"].dispose()


def _service(service: Service, settings: Settings) -> FastAPI:
    package = service.value.replace("-", "_")
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    chosen = settings.model_copy(update={"service_name": package, "database_url": nowhere})
    app: FastAPI = importlib.import_module(f"{package}.main").create(
        Settings(**chosen.model_dump())
    )
    return app


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[int]:
    config = uvicorn.Config(app, lifespan="off", log_config=None)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: HttpToolsProtocol(config, state, {}), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
        await asyncio.sleep(0.05)  # so that the loop can say goodbye to each


async def add_account(tx: Session, role: Role, password_hash: str) -> Account:
    """Make somebody who holds one role, narrowed to a place."""
    at = datetime.now(UTC)
    wanted = WantedGrant(role=role, area=VILLAGES[0], department="office", unit=UNIT)
    account = Account(
        id=uuid4(),
        login=f"walk-{role.value.replace('_', '-')}",
        name="走查",
        password_hash=password_hash,
        created_at=at,
        password_changed_at=at,
    ).begin_with(wanted.by(None, at=at))
    await accounts.add(tx, account)
    return account


async def hashed() -> str:
    passwords = Passwords()
    try:
        return await passwords.hash(PASSWORD)
    finally:
        passwords.close()
