"""What the door refuses by itself, and what it must not let through about a sender of reports."""

import asyncio
import json
from typing import Any

import pytest
from gateway.limits import Limits
from gateway.proxy.notes import journal
from gateway.routing import Pace
from prometheus_client import generate_latest

from gateway.tests.rig import (
    OK,
    TOKEN,
    OneCaller,
    SomeoneKnown,
    ask,
    client,
    door,
    head,
    replying,
    upstream,
)

GET = b"GET /v1/hazards HTTP/1.1\r\nHost: gateway\r\n\r\n"
SENDER = (
    b"User-Agent: Mozilla/5.0 (somebody's phone)\r\nReferer: https://e.example/?me\r\n"
    b"Cookie: zhiben=" + TOKEN.encode() + b"\r\nX-Forwarded-For: 203.0.113.7\r\n"
    b"Accept-Language: fr-CA,fr;q=0.9,zh-TW;q=0.8,en;q=0.7\r\nSec-CH-UA-Model: x\r\nDNT: 1\r\n"
    b"Accept: text/html,image/avif;q=0.9\r\nTraceparent: 00-"
    + b"a" * 32
    + b"-"
    + b"b" * 16
    + b"-01\r\n"
    b"X-Anything-New: 1\r\nX-Zhiben-Confidential: 1\r\nSave-Data: on\r\nOrigin: null\r\n"
)


def read(answer: bytes) -> tuple[int, dict[str, Any]]:
    start, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in start
    return int(start.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (GET.replace(b"hazards", b"nothing-here"), 404, "no_such_route"),
        (GET.replace(b"hazards", b"hazardsX"), 404, "no_such_route"),
        (GET.replace(b"GET", b"PROPFIND"), 405, "method_not_allowed"),
        (GET.replace(b"GET", b"TRACE"), 405, "method_not_allowed"),
        (GET.replace(b"Host", b"Content-Encoding: gzip\r\nHost"), 415, "encoding_unsupported"),
        (GET.replace(b"Host", b"Authorization: Bearer nonsense\r\nHost"), 401, "token_expired"),
        (GET.replace(b"Host", b"Authorization: Basic eDp5\r\nHost"), 401, "token_expired"),
    ],
)
async def test_a_refusal_is_a_problem_document(
    request_bytes: bytes, status: int, code: str
) -> None:
    async with upstream(replying(OK)) as url, door(url) as port:
        found, document = read(await ask(port, request_bytes))

    assert (found, document["code"], document["status"]) == (status, code, status)
    assert document["type"] == f"/problems/{code}"


async def test_who_is_calling_cannot_be_told_while_the_database_is_away() -> None:
    class Forgetful(OneCaller):
        async def known(self, token: str) -> SomeoneKnown | None:
            raise ConnectionRefusedError(token)

    asked = GET.replace(b"Host", b"Authorization: Bearer somebody\r\nHost")
    async with upstream(replying(OK)) as url, door(url, callers=Forgetful()) as port:
        answer = await ask(port, asked)

    assert read(answer)[0] == 503
    assert read(answer)[1]["code"] == "store_unavailable"
    assert b"retry-after: 5" in answer


async def test_a_refusal_speaks_the_callers_language() -> None:
    english = GET.replace(b"hazards", b"nowhere").replace(b"Host", b"Accept-Language: en\r\nHost")

    async with upstream(replying(OK)) as url, door(url) as port:
        _, chinese = read(await ask(port, GET.replace(b"hazards", b"nowhere")))
        _, other = read(await ask(port, english))

    assert chinese["detail"] == "没有这个地址。"
    assert other["detail"] == "There is nothing at this address."


async def test_what_is_not_http_gets_a_problem_too() -> None:
    async with upstream(replying(OK)) as url, door(url) as port, client(port) as speaking:
        await speaking.send(b"\x16\x03\x01 hello\r\n\r\n")
        status, document = read(await speaking.everything())

    assert (status, document["code"]) == (400, "request_unclear")


async def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() -> None:
    forwarded: list[bytes] = []
    start = b"POST /v1/claims HTTP/1.1\r\nHost: g\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n"

    async with upstream(replying(OK, forwarded)) as url, door(url) as port, client(port) as c:
        await c.send(start)
        answer, body = await c.answer()

    assert answer.startswith(b"HTTP/1.1 413")
    assert json.loads(body)["code"] == "too_large"
    assert forwarded == []


