"""One metric and one log line a request: a row of the table, never a path, an address or a word."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple, TextIO

from chassis.telemetry import DURATION, REQUESTS
from prometheus_client import Counter, Histogram

from gateway.proxy.visit import Visit

NOWHERE: Final = "(none)"
# A browser may send any word as a method; a metric's labels must stay few.
METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
WRITE_EVERY: Final = 0.1  # seconds; a system call for each line costs more than making it


class Journal:
    """Writes lines a few at a time, in the form that `chassis.telemetry` gives its own."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        if not self._lines:
            asyncio.get_running_loop().call_later(WRITE_EVERY, self.write)
        self._lines.append(line)

    def write(self) -> None:
        """Write what is waiting. To be called once more at the end."""
        lines, self._lines = self._lines, []
        if lines:
            out = self._out or sys.stdout
            out.write("\n".join(lines) + "\n")
            out.flush()


class Kind(NamedTuple):
    """What all requests of one route, method and outcome have in common, made once."""

    counter: Counter
    duration: Histogram
    line: str


journal = Journal()


def note(visit: Visit, status: int, book: Journal = journal) -> None:
    """Record how a request ended; 499 says that the client went away, 0 that the answer broke."""
    seconds = time.perf_counter() - visit.began
    row = visit.row
    kind = _kind(row.prefix if row else NOWHERE, visit.method, status)
    kind.counter.inc()
    kind.duration.observe(seconds)
    more = f', "code": "{visit.refused}"' if visit.refused else ""
    if row and not row.reporting:
        more += f', "request_id": "{visit.request_id}"'
        if visit.known:
            more += f', "account": "{visit.known.account}"'
    at = datetime.now(UTC).isoformat()
    # By hand, since nothing in it needs escaping: our own words, numbers and hexadecimal digits.
    book.add(f'{kind.line}, "timestamp": "{at}", "ms": {seconds * 1000:.1f}{more}}}')


@lru_cache(4096)
def _kind(route: str, method: str, status: int) -> Kind:
    method = method if method in METHODS else "OTHER"
    facts = {
        "event": "request",
        "service": "gateway",
        "level": "info",
        "route": route,
        "method": method,
        "status": status,
    }
    line = json.dumps(facts).removesuffix("}")
    return Kind(REQUESTS.labels(route, method, status), DURATION.labels(route, method), line)
