"""Answer the questions a cluster asks of a worker: alive, ready, metrics."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from chassis.db import Sessions
from chassis.nats_port import Port
from chassis.pulse import Pulse
from chassis.settings import Settings


class Probes:
    """A bare ASGI application."""

    def __init__(self, sessions: Sessions, port: Port, pulse: Pulse) -> None:
        self._sessions = sessions
        self._port = port
        self._pulse = pulse

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status, body = await self._answer(scope["path"])
        kind = CONTENT_TYPE_LATEST if scope["path"] == "/metrics" else "text/plain; charset=utf-8"
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, path: str) -> tuple[int, bytes]:
        if path == "/metrics":
            return 200, generate_latest()
        if path == "/livez":
            stuck = self._pulse.stuck()
            return (503, f"stuck: {', '.join(stuck)}\n".encode()) if stuck else (200, b"ok\n")
        if path == "/readyz":
            away = await self._away()
            return (503, f"away: {', '.join(away)}\n".encode()) if away else (200, b"ok\n")
        return 404, b"not found\n"

    async def _away(self) -> list[str]:
        away = [] if self._port.is_connected else ["nats"]
        try:
            async with self._sessions() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            away.append("database")
        return away


class _Server(uvicorn.Server):
    """Leaves the process's signals alone: the worker has its own idea of stopping."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def handle_stop(self) -> None:
        self.should_exit = True


async def serve_probes(settings: Settings, sessions: Sessions, port: Port, pulse: Pulse) -> None:
    """Listen on the port of the settings until the pulse stops."""
    options: dict[str, Any] = {"log_config": None, "access_log": False, "lifespan": "off"}
    app = Probes(sessions, port, pulse)
    server = _Server(uvicorn.Config(app, settings.http_host, settings.http_port, **options))
    pulse.on_stop(server.handle_stop)
    await server.serve()
