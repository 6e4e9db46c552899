"""Servers and clients that speak bytes, to be as rude as the world is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from gateway.limits import Limits
from gateway.pages import Bundle, Pages
from gateway.proxy import Door
from gateway.proxy.door import Callers
from gateway.routing import Service
from gateway.server import GatewayProtocol
from gateway.upstreams import Patience, Upstream
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

TOKEN = "a-session-token"


@dataclass(frozen=True)
class SomeoneKnown:
    account: str = "00000000-0000-4000-8000-000000000001"
    authorization: bytes = b"Bearer signed-inside"


class OneCaller:
    """Knows one session."""

    cookie = "zhiben_session"

    def remembered(self, token: str) -> SomeoneKnown | None:
        return SomeoneKnown() if token == TOKEN else None

    async def known(self, token: str) -> SomeoneKnown | None:
        return SomeoneKnown() if token == TOKEN else None

    def csrf_token(self, token: str) -> str:
        return f"csrf of {token}"


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand in for the gateway's own routes: answer 204."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def upstream(speak: Speak) -> AsyncIterator[str]:
    """Run a server that does to each connection whatever `speak` does."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await speak(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[int]:
    """Serve an application as the gateway is served, and return its port."""
    config = uvicorn.Config(app, lifespan="off", server_header=False, log_config=None)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: GatewayProtocol(config, state, {}), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()


@asynccontextmanager
async def door(
    url: str,
    *,
    patience: Patience | None = None,
    own: ASGIApp = nothing,
    limits: Limits | None = None,
    callers: Callers | None = None,
) -> AsyncIterator[int]:
    """Serve a door whose every service is the server at `url`; return the door's port."""
    app = Door(
        own, pages=Pages(Bundle()), callers=callers or OneCaller(), limits=limits or Limits()
    )
    behind = Upstream(url, patience)
    app.upstreams = dict.fromkeys(Service, behind)
    try:
        async with serving(app) as port:
            yield port
    finally:
        await behind.close()


async def head(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


@dataclass
class Client:
    """A client that sends exactly what it is told."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def everything(self) -> bytes:
        """Read until the server closes."""
        async with asyncio.timeout(10):
            return await self.reader.read(-1)

    async def answer(self) -> tuple[bytes, bytes]:
        """Read a head, and a body by its Content-Length."""
        async with asyncio.timeout(10):
            start = await head(self.reader)
            lines = start.lower().split(b"\r\n")
            length = next((int(x[15:]) for x in lines if x.startswith(b"content-length:")), 0)
            return start, await self.reader.readexactly(length)


@asynccontextmanager
async def client(port: int) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Client(reader, writer)
    finally:
        writer.close()


async def ask(port: int, request: bytes) -> bytes:
    """Send one request, with `Connection: close`, and return all that comes back."""
    async with client(port) as speaking:
        await speaking.send(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        return await speaking.everything()


def replying(answer: bytes, seen: list[bytes] | None = None) -> Speak:
    """Make a server that answers every request with the same bytes and stays connected."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            request = await head(reader)
            if seen is not None:
                seen.append(request)
            writer.write(answer)
            await writer.drain()

    return speak


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Recorder:
    """A service that answers everything with `{}` and keeps what it was sent."""

    seen: list[bytes] = field(default_factory=list)

    @property
    def last(self) -> bytes:
        return self.seen[-1]

    async def speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            start = await head(reader)
            lines = start.lower().split(b"\r\n")
            length = next((int(x[15:]) for x in lines if x.startswith(b"content-length:")), 0)
            self.seen.append(start + await reader.readexactly(length))
            writer.write(OK)
            await writer.drain()
