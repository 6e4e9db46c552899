"""Pull messages from a durable consumer, with one request outstanding.

The client's own `fetch` waits for a full batch until its time is up, which costs a lone message up
to a second, and forgets requests that a reconnect has lost.
"""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

EXPIRES: Final = 5.0  # seconds a request stays with the server
QUIET: Final = 0.002  # seconds without another message after which a batch is taken as it is


class ConsumerGone(Exception):
    """The stream or its consumer was deleted; it has to be made again."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, and what may be said about it. What gets lost is delivered again."""

    _message: Msg

    @property
    def body(self) -> bytes:
        return self._message.data

    @property
    def id(self) -> UUID | None:
        """The publisher's id for it, if it gave one."""
        with suppress(ValueError):
            return UUID((self._message.headers or {}).get("Nats-Msg-Id", ""))
        return None

    @property
    def place(self) -> int:
        """Where it stands in the stream."""
        return self._message.metadata.sequence.stream

    @property
    def deliveries(self) -> int:
        """How often it was delivered, this time included."""
        return self._message.metadata.num_delivered

    async def ack(self) -> None:
        with suppress(nats.errors.Error, OSError):
            await self._message.ack()

    async def nak(self, *, after: float) -> None:
        """Ask for it again in so many seconds."""
        with suppress(nats.errors.Error, OSError):
            await self._message.nak(delay=after)

    async def term(self) -> None:
        """Never send it again."""
        with suppress(nats.errors.Error, OSError):
            await self._message.term()


class Pull:
    """The messages of one durable consumer."""

    def __init__(self, client: Client, stream: str, durable: str) -> None:
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}"
        self._inbox = client.new_inbox()
        self._come: asyncio.Queue[Msg | None] = asyncio.Queue()
        self._subscription: Subscription | None = None
        self._asked_until = 0.0
        self._owed = 0

    async def open(self) -> None:
        self._subscription = await self._client.subscribe(self._inbox, cb=self._come.put)

    async def close(self) -> None:
        """Stop asking, and give back what came too late to be handled."""
        with suppress(nats.errors.Error, OSError):
            if self._subscription is not None:
                await self._subscription.unsubscribe()
        while not self._come.empty():
            message = self._come.get_nowait()
            if message is not None and _status(message) is None:
                await Incoming(message).nak(after=0.01)

    def interrupt(self) -> None:
        """End a wait for messages now."""
        self._come.put_nowait(None)

    def restart(self) -> None:
        """Forget the outstanding request, because the connection that carried it is gone."""
        self._owed = 0

    async def fetch(self, most: int, *, seconds: float) -> list[Incoming]:
        """Wait so long for a first message, and take those that come with it; maybe none.

        Raise `ConsumerGone` if there is nothing to read from any more.
        """
        await self._ask(most)
        messages: list[Incoming] = []
        wait = seconds
        while len(messages) < most:
            message = await self._receive(wait)
            if message is None:
                break
            if self._is_for_us(message):
                messages.append(Incoming(message))
                wait = QUIET
            elif self._owed == 0:
                break  # the request ended with nothing; the next call asks anew
        return messages

    async def _ask(self, most: int) -> None:
        now = time.monotonic()
        if self._owed > 0 and now < self._asked_until:
            return
        request = {"batch": most, "expires": int(EXPIRES * 1e9)}
        with suppress(nats.errors.Error, OSError):
            await self._client.publish(self._next, json.dumps(request).encode(), self._inbox)
            self._owed, self._asked_until = most, now + EXPIRES + 1  # the server ends it before

    async def _receive(self, seconds: float) -> Msg | None:
        if not self._come.empty():  # no timer and no task for what is here already
            return self._come.get_nowait()
        if seconds <= 0:
            return None
        try:
            return await asyncio.wait_for(self._come.get(), seconds)
        except TimeoutError:
            return None

    def _is_for_us(self, message: Msg) -> bool:
        status = _status(message)
        if status is None:
            self._owed -= 1
            return True
        reason = (message.headers or {}).get("Description", "")
        # 503: nobody answers for the consumer; 409 also says that a request may not be served now.
        if status == "503" or (status == "409" and "Deleted" in reason):
            raise ConsumerGone(reason)
        if status != "100":
            self._owed = 0
        return False


def _status(message: Msg) -> str | None:
    headers = message.headers or {}
    return headers.get("Status") if not message.data else None
