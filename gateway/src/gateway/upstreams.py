"""The services behind the gateway, and how to speak to them without waiting for them in vain.

A small port of our own: only this module knows the HTTP client.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError, RequestTimeoutError
from pyreqwest.request import StreamRequest
from pyreqwest.response import Response

Header: TypeAlias = tuple[bytes, bytes]
Body: TypeAlias = bytes | AsyncIterator[bytes] | None

IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


class UpstreamFailure(Exception):
    """A service could not be asked, or did not answer."""


class Unreachable(UpstreamFailure):
    """No connection could be made: nothing was sent."""


class Unanswered(UpstreamFailure):
    """The request was sent, at least in part, and the connection ended without an answer."""


class TooSlow(UpstreamFailure):
    """No answer within the deadline."""


class Busy(UpstreamFailure):
    """The service has its hands full or is out of order; nothing was sent."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Broken(UpstreamFailure):
    """The answer ended before its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How much is asked of a service, and how long its answer is waited for. Times in seconds."""

    connect: float = 2
    answer: float = 30
    upload: float = 900  # from the first byte of a large body to the answer
    at_once: int = 200
    queue: float = 1
    # Shorter than uvicorn's five seconds: a connection is not used that is about to be closed.
    idle: float = 4
    failures: int = 5
    pause: float = 5


@dataclass(slots=True)
class Breaker:
    """After some failures in a row, ask nothing for a while, then let one request find out."""

    failures: int
    pause: float
    now: Callable[[], float]
    _failed: int = 0
    _closed_until: float = 0

    def admit(self) -> None:
        """Raise `Busy` while the service is given a rest."""
        if self._failed < self.failures:
            return
        rest = self._closed_until - self.now()
        if rest > 0:
            raise Busy(seconds=max(1, round(rest)))
        self._closed_until = self.now() + self.pause  # this request finds out; others wait for it

    def succeeded(self) -> None:
        self._failed = 0

    def failed(self) -> None:
        self._failed += 1
        self._closed_until = self.now() + self.pause

    @property
    def open(self) -> bool:
        return self._failed >= self.failures


