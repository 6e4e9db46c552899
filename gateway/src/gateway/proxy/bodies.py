"""Bodies through the door, both ways, at the pace of the slower side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Final

from starlette.types import Message, Receive, Send

from gateway.proxy.refusals import Refused, too_large
from gateway.upstreams import Answer, Body

# Up to here a body is taken in whole first: a slow sender then holds no place at a service, and
# the request can be sent again if the service never got it.
WHOLE: Final = 64 * 1024
STALLED: Final = 30.0  # seconds without a byte in either direction


class ClientGone(Exception):
    """The client went away; there is nobody to answer."""


class Intake:
    """What the client sends, counted."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._taken = 0
        self.complete = False

    async def read(self) -> bytes:
        """Return the next part. Raise `ClientGone`, or `Refused` if too much or too slow."""
        try:
            async with asyncio.timeout(STALLED):
                message = await self._receive()
        except TimeoutError:
            raise Refused("request_incomplete", close=True) from None
        if message["type"] == "http.disconnect":
            raise ClientGone
        part: bytes = message.get("body", b"")
        self._taken += len(part)
        if self._taken > self._limit:
            raise too_large(self._limit)
        self.complete = not message.get("more_body", False)
        return part

    async def body(self) -> Body:
        """Take a small body in whole; of a large one return the stream."""
        parts = bytearray()
        while not self.complete:
            parts += await self.read()
            if len(parts) > WHOLE:
                return self._stream(bytes(parts))
        return bytes(parts)

    async def _stream(self, first: bytes) -> AsyncIterator[bytes]:
        yield first
        while not self.complete:
            part = await self.read()
            if part:
                yield part


async def take(
    receive: Receive, *, length: int | None, chunked: bool, limit: int, method: str
) -> tuple[Body, Intake]:
    """Begin to take a request's body in. Raise `Refused` before a byte if it says it is too large."""
    intake = Intake(receive, limit)
    if length is not None and length > limit:
        raise too_large(limit)
    if not chunked and not length:
        intake.complete = True
        return (b"" if method in {"POST", "PUT", "PATCH"} else None), intake
    if length is not None and length > WHOLE:
        return intake._stream(b""), intake  # noqa: SLF001 - our own
    return await intake.body(), intake


def replay(body: bytes, receive: Receive) -> Receive:
    """Make a `receive` for an application of our own, whose body was taken in already."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def give(answer: Answer, send: Send) -> bool:
    """Pass the first part of an answer's body on; tell whether it was the whole of it."""
    chunk = await answer.read()
    whole = answer.ended
    await send({"type": "http.response.body", "body": chunk or b"", "more_body": not whole})
    return whole


async def give_rest(answer: Answer, send: Send, receive: Receive, *, watch: bool) -> None:
    """Pass the rest on. Raise `ClientGone` as soon as nobody listens, so that the service stops.

    `watch` says that the request's body is complete, so that `receive` tells only of the end.
    """
    with _Watch(receive) if watch else nullcontext() as watching:
        while (chunk := await answer.read()) is not None:
            await _send(send, chunk, more=True)
        if watching is not None:
            watching.over = True
        await _send(send, b"", more=False)


async def _send(send: Send, chunk: bytes, *, more: bool) -> None:
    try:
        async with asyncio.timeout(STALLED):
            await send({"type": "http.response.body", "body": chunk, "more_body": more})
    except TimeoutError:
        raise ClientGone from None


class _Watch:
    """Interrupts the block when the client goes away, with `ClientGone`."""

    def __init__(self, receive: Receive) -> None:
        self.over = False
        self._gone = False
        self._passing = asyncio.current_task()
        self._watcher = asyncio.ensure_future(self._until_gone(receive))

    def __enter__(self) -> "_Watch":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.over = True
        self._watcher.cancel()
        if self._gone and self._passing is not None and kind is asyncio.CancelledError:
            self._passing.uncancel()
            raise ClientGone from None

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        if not self.over and self._passing is not None:
            self._gone = True
            self._passing.cancel()
