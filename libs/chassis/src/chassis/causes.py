"""Which event is being handled now, so that what it leads to can say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from opentelemetry import context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.envelope import Envelope

_cause: ContextVar[Envelope | None] = ContextVar("cause", default=None)
_propagator = TraceContextTextMapPropagator()


@contextmanager
def caused_by(cause: Envelope) -> Iterator[None]:
    """Let every event emitted inside name this one as its cause and continue its trace."""
    before = _cause.set(cause)
    trace = context.attach(_propagator.extract({"traceparent": cause.traceparent or ""}))
    try:
        yield
    finally:
        context.detach(trace)
        _cause.reset(before)


def causation() -> dict[str, str]:
    """Name the event being handled, and the first one of its chain; nothing when there is none."""
    cause = _cause.get()
    if cause is None:
        return {}
    return {"causationid": str(cause.id), "correlationid": cause.correlationid or str(cause.id)}