class Answer:
    """A service's answer: its head is here, its body is still to come."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers = _headers(response)
        self._reader = response.body_reader
        self.complete = False

    async def read(self) -> bytes | None:
        """Return what came of the body since, None at its end. Raise `Broken` before its end."""
        try:
            chunk = await self._reader.read_chunk()
        except PyreqwestError as error:
            raise Broken from error
        if chunk is None:
            self.complete = True
            return None
        return bytes(chunk)


class Upstream:
    """One service, with connections of its own: its slowness costs the others nothing."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self.url = url.rstrip("/")
        self._patience = patience or Patience()
        self._quick = _client(self._patience, read=self._patience.answer)
        self._patient = _client(self._patience, read=self._patience.upload)
        self._places = asyncio.Semaphore(self._patience.at_once)
        self.breaker = Breaker(
            self._patience.failures, self._patience.pause, asyncio.get_running_loop().time
        )

    async def close(self) -> None:
        await self._quick.close()
        await self._patient.close()

    def ask(
        self, method: str, target: str, headers: list[tuple[str, str]], body: Body = None
    ) -> "Asking":
        """Send a request when entered, and hand out the answer; leaving ends it.

        Entering raises an `UpstreamFailure` if there is no answer. The request is sent a second
        time only where that cannot do anything twice.
        """
        return Asking(self, method, target, headers, body)

    async def begin(
        self, method: str, target: str, headers: list[tuple[str, str]], body: Body
    ) -> tuple[StreamRequest, Response]:
        self.breaker.admit()
        await self._take_place()
        try:
            begun = await self._answered(method, target, headers, body)
        except BaseException:
            self._places.release()
            raise
        self.breaker.succeeded()
        return begun

    async def end(self, request: StreamRequest, *, complete: bool) -> None:
        """Give the place back. An answer read to its end needs no closing, which costs a switch."""
        try:
            if not complete:
                await request.__aexit__(None, None, None)
        finally:
            self._places.release()

    async def _take_place(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(self._patience.queue):
                await self._places.acquire()
        except TimeoutError:
            raise Busy(seconds=1) from None

    async def _answered(
        self, method: str, target: str, headers: list[tuple[str, str]], body: Body
    ) -> tuple[StreamRequest, Response]:
        for last in (False, True):
            request = self._request(method, target, headers, body)
            try:
                return request, await request.__aenter__()
            except RequestTimeoutError as error:
                self.breaker.failed()
                raise (Unreachable if _unsent(error) else TooSlow) from error
            except PyreqwestError as error:
                failure = Unreachable if _unsent(error) else Unanswered
                if last or not _repeatable(failure, method, headers, body):
                    self.breaker.failed()
                    raise failure from error
        raise AssertionError("unreachable")

    def _request(
        self, method: str, target: str, headers: list[tuple[str, str]], body: Body
    ) -> StreamRequest:
        streamed = body is not None and not isinstance(body, bytes)
        client = self._patient if streamed else self._quick
        # The head is handed out with the first byte of the body; the client's own way would be to
        # wait for 64 KiB of it.
        builder = client.request(method, self.url + target).streamed_read_buffer_limit(1)
        builder = builder.headers(headers)
        if isinstance(body, bytes):
            builder = builder.body_bytes(body)
        elif body is not None:
            builder = builder.body_stream(body)
        return builder.build_streamed()


class Asking:
    """One request to a service; a class and not a generator, because it is entered so often."""

    __slots__ = ("_begun", "_upstream", "_what")

    def __init__(
        self,
        upstream: Upstream,
        method: str,
        target: str,
        headers: list[tuple[str, str]],
        body: Body,
    ) -> None:
        self._upstream = upstream
        self._what = (method, target, headers, body)
        self._begun: tuple[StreamRequest, Answer] | None = None

    async def __aenter__(self) -> Answer:
        request, response = await self._upstream.begin(*self._what)
        answer = Answer(response)
        self._begun = (request, answer)
        return answer

    async def __aexit__(self, *_: object) -> None:
        if self._begun is not None:
            request, answer = self._begun
            await self._upstream.end(request, complete=answer.complete)


def _client(patience: Patience, *, read: float) -> Client:
    """Build a client that changes nothing: no redirects, no decompression, no headers of its own."""
    builder = ClientBuilder().http1_only().http1_lower_case_headers().no_proxy()
    builder = builder.gzip(False).brotli(False).zstd(False).deflate(False)  # noqa: FBT003
    builder = builder.user_agent("gateway").follow_redirects(False).referer(False)  # noqa: FBT003
    return (
        builder.connect_timeout(timedelta(seconds=patience.connect))
        .read_timeout(timedelta(seconds=read))
        .pool_idle_timeout(timedelta(seconds=patience.idle))
        .pool_max_idle_per_host(patience.at_once)
        .build()
    )


def _unsent(error: PyreqwestError) -> bool:
    causes = getattr(error, "details", {}).get("causes") or ()
    return any(cause["message"].startswith("client error (Connect)") for cause in causes)


def _repeatable(
    failure: type[UpstreamFailure], method: str, headers: list[tuple[str, str]], body: Body
) -> bool:
    """A streamed body is gone once it was touched; a POST is safe to repeat under its key."""
    if body is not None and not isinstance(body, bytes):
        return False
    if failure is Unreachable or method in IDEMPOTENT:
        return True
    return any(name == "idempotency-key" for name, _ in headers)


def _headers(response: Response) -> list[Header]:
    try:
        return [(name.encode(), value.encode()) for name, value in response.headers.items()]
    except ValueError:  # a value that is not text; the rest is still good
        return list(_readable_headers(response.headers))


def _readable_headers(headers: Mapping[str, str]) -> list[Header]:
    kept: list[Header] = []
    for name in dict.fromkeys(headers):
        try:
            kept += [(name.encode(), v.encode()) for v in headers.getall(name)]  # type: ignore[attr-defined]
        except ValueError:
            continue
    return kept
