"""One service: a pool of connections, a bound on what is asked at once, and a rest when it fails."""

import asyncio
import ssl
from collections import deque
from typing import Final
from urllib.parse import urlsplit

from gateway.upstreams.answer import Answer
from gateway.upstreams.connection import Connection
from gateway.upstreams.failures import Busy, TooSlow, Unreachable, UpstreamFailure
from gateway.upstreams.patience import Breaker, Patience
from gateway.upstreams.request import Body, Header, Request

PORTS: Final = {"http": 80, "https": 443}


class Upstream:
    """One service, with connections of its own: its slowness costs the others nothing."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self._address = (parts.hostname or "", parts.port or PORTS[parts.scheme])
        self._host = parts.netloc.rpartition("@")[2].encode("ascii")
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._patience = patience or Patience()
        self._loop = asyncio.get_running_loop()
        self._free = self._patience.at_once
        self._queue: deque[asyncio.Future[None]] = deque()
        self._idle: deque[Connection] = deque()  # the one used last is on the right
        self._busy: set[Connection] = set()
        self._timer: asyncio.TimerHandle | None = None
        self.breaker = Breaker(self._patience.failures, self._patience.pause, self._loop.time)

    async def close(self) -> None:
        """Cut every connection. Requests that are under way fail."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for connection in (*self._idle, *self._busy):
            connection.close()
        self._idle.clear()
        await asyncio.sleep(0)

    def ask(
        self,
        method: str,
        target: str,
        headers: list[Header],
        body: Body = None,
        *,
        length: int | None = None,
    ) -> "Asking":
        """Send a request when entered, and hand out the answer; leaving ends it.

        Entering raises an `UpstreamFailure` if there is no answer. The request is sent a second
        time only where that cannot do anything twice.
        """
        return Asking(self, Request(method, target, headers, body, length))

    async def begin(self, request: Request) -> tuple[Connection, Answer]:
        self.breaker.admit()
        if self._free:
            self._free -= 1
        else:
            await self._queue_up()
        try:
            begun = await self._answered(request)
        except BaseException:
            self._give_place()
            raise
        self.breaker.succeeded()
        return begun

    def end(self, connection: Connection) -> None:
        """Take a connection back, and give the place to the next."""
        self._put_back(connection)
        self._give_place()

    def _put_back(self, connection: Connection) -> None:
        self._busy.discard(connection)
        if connection.let_go():
            connection.idle_since = self._loop.time()
            self._idle.append(connection)

    async def _queue_up(self) -> None:
        place: asyncio.Future[None] = self._loop.create_future()
        self._queue.append(place)
        try:
            async with asyncio.timeout(self._patience.queue):
                await place
        except TimeoutError:
            self._leave_queue(place)
            raise Busy(seconds=1) from None
        except asyncio.CancelledError:
            self._leave_queue(place)
            raise

    def _leave_queue(self, place: "asyncio.Future[None]") -> None:
        if place.done() and not place.cancelled():
            self._give_place()  # it was given at the very moment
        else:
            self._queue.remove(place)

    def _give_place(self) -> None:
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    async def _answered(self, request: Request) -> tuple[Connection, Answer]:
        patience = self._patience.upload if request.streamed else self._patience.answer
        for last in (False, True):
            connection: Connection | None = None
            answer: Answer | None = None
            try:
                # What was idle may have been closed meanwhile, so that the second time is anew.
                connection = (None if last else self._one_idle()) or await self._connect()
                self._busy.add(connection)
                answer = connection.ask(request, self._host, patience=patience)
                await answer.head()
            except BaseException as failure:
                if connection is not None:
                    self._put_back(connection)
                if not isinstance(failure, UpstreamFailure):
                    raise
                if last or not _again(failure, request, answer):
                    self.breaker.failed()
                    raise
            else:
                return connection, answer
        raise AssertionError("unreachable")

    def _one_idle(self) -> Connection | None:
        since = self._loop.time() - self._patience.idle
        while self._idle:
            connection = self._idle.pop()
            if connection.idle_since >= since and not connection.closing:
                return connection
            connection.close()
        return None

    async def _connect(self) -> Connection:
        host, port = self._address
        try:
            async with asyncio.timeout(self._patience.connect):
                _, connection = await self._loop.create_connection(
                    lambda: Connection(self._loop, lost=self._gone), host, port, ssl=self._tls
                )
        except (OSError, TimeoutError) as error:
            raise Unreachable from error
        if self._timer is None:
            self._timer = self._loop.call_later(self._patience.step, self._look_at_time)
        return connection

    def _gone(self, connection: Connection) -> None:
        if connection not in self._busy and connection in self._idle:
            self._idle.remove(connection)

    def _look_at_time(self) -> None:
        """Look for what has taken too long, and what has been idle for too long."""
        now = self._loop.time()
        for connection in tuple(self._busy):
            connection.look_at_time(now)
        while self._idle and self._idle[0].idle_since < now - self._patience.idle:
            self._idle.popleft().close()
        again = self._busy or self._idle
        self._timer = (
            self._loop.call_later(self._patience.step, self._look_at_time) if again else None
        )


class Asking:
    """One request to a service; a class and not a generator, because it is entered so often."""

    __slots__ = ("_connection", "_request", "_upstream")

    def __init__(self, upstream: Upstream, request: Request) -> None:
        self._upstream = upstream
        self._request = request
        self._connection: Connection | None = None

    async def __aenter__(self) -> Answer:
        self._connection, answer = await self._upstream.begin(self._request)
        return answer

    async def __aexit__(self, *_: object) -> None:
        if self._connection is not None:
            self._upstream.end(self._connection)


def _again(failure: UpstreamFailure, request: Request, answer: Answer | None) -> bool:
    """Only what nobody has heard, or what may be heard twice; and never for being slow."""
    if isinstance(failure, Unreachable):
        return not request.streamed
    return (
        not isinstance(failure, TooSlow)
        and request.repeatable
        and answer is not None
        and not answer.touched
    )
