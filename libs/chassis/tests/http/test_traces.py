"""What a span tells of a request: the route's template and the outcome, never the path."""

from uuid import uuid4

import pytest
from chassis.telemetry import Observed
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

TRACE, PARENT = "a" * 32, "b" * 16


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr("chassis.telemetry.trace.get_tracer", provider.get_tracer)
    return kept


async def traced(spans: InMemorySpanExporter, path: str, *, flags: str) -> list[ReadableSpan]:
    app = FastAPI()

    @app.get("/notes/{note}/words")
    async def words(note: str) -> str:
        if note == "bad":
            raise ValueError(note)
        return note

    headers = {"traceparent": f"00-{TRACE}-{PARENT}-{flags}"}
    transport = ASGITransport(Observed(app, traced=True), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        await client.get(path, headers=headers)
    return list(spans.get_finished_spans())


async def test_a_span_is_named_by_the_route_and_holds_nothing_of_the_path(
    spans: InMemorySpanExporter,
) -> None:
    note = str(uuid4())

    [span] = await traced(spans, f"/notes/{note}/words?about=someone", flags="01")

    assert span.name == "GET /notes/{note}/words"
    assert dict(span.attributes or {}) == {
        "http.route": "/notes/{note}/words",
        "http.response.status_code": 200,
    }
    assert f"{span.context.trace_id:032x}" == TRACE
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == PARENT


async def test_a_span_of_a_failure_holds_the_status_and_not_the_error(
    spans: InMemorySpanExporter,
) -> None:
    [span] = await traced(spans, "/notes/bad/words", flags="01")

    assert (span.attributes or {})["http.response.status_code"] == 500
    assert span.events == ()
    assert span.status.description is None


async def test_what_whoever_asked_does_not_record_is_not_recorded(
    spans: InMemorySpanExporter,
) -> None:
    assert await traced(spans, "/notes/good/words", flags="00") == []
