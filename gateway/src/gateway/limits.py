"""How often one caller may come. Counted in this process's memory: with n replicas, n times this.

The generic cell rate algorithm: one number a caller says when his budget would be full again. The
library `limits` keeps every request of the last minute and clears up in threads of its own, which
cost the hot path more than all else here does.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.routing import Pace

Header = tuple[bytes, bytes]

MINUTE: Final = 60.0
PER_MINUTE: Final[Mapping[Pace, int]] = {
    Pace.USUAL: 600,
    Pace.HEAVY: 60,
    Pace.SIGN_IN: 60,
    Pace.REPORTING: 600,
    Pace.INTAKE: 600,
}
# Senders of reports share one budget, since nothing may tell them apart.
SENDERS_PER_MINUTE: Final = 3000
MOST_CALLERS: Final = 50_000


class RateExceeded(Exception):
    """The caller came too often."""

    def __init__(self, seconds: int, headers: list[Header]) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.headers = headers


@dataclass(slots=True)
class Budget:
    """What each caller may use up in a minute; it fills up again steadily."""

    name: str
    most: int
    policy: Header = field(init=False)

    def __post_init__(self) -> None:
        self.most = max(1, self.most)
        self.policy = (b"ratelimit-policy", f'"{self.name}";q={self.most};w=60'.encode())

    def standing(self, left: int, seconds: int) -> Header:
        return (b"ratelimit", f'"{self.name}";r={left};t={seconds}'.encode())


class Limits:
    """One budget for each caller and pace."""

    def __init__(
        self,
        per_minute: Mapping[Pace, int] = PER_MINUTE,
        *,
        senders_per_minute: int = SENDERS_PER_MINUTE,
        factor: float = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._budgets = {p: Budget(p.value, round(n * factor)) for p, n in per_minute.items()}
        self._senders = Budget("senders", round(senders_per_minute * factor))
        self._full_at: dict[tuple[str, str], float] = {}
        self._now = now

    def count(self, pace: Pace, *, caller: str | None) -> list[Header]:
        """Count one request and return its RateLimit headers. Raise `RateExceeded` if over.

        Without a caller it is counted against the budget all senders share.
        """
        if pace is Pace.FREE:
            return []
        budget = self._senders if caller is None else self._budgets[pace]
        key, now, each = (budget.name, caller or ""), self._now(), MINUTE / budget.most
        full_at = max(self._full_at.get(key, now), now) + each
        over = full_at - now - MINUTE
        if over > each / 1000:  # sums of fractions of a minute are not quite a minute
            seconds = math.ceil(over)
            raise RateExceeded(seconds, [budget.policy, budget.standing(0, seconds)])
        if len(self._full_at) >= MOST_CALLERS:
            self._forget_full(now)
        self._full_at[key] = full_at
        left = max(0, int((MINUTE - (full_at - now)) / each + 0.001))
        return [budget.policy, budget.standing(left, math.ceil(full_at - now))]

    def _forget_full(self, now: float) -> None:
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
