"""One connection to a service, spoken to in HTTP/1.1, one request at a time."""

import asyncio
from collections.abc import Callable
from typing import Final, cast

import httptools
from typing_extensions import override

from gateway.upstreams.answer import Answer
from gateway.upstreams.failures import Unanswered
from gateway.upstreams.request import Header, Request

LARGEST_HEAD: Final = 64 * 1024
MOST_HEADERS: Final = 256
NO_BODY: Final = frozenset({204, 304})


class Unreadable(Exception):
    """The service said something that is no answer, or not one whose end could be known."""


class Connection(asyncio.Protocol):
    """Raises nothing by itself: what goes wrong ends the answer that is being waited for."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, lost: Callable[["Connection"], None]):
        self._loop = loop
        self._lost = lost
        self._transport: asyncio.Transport
        self._parser = httptools.HttpResponseParser(self)
        self._answer: Answer | None = None
        self._head_bytes = 0
        self._framed = False
        self._interim = False
        self._keep_alive = False
        self._sent = True
        self._pump: asyncio.Task[None] | None = None
        self._writable: asyncio.Future[None] | None = None
        self._paused = False
        self.idle_since = 0.0

    # What the pool asks of it

    def ask(self, request: Request, host: bytes, *, patience: float) -> Answer:
        """Begin a request; what is returned is still to be waited for."""
        written = request.written(host)
        answer = Answer(
            self._loop, self._resume, patience=patience, bodiless=request.method == "HEAD"
        )
        self._answer = answer
        self._head_bytes = 0
        self._keep_alive = False
        self._sent = not request.streamed
        self._transport.write(written)
        if not self._sent:
            self._pump = self._loop.create_task(self._send_body(request))
            self._pump.add_done_callback(self._pumped)
        return answer

    def let_go(self) -> bool:
        """End the request; tell whether another one may be sent."""
        answer, self._answer = self._answer, None
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None
        good = (
            self._keep_alive
            and self._sent
            and answer is not None
            and answer.complete
            and not self._transport.is_closing()
        )
        if not good:
            self.close()
        elif self._paused:
            self._resume()
        return good

    def close(self) -> None:
        """Cut it: what is not wanted any more is not waited for."""
        self._transport.abort()

    @property
    def closing(self) -> bool:
        return self._transport.is_closing()

    def look_at_time(self, now: float) -> None:
        if self._answer is not None:
            self._answer.look_at_time(now)

    # What the event loop tells it

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        answer = self._answer
        if answer is None or answer.complete:
            self._end(Unreadable("nobody asked"))
            return
        answer.touched = True
        if not answer.status:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._end(error)
            return
        if not answer.status and self._head_bytes > LARGEST_HEAD:
            self._end(Unreadable("too large a head"))
        answer.wake()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc or ConnectionResetError())
        self.resume_writing()
        self._lost(self)

    @override
    def pause_writing(self) -> None:
        self._writable = self._loop.create_future()

    @override
    def resume_writing(self) -> None:
        waiting, self._writable = self._writable, None
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    # What the parser tells it

    def on_message_begin(self) -> None:
        if self._answer is None or self._answer.complete:
            raise Unreadable("more than was asked for")
        self._framed = False

    def on_header(self, name: bytes, value: bytes) -> None:
        answer = cast("Answer", self._answer)
        if answer.status:
            return  # a trailer
        name = name.lower()
        if name == b"content-length":
            self._framed = True
        elif name == b"transfer-encoding":
            if self._framed or value.lower() != b"chunked":
                raise Unreadable("framing")
            self._framed = True
        answer.headers.append((name, value))
        if len(answer.headers) > MOST_HEADERS:
            raise Unreadable("too many headers")

    def on_headers_complete(self) -> None:
        answer = cast("Answer", self._answer)
        status = self._parser.get_status_code()
        self._interim = status < 200  # noqa: PLR2004 - 1xx comes before the answer
        if self._interim:
            if status == 101:  # noqa: PLR2004
                raise Unreadable("nobody asked to change the protocol")
            answer.headers.clear()
            return
        if self._head_bytes > LARGEST_HEAD and size_of(answer.headers) > LARGEST_HEAD:
            raise Unreadable("too large a head")
        if answer.bodiless or status in NO_BODY:
            self._end_without_body(answer, status)
        elif not self._framed:
            # Its end could not be told from a connection that broke off.
            raise Unreadable("no length")
        answer.status = status

    def on_body(self, body: bytes) -> None:
        answer = cast("Answer", self._answer)
        if answer.complete:
            raise Unreadable("a body where there is none")
        if answer.add(body):
            self._paused = True
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        answer = cast("Answer", self._answer)
        if self._interim:
            self._interim = False
        elif not answer.complete:
            self._keep_alive = self._parser.should_keep_alive()
            answer.complete = True

    # Its own

    def _end_without_body(self, answer: Answer, status: int) -> None:
        """The parser would wait for what the length announces: the next answer gets a new one."""
        announced = status in NO_BODY and self._framed
        self._keep_alive = self._parser.should_keep_alive() and not announced
        answer.complete = True
        self._parser = httptools.HttpResponseParser(self)

    def _end(self, why: BaseException) -> None:
        """Nothing that comes over it can be trusted any more."""
        self._keep_alive = False
        self._transport.abort()
        if self._answer is not None:
            failure = Unanswered()
            failure.__cause__ = why
            self._answer.fail(failure)

    def _resume(self) -> None:
        self._paused = False
        if not self._transport.is_closing():
            self._transport.resume_reading()

    async def _send_body(self, request: Request) -> None:
        """Send a streamed body at the pace of the slower side."""
        async for part in request.parts():
            self._transport.write(part)
            if self._writable is not None:
                await self._writable
            if self._transport.is_closing():
                return
        self._sent = True

    def _pumped(self, pump: "asyncio.Task[None]") -> None:
        """Whoever sends the body has failed: the service must not take the rest for whole."""
        if pump.cancelled() or pump is not self._pump:
            return
        error = pump.exception()
        if error is not None and self._answer is not None:
            self._transport.abort()
            self._answer.fail(error)


def size_of(headers: list[Header]) -> int:
    return sum(len(name) + len(value) for name, value in headers)
