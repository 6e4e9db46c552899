"""How much is asked of a service, and when it is left in peace."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.upstreams.failures import Busy


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

    @property
    def step(self) -> float:
        """How often the time is looked at: one timer for all requests, not one for each."""
        return min(0.5, self.answer / 8, self.idle / 8)


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
