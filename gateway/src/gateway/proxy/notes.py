"""One metric and one log line a request: a row of the table, never a path, an address or a word."""

import time
from functools import lru_cache
from typing import Final

import structlog
from chassis.telemetry import DURATION, REQUESTS
from prometheus_client import Counter, Histogram

from gateway.proxy.visit import Visit

log = structlog.get_logger()

NOWHERE: Final = "(none)"
# A browser may send any word as a method; a metric's labels must stay few.
METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


def note(visit: Visit, status: int) -> None:
    """Record how a request ended; 499 says that the client went away, 0 that the answer broke."""
    seconds = time.perf_counter() - visit.began
    route = visit.row.prefix if visit.row else NOWHERE
    method = visit.method if visit.method in METHODS else "OTHER"
    _count(route, method, status).inc()
    _duration(route, method).observe(seconds)
    facts: dict[str, object] = {"status": status, "ms": round(seconds * 1000, 1)}
    if visit.refused:
        facts["code"] = visit.refused
    if visit.row and not visit.row.reporting:
        facts["request_id"] = visit.request_id
        if visit.known:
            facts["account"] = str(visit.known.account_id)
    log.info("request", route=route, method=method, **facts)


@lru_cache(4096)
def _count(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, status)


@lru_cache(1024)
def _duration(route: str, method: str) -> Histogram:
    return DURATION.labels(route, method)
