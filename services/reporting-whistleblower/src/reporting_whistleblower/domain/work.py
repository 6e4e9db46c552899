"""Proof of work, asked for under pressure only: it costs everybody a little, and names nobody.

Hashcash-like: find a counter so that SHA-256 of `challenge.counter` begins with so many zero bits.
17 bits are 131,072 tries on average: under two seconds on a cheap phone (some 100,000 hashes a
second in a browser). Difficulty follows the rate of the whole service, never of an address, so
that a flood makes every sender pay a second and shuts nobody out.
"""

import hashlib
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from reporting_whistleblower.domain.refusals import Refusal

LEAST_BITS: Final = 10
MOST_BITS: Final = 17
WINDOW: Final = timedelta(minutes=10)
CHALLENGE_LIFE: Final = timedelta(minutes=10)
ARRIVALS_WINDOW: Final = timedelta(minutes=1)
FREE_ARRIVALS: Final = 600  # reports and uploads a minute and process before anybody has to work
FREE_FAILURES: Final = 5  # wrong receipts in a window before anybody has to work


class WorkRequired(Refusal):
    """Too much comes in, or too many receipts are wrong: do a little work and ask again."""

    code = "work_required"


@dataclass(slots=True)
class Pressure:
    """How often something happened lately, in this process. Times only; nothing of anybody."""

    free: int
    window: timedelta = WINDOW
    _seen: deque[datetime] = field(default_factory=deque)

    def count(self, at: datetime) -> None:
        self._forget(at)
        if len(self._seen) < self.free << (MOST_BITS - LEAST_BITS + 1):
            self._seen.append(at)

    def bits(self, at: datetime) -> int:
        """How much work is due: none below the free number, then a bit more for each doubling."""
        self._forget(at)
        if len(self._seen) < self.free:
            return 0
        doublings = (len(self._seen) // max(1, self.free)).bit_length() - 1
        return min(MOST_BITS, LEAST_BITS + doublings)

    def relax(self) -> None:
        self._seen.clear()

    def _forget(self, at: datetime) -> None:
        while self._seen and self._seen[0] <= at - self.window:
            self._seen.popleft()


def is_done(challenge: str, counter: str, *, bits: int) -> bool:
    """Whether this counter solves this challenge."""
    digest = hashlib.sha256(f"{challenge}.{counter}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0 if bits else True


def solve(challenge: str, *, bits: int) -> str:
    """Do the work, as a sender's device does; for tests and command lines."""
    counter = 0
    while not is_done(challenge, str(counter), bits=bits):
        counter += 1
    return str(counter)
