"""How often one caller may come. Counted in this process's memory: with n replicas, n times this."""

import time
from dataclasses import dataclass
from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from gateway.routing import Pace

Header = tuple[bytes, bytes]

PER_MINUTE: Final = {
    Pace.USUAL: 600,
    Pace.HEAVY: 60,
    Pace.SIGN_IN: 60,
    Pace.REPORTING: 600,
    Pace.INTAKE: 600,
}
# Senders of reports share one budget, since nothing may tell them apart.
SENDERS_PER_MINUTE: Final = 3000


class RateExceeded(Exception):
    """The caller came too often."""

    def __init__(self, seconds: int, headers: list[Header]) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.headers = headers


@dataclass(frozen=True, slots=True)
class _Budget:
    name: str
    item: RateLimitItem
    policy: Header


def _budget(name: str, per_minute: int) -> _Budget:
    policy = f'"{name}";q={per_minute};w=60'.encode()
    return _Budget(name, RateLimitItemPerMinute(per_minute), (b"ratelimit-policy", policy))


class Limits:
    """One moving window for each caller and pace."""

    def __init__(
        self,
        per_minute: dict[Pace, int] | None = None,
        *,
        senders_per_minute: int = SENDERS_PER_MINUTE,
    ) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._budgets = {
            pace: _budget(pace.value, most) for pace, most in (per_minute or PER_MINUTE).items()
        }
        self._senders = _budget("senders", senders_per_minute)

    def count(self, pace: Pace, *, caller: str | None) -> list[Header]:
        """Count one request and return its RateLimit headers. Raise `RateExceeded` if over.

        Without a caller it is counted against the budget all senders share.
        """
        if pace is Pace.FREE:
            return []
        budget = self._budgets[pace] if caller is not None else self._senders
        who = caller or "all"
        admitted = self._limiter.hit(budget.item, budget.name, who)
        stats = self._limiter.get_window_stats(budget.item, budget.name, who)
        # The library names when the oldest request leaves the window: then one more may come.
        seconds = max(1, round(stats.reset_time - time.time()))
        standing = f'"{budget.name}";r={stats.remaining};t={seconds}'.encode()
        headers = [budget.policy, (b"ratelimit", standing)]
        if not admitted:
            raise RateExceeded(seconds, headers)
        return headers
