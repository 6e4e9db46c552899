"""One metric and one log line a request: a row of the table, never a path, an address or a word."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, TextIO

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

    def add(self, facts: dict[str, object]) -> None:
        if not self._lines:
            asyncio.get_running_loop().call_later(WRITE_EVERY, self.write)
        self._lines.append(json.dumps(facts))

    def write(self) -> None:
        """Write what is waiting. To be called once more at the end."""
        lines, self._lines = self._lines, []
        if lines:
            out = self._out or sys.stdout
            out.write("\n".join(lines) + "\n")
            out.flush()


journal = Journal()


def note(visit: Visit, status: int, book: Journal = journal) -> None:
    """Record how a request ended; 499 says that the client went away, 0 that the answer broke."""
    seconds = time.perf_counter() - visit.began
    route = visit.row.prefix if visit.row else NOWHERE
    method = visit.method if visit.method in METHODS else "OTHER"
    _count(route, method, status).inc()
    _duration(route, method).observe(seconds)
    facts: dict[str, object] = {
        "event": "request",
        "service": "gateway",
        "level": "info",
        "timestamp": datetime.now(UTC).isoformat(),
        "route": route,
        "method": method,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    if visit.refused:
        facts["code"] = visit.refused
    if visit.row and not visit.row.reporting:
        facts["request_id"] = visit.request_id
        if visit.known:
            facts["account"] = str(visit.known.account_id)
    book.add(facts)


@lru_cache(4096)
def _count(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, status)


@lru_cache(1024)
def _duration(route: str, method: str) -> Histogram:
    return DURATION.labels(route, method)
