"""A service's answer, as far as it has come."""

import asyncio
from collections.abc import Callable
from typing import Final

from gateway.upstreams.failures import Broken, TooSlow
from gateway.upstreams.request import Header

# More than this is not held for a slow reader: the service has to wait.
HELD: Final = 256 * 1024


class Answer:
    """A service's answer: its head is here, its body is still to come."""

    __slots__ = (
        "_failure",
        "_held",
        "_loop",
        "_parts",
        "_resume",
        "_until",
        "_waiter",
        "bodiless",
        "complete",
        "headers",
        "patience",
        "status",
        "touched",
    )

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        resume: Callable[[], None],
        *,
        patience: float,
        bodiless: bool,
    ) -> None:
        self._loop = loop
        self._resume = resume
        self.patience = patience  # seconds without a byte
        self.bodiless = bodiless
        self.status = 0  # until the head is here
        self.headers: list[Header] = []
        self.touched = False  # a byte of it has come, so that the request was heard
        self.complete = False
        self._parts: list[bytes] = []
        self._held = 0
        self._failure: BaseException | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._until = 0.0

    @property
    def ended(self) -> bool:
        """Whether the whole body has come and was read."""
        return self.complete and not self._parts

    async def head(self) -> None:
        """Wait for the head. Raise whatever happened instead."""
        while not self.status:
            if self._failure is not None:
                raise self._failure
            await self._wait()

    async def read(self) -> bytes | None:
        """Return what came of the body since, None at its end. Raise `Broken` before its end."""
        while not self._parts:
            if self.complete:
                return None
            if self._failure is not None:
                raise Broken from self._failure
            await self._wait()
        parts, self._parts = self._parts, []
        if self._held > HELD:
            self._resume()
        self._held = 0
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def add(self, part: bytes) -> bool:
        """Take a part of the body; tell whether it is too much, so that reading has to pause."""
        before, self._held = self._held, self._held + len(part)
        self._parts.append(part)
        return before <= HELD < self._held

    def fail(self, failure: BaseException) -> None:
        """End it before its end."""
        if not self.complete and self._failure is None:
            self._failure = failure
        self.wake()

    def wake(self) -> None:
        """Let whoever waits see what has come."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def look_at_time(self, now: float) -> None:
        """Give up if somebody has waited too long for the service."""
        if self._waiter is not None and now > self._until:
            self.fail(TooSlow())

    async def _wait(self) -> None:
        self._waiter = self._loop.create_future()
        self._until = self._loop.time() + self.patience
        try:
            await self._waiter
        finally:
            self._waiter = None