async def test_a_chunked_body_is_counted_as_it_comes() -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    start = b"POST /v1/claims HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n"

    async with upstream(replying(OK)) as url, door(url) as port, client(port) as speaking:
        await speaking.send(start + chunk + chunk)
        answer, body = await speaking.answer()

    assert answer.startswith(b"HTTP/1.1 413")
    assert json.loads(body)["code"] == "too_large"


async def test_who_comes_too_often_is_told_when_to_come_back() -> None:
    limits = Limits(dict.fromkeys(Pace, 2))

    async with upstream(replying(OK)) as url, door(url, limits=limits) as port:
        first, second, third = [await ask(port, GET) for _ in range(3)]

    assert b'ratelimit-policy: "usual";q=2;w=60\r\n' in first
    assert b'ratelimit: "usual";r=1;t=' in first
    assert b'ratelimit: "usual";r=0;t=' in second
    status, document = read(third)
    assert (status, document["code"]) == (429, "rate_limited")
    assert b"retry-after: " in third


async def test_guessing_sessions_is_limited_too() -> None:
    limits = Limits(dict.fromkeys(Pace, 2))
    guess = GET.replace(b"Host", b"Authorization: Bearer guess\r\nHost")

    async with upstream(replying(OK)) as url, door(url, limits=limits) as port:
        statuses = [read(await ask(port, guess))[0] for _ in range(3)]

    assert statuses == [401, 401, 429]


async def test_senders_share_a_budget_that_needs_no_address() -> None:
    limits = Limits(dict.fromkeys(Pace, 1), senders_per_minute=2)
    report = b"POST /v1/reports HTTP/1.1\r\nHost: g\r\nContent-Length: 2\r\n\r\n{}"

    async with upstream(replying(OK)) as url, door(url, limits=limits) as port:
        answers = [await ask(port, report) for _ in range(3)]

    assert [a.split()[1] for a in answers] == [b"200", b"200", b"429"]
    assert b'"senders"' in answers[0]


@pytest.mark.parametrize(
    "path", [b"/v1/reports", b"/v1/receipts", b"/v1/report-uploads/1/2", b"/v1/claims"]
)
async def test_nothing_that_tells_a_sender_apart_reaches_the_service(path: bytes) -> None:
    forwarded: list[bytes] = []
    request = (
        b"POST " + path + b" HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
        b"Idempotency-Key: 0123456789abcdef\r\nContent-Length: 0\r\n" + SENDER + b"\r\n"
    )

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        answer = await ask(port, request)

    assert answer.startswith(b"HTTP/1.1 200")
    headers = dict(line.split(b": ", 1) for line in forwarded[0].split(b"\r\n")[1:] if line)
    assert headers.pop(b"host").startswith(b"127.0.0.1:")
    assert len(headers.pop(b"x-request-id")) == 32
    assert b"a" * 32 not in headers.pop(b"traceparent")
    assert headers == {
        b"content-type": b"application/json",
        b"content-length": b"0",
        b"idempotency-key": b"0123456789abcdef",
        b"accept-language": b"zh",
        b"accept": b"text/html",
    }


async def test_a_handlers_own_work_on_reports_is_still_his() -> None:
    forwarded: list[bytes] = []
    request = (
        b"POST /v1/reports/7/accept HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\nUser-Agent: x\r\n"
        b"X-Zhiben-Confidential: unlocked\r\nAccept: text/csv\r\nReferer: https://inside/\r\n"
        b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n"
    )

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        await ask(port, request)

    assert b"authorization: Bearer signed-inside" in forwarded[0]
    assert b"x-zhiben-confidential: unlocked" in forwarded[0]
    assert b"accept: text/csv" in forwarded[0]
    assert b"user-agent: x" not in forwarded[0]
    assert b"referer" not in forwarded[0]


