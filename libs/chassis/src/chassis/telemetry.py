"""Logs without words, metrics by route, traces when asked for."""

import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any

import structlog
from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.ids import new_id
from chassis.settings import Settings

log = structlog.get_logger()

REQUESTS = Counter(
    "http_server_requests_total", "Requests by outcome.", ["route", "method", "status"]
)
DURATION = Histogram(
    "http_server_request_duration_seconds",
    "Time from the first byte in to the last byte out.",
    ["route", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
QUIET = frozenset({"/livez", "/readyz", "/metrics"})

_traceparent: ContextVar[str | None] = ContextVar("traceparent", default=None)
_propagator = TraceContextTextMapPropagator()


def traceparent() -> str | None:
    """The W3C trace context of what is being done now, to travel on in an event or a request."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent") or _traceparent.get()


def configure_logs(settings: Settings) -> None:
    """One JSON line an event, on standard output. Exceptions show where, never what was in them."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _frames_only,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelName(settings.log_level)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=settings.service_name)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("uvicorn", "uvicorn.error"):  # started by its command, it prints errors itself
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    sys.excepthook = lambda _, error, __: log.critical("process.died", exc_info=error)


def _frames_only(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its type and its frames: its text may quote what somebody wrote."""
    problem = event.pop("exc_info", None)
    problem = sys.exc_info() if problem is True else problem
    error = problem[1] if isinstance(problem, tuple) else problem
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        event["error"] = type(error).__qualname__
        event["frames"] = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}:{f.name}" for f in frames]
    return event


def configure_traces(settings: Settings) -> None:
    """Send spans to a collector, if one is named; otherwise spans cost next to nothing."""
    if settings.otlp_endpoint is None:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": settings.service_name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(settings.otlp_endpoint)))
    trace.set_tracer_provider(provider)


class Observed:
    """ASGI middleware: a request id, the trace it belongs to, one metric and one log line."""

    def __init__(self, app: ASGIApp, *, traced: bool = False) -> None:
        self._app = app
        self._traced = traced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in QUIET:
            await self._app(scope, receive, send)
            return
        await self._observe(scope, receive, send)

    async def _observe(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        request_id = headers.get(b"x-request-id", b"").decode("latin-1")[:64] or str(new_id())
        scope.setdefault("state", {})["request_id"] = request_id
        _traceparent.set(headers.get(b"traceparent", b"").decode("latin-1") or None)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 500
        began = time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with self._span(scope):
            try:
                await self._app(scope, receive, noting)
            finally:
                _note(scope, status, time.perf_counter() - began)

    def _span(self, scope: Scope) -> AbstractContextManager[Any]:
        if not self._traced:
            return nullcontext()
        return trace.get_tracer("chassis").start_as_current_span(
            scope["method"],
            context=_propagator.extract({"traceparent": _traceparent.get() or ""}),
            kind=trace.SpanKind.SERVER,
            record_exception=False,  # its text may quote what somebody wrote
            set_status_on_exception=False,
        )


def _note(scope: Scope, status: int, seconds: float) -> None:
    """Record the route's template, never the path: paths hold ids and queries hold words."""
    route = getattr(scope.get("route"), "path", "(none)")
    method = scope["method"]
    REQUESTS.labels(route, method, status).inc()
    DURATION.labels(route, method).observe(seconds)
    span = trace.get_current_span()  # one that is not recorded takes no notice
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.route": route, "http.response.status_code": status})
    log.info("request", route=route, method=method, status=status, ms=round(seconds * 1000, 1))
