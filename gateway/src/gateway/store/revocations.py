"""Hear, from every gateway process, that an account has changed."""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol
from uuid import UUID

import asyncpg
import structlog

from gateway.store.session import CHANNEL

log = structlog.get_logger()

AGAIN_AFTER: Final = 1.0  # seconds
PULSE: Final = 10.0


class Listener(Protocol):
    """Keeps something for a while that a change of an account makes wrong."""

    def forget(self, account_id: UUID) -> None: ...

    def hear(self, *, hears: bool) -> None:
        """Be told whether changes are heard; while they are not, nothing may be kept for long."""
        ...


async def listen_forever(url: str, listener: Listener) -> None:
    """Pass changes on until cancelled; a lost connection is made anew."""
    while True:
        try:
            await _listen(url, listener)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("revocations.deaf", error=type(error).__name__)
        finally:
            listener.hear(hears=False)
        await asyncio.sleep(AGAIN_AFTER)


async def _listen(url: str, listener: Listener) -> None:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        await connection.add_listener(CHANNEL, _passing_on(listener))
        listener.hear(hears=True)
        while True:
            await asyncio.sleep(PULSE)
            await connection.execute("SELECT 1", timeout=5)
    finally:
        connection.terminate()


def _passing_on(listener: Listener) -> Callable[..., None]:
    def pass_on(_connection: object, _pid: int, _channel: str, payload: object) -> None:
        listener.forget(UUID(str(payload)))

    return pass_on