async def test_the_log_names_the_route_and_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    request = (
        b"POST /v1/reports?q=secret-words HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n" + SENDER
    )

    journal.write()
    capsys.readouterr()
    async with upstream(replying(OK)) as url, door(url) as port:
        await ask(port, request + b"\r\n")
        await ask(port, GET)
    journal.write()

    said = capsys.readouterr().out
    reported, usual = [json.loads(line) for line in said.splitlines()]
    plain = {"event", "service", "level", "timestamp", "route", "method", "status", "ms"}
    assert set(reported) == plain
    assert reported["route"] == "/v1/reports"
    assert set(usual) == plain | {"request_id"}
    assert not any(word in said for word in ("127.0.0.1", "203.0.113", "secret-words", "Mozilla"))


async def test_metrics_hold_no_path_address_or_method_of_the_clients_making() -> None:
    async with upstream(replying(OK)) as url, door(url) as port:
        await ask(port, GET.replace(b"/v1/hazards", b"/v1/hazards/secret-id?q=secret-word"))
        await ask(port, GET.replace(b"GET", b"PROPFIND"))

    shown = generate_latest().decode()
    assert 'route="/v1/hazards",status="200"' in shown or 'route="/v1/hazards"' in shown
    assert "secret" not in shown
    assert "PROPFIND" not in shown


async def test_a_large_answer_flows_at_the_pace_of_a_slow_reader() -> None:
    written = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n")
        for _ in range(2000):
            writer.write(b"x" * 100_000)
            await writer.drain()
            written += 100_000

    async with upstream(pour) as url, door(url) as port, client(port) as speaking:
        await speaking.send(GET)
        await head(speaking.reader)
        await asyncio.sleep(0.5)
        held = written

    assert held < 30_000_000


async def test_a_service_may_stop_when_the_client_has_gone() -> None:
    stopped = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        await writer.drain()
        await reader.read(1)
        stopped.set()

    async with upstream(drip) as url, door(url) as port:
        async with client(port) as speaking:
            await speaking.send(GET)
            await head(speaking.reader)
            await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            await stopped.wait()


async def test_an_event_stream_is_passed_on_event_by_event() -> None:
    go_on = asyncio.Event()

    async def tell(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
        await writer.drain()
        await go_on.wait()
        writer.write(b"6\r\nsecond\r\n0\r\n\r\n")
        await writer.drain()

    async with upstream(tell) as url, door(url) as port, client(port) as speaking:
        await speaking.send(GET)
        async with asyncio.timeout(2):
            await speaking.reader.readuntil(b"first")
            go_on.set()
            await speaking.reader.readuntil(b"0\r\n\r\n")


async def test_a_large_body_reaches_the_service_as_it_comes_and_with_its_length() -> None:
    arrived = asyncio.Event()
    start: list[bytes] = []
    received = 0

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal received
        start.append(await head(reader))
        while received < 1_000_000:
            received += len(await reader.read(65536))
            arrived.set()
        writer.write(OK)
        await writer.drain()

    request = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: 1000000\r\n\r\n"
    async with upstream(swallow) as url, door(url) as port, client(port) as speaking:
        await speaking.send(request + b"x" * 300_000)
        async with asyncio.timeout(2):
            await arrived.wait()
        await speaking.send(b"x" * 700_000)
        answer, _ = await speaking.answer()

    assert answer.startswith(b"HTTP/1.1 200")
    assert received == 1_000_000
    assert b"content-length: 1000000\r\n" in start[0]
    assert b"transfer-encoding" not in start[0]


async def test_a_client_that_goes_away_while_sending_does_not_leave_half_a_request() -> None:
    bodies: list[int] = []
    ended = asyncio.Event()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        try:
            bodies.append(len(await reader.read(-1)))
        finally:
            ended.set()

    request = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: 1000000\r\n\r\n"
    async with upstream(swallow) as url, door(url) as port:
        async with client(port) as speaking:
            await speaking.send(request + b"x" * 300_000)
            await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            await ended.wait()

    assert not bodies or bodies[0] < 1_000_000


@pytest.mark.parametrize("said", ["", f"traceparent: 00-{'a' * 32}-{'b' * 16}-00\r\n"])
async def test_a_trace_is_recorded_whatever_the_caller_says(said: str) -> None:
    forwarded: list[bytes] = []

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        await ask(port, GET.replace(b"Host", said.encode() + b"Host"))

    [trace] = [line for line in forwarded[0].split(b"\r\n") if line.startswith(b"traceparent: ")]
    assert trace.endswith(b"-01")
    assert (b"a" * 32 in trace) == bool(said)
