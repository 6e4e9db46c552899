"""The door between rude clients and rude services: every fault here has broken somebody's proxy."""

import asyncio
import json

import pytest
from gateway.upstreams import Patience

from gateway.tests.rig import OK, TOKEN, ask, client, door, head, replying, upstream

GET = b"GET /v1/hazards HTTP/1.1\r\nHost: gateway\r\n\r\n"


def problem(answer: bytes) -> tuple[int, str]:
    start, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in start
    document = json.loads(body)
    assert document["status"] == int(start.split()[1])
    return document["status"], document["code"]


async def test_an_answer_passes_with_its_status_headers_and_body() -> None:
    answer = b'HTTP/1.1 201 Created\r\nETag: "1"\r\nContent-Length: 3\r\n\r\nabc'

    async with upstream(replying(answer)) as url, door(url) as port:
        seen = await ask(port, GET)

    assert seen.startswith(b"HTTP/1.1 201 Created\r\n")
    assert b'etag: "1"\r\n' in seen
    assert seen.endswith(b"\r\n\r\nabc")


async def test_the_answer_to_head_has_a_length_and_no_body() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"

    async with upstream(replying(answer)) as url, door(url) as port:
        seen = await ask(port, GET.replace(b"GET", b"HEAD"))

    assert b"content-length: 500\r\n" in seen
    assert seen.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
async def test_an_answer_that_has_no_body_gets_none(status: bytes) -> None:
    answer = b"HTTP/1.1 " + status + b"\r\nContent-Length: 500\r\n\r\n"

    async with upstream(replying(answer)) as url, door(url) as port, client(port) as speaking:
        await speaking.send(GET)
        start, body = await speaking.answer()
        await speaking.send(GET)
        again, _ = await speaking.answer()

    assert start.startswith(b"HTTP/1.1 " + status)
    assert again.startswith(b"HTTP/1.1 " + status)
    assert body == b""
    assert b"content-length" not in start
    assert b"transfer-encoding" not in start


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        b"Content-Length: 3\r\nContent-Length: 4\r\n",
        b"Content-Length: +3\r\n",
        b"Content-Length: 3, 3\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Content-Length: 3\r\n Transfer-Encoding: chunked\r\n",
    ],
)
async def test_a_body_whose_end_is_doubtful_is_refused_and_never_forwarded(headers: bytes) -> None:
    forwarded: list[bytes] = []
    request = b"POST /v1/hazards HTTP/1.1\r\nHost: gateway\r\n" + headers + b"\r\n0\r\n\r\nGET /x"

    async with (
        upstream(replying(OK, forwarded)) as url,
        door(url) as port,
        client(port) as speaking,
    ):
        await speaking.send(request)
        seen = await speaking.everything()

    assert problem(seen)[0] == 400
    assert forwarded == []


@pytest.mark.parametrize("smuggled", [b"a\rX-User-Id: 1", b"a\nX-User-Id: 1", b"a\x00b", b"a\x07b"])
async def test_a_header_cannot_smuggle_another_one(smuggled: bytes) -> None:
    forwarded: list[bytes] = []
    request = b"GET /v1/hazards HTTP/1.1\r\nHost: gateway\r\nX-Note: " + smuggled + b"\r\n\r\n"

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        seen = await ask(port, request)

    assert seen.startswith(b"HTTP/1.1 400") or all(b"x-user-id" not in f.lower() for f in forwarded)
    assert all(b"\x00" not in f and b"\x07" not in f for f in forwarded)


async def test_a_service_cannot_inject_a_header_either() -> None:
    answer = b"HTTP/1.1 200 OK\r\nX-Note: a\rSet-Cookie: x=1\r\nContent-Length: 0\r\n\r\n"

    async with upstream(replying(answer)) as url, door(url) as port:
        seen = await ask(port, GET)

    assert b"set-cookie" not in seen.lower()


@pytest.mark.parametrize(
    "path",
    [
        b"/v1/hazards/../reports",
        b"/v1/hazards/%2e%2e/reports",
        b"/v1/hazards/%2E./reports",
        b"/v1//hazards",
        b"/v1/hazards%2f..%2freports",
        b"/v1/hazards\\..\\reports",
        b"/v1/hazards/a%00b",
        b"/v1/hazards/%zz",
        b"/v1/hazards/a|b",
    ],
)
async def test_a_path_that_could_be_read_in_two_ways_is_refused(path: bytes) -> None:
    forwarded: list[bytes] = []

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        seen = await ask(port, GET.replace(b"/v1/hazards", path))

    assert seen.startswith(b"HTTP/1.1 400")
    assert forwarded == []


async def test_path_and_query_reach_the_service_byte_for_byte() -> None:
    forwarded: list[bytes] = []
    target = b"/v1/hazards/a%20b;c=1,2?q=%E5%AE%89&x=a+b&y=%2F..%2F&z="

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        await ask(port, GET.replace(b"/v1/hazards", target))

    assert forwarded[0].startswith(b"GET " + target + b" HTTP/1.1\r\n")


async def test_a_rewritten_path_is_rewritten_back_where_the_service_names_a_place() -> None:
    forwarded: list[bytes] = []
    answer = b"HTTP/1.1 201 Created\r\nLocation: /v1/attachments/7\r\nContent-Length: 0\r\n\r\n"
    request = GET.replace(b"/v1/hazards", b"/v1/enforcement/attachments?kind=photo")

    async with upstream(replying(answer, forwarded)) as url, door(url) as port:
        seen = await ask(port, request)

    assert forwarded[0].startswith(b"GET /v1/attachments?kind=photo HTTP/1.1\r\n")
    assert b"location: /v1/enforcement/attachments/7\r\n" in seen


async def test_an_answer_that_comes_before_the_body_was_sent_is_passed_on_at_once() -> None:
    async def refuse_early(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        await writer.drain()
        await reader.read(-1)

    start = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: 1000000\r\n\r\n"
    async with upstream(refuse_early) as url, door(url) as port, client(port) as speaking:
        await speaking.send(start + b"x" * 70_000)
        answer, body = await speaking.answer()

    assert answer.startswith(b"HTTP/1.1 403")
    assert body == b"no"


async def test_a_connection_goes_on_in_step_after_an_early_answer() -> None:
    async def refuse_early(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        await writer.drain()
        await reader.read(-1)

    body = b"GET /v1/units HTTP/1.1\r\nHost: g\r\n\r\n" * 3000
    start = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with upstream(refuse_early) as url, door(url) as port, client(port) as speaking:
        await speaking.send(start + body[:70_000])
        first, _ = await speaking.answer()
        await speaking.send(body[70_000:] + GET.replace(b"hazards", b"nowhere"))
        second, _ = await speaking.answer()

    assert first.startswith(b"HTTP/1.1 403")
    assert second.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
    ],
)
async def test_an_answer_that_breaks_off_is_not_made_to_look_whole(answer: bytes) -> None:
    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(answer)
        await writer.drain()
        await asyncio.sleep(0.05)

    async with upstream(break_off) as url, door(url) as port, client(port) as speaking:
        await speaking.send(GET)
        seen = await speaking.everything()

    assert seen.startswith(b"HTTP/1.1 200 OK")
    assert not seen.endswith(b"0\r\n\r\n")
    if b"content-length: 10" in seen:
        assert seen.endswith(b"\r\n\r\nabc")


async def test_the_connection_of_a_broken_answer_is_closed() -> None:
    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        await writer.drain()

    async with upstream(break_off) as url, door(url) as port, client(port) as speaking:
        await speaking.send(GET + GET)
        seen = await speaking.everything()

    assert seen.count(b"HTTP/1.1") == 1


def closing_the_second_time(seen: list[bytes]) -> object:
    """Answer the first request of a connection; close at the second without a word."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head(reader))
        writer.write(OK)
        await writer.drain()
        seen.append(await head(reader))

    return speak


async def test_a_stale_connection_is_not_the_clients_concern() -> None:
    seen: list[bytes] = []

    async with upstream(closing_the_second_time(seen)) as url, door(url) as port:  # type: ignore[arg-type]
        answers = [await ask(port, GET) for _ in range(4)]

    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)


async def test_a_post_that_was_not_answered_is_not_sent_again() -> None:
    seen: list[bytes] = []
    post = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: 2\r\n\r\n{}"

    async def no_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head(reader))

    async with upstream(no_answer) as url, door(url) as port:
        answer = await ask(port, post)

    assert problem(answer) == (502, "upstream_unreachable")
    assert len(seen) == 1


async def test_a_post_under_a_key_is_sent_again_once() -> None:
    seen: list[bytes] = []
    post = (
        b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nIdempotency-Key: 0123456789abcdef\r\n"
        b"Content-Length: 2\r\n\r\n{}"
    )

    async def no_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head(reader))

    async with upstream(no_answer) as url, door(url) as port:
        answer = await ask(port, post)

    assert problem(answer) == (502, "upstream_unreachable")
    assert len(seen) == 2


async def test_when_a_service_has_its_hands_full_the_next_is_told_when_to_come() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        await reader.read(1)

    patience = Patience(at_once=1, queue=0.05, answer=2)
    async with upstream(hold) as url, door(url, patience=patience) as port, client(port) as first:
        await first.send(GET)
        await asyncio.sleep(0.1)
        answer = await ask(port, GET)

    assert problem(answer) == (503, "upstream_busy")
    assert b"retry-after: 1\r\n" in answer


async def test_a_service_that_is_too_slow_is_a_problem_in_the_callers_language() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        await reader.read(1)

    english = GET.replace(b"Host", b"Accept-Language: en-GB,zh\r\nHost")
    async with upstream(hold) as url, door(url, patience=Patience(answer=0.2)) as port:
        answer = await ask(port, english)

    assert problem(answer) == (504, "upstream_slow")
    assert b"did not answer in time" in answer


async def test_a_service_that_is_down_is_left_in_peace_for_a_while() -> None:
    patience = Patience(failures=2, pause=0.3)
    async with upstream(replying(OK)) as gone:
        pass
    async with door(gone, patience=patience) as port:
        answers = [problem(await ask(port, GET)) for _ in range(3)]

    assert answers == [(503, "upstream_busy")] * 3


async def test_the_first_request_after_the_pause_finds_that_the_service_is_back() -> None:
    working = False

    async def sometimes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        if working:
            writer.write(OK)
            await writer.drain()

    post = b"POST /v1/hazards HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n\r\n"
    patience = Patience(failures=2, pause=0.2)
    async with upstream(sometimes) as url, door(url, patience=patience) as port:
        failing = [problem(await ask(port, post))[0] for _ in range(3)]
        working = True
        await asyncio.sleep(0.25)
        back = [(await ask(port, post)).split()[1] for _ in range(2)]

    assert failing == [502, 502, 503]
    assert back == [b"200", b"200"]


async def test_a_client_cannot_say_who_it_is() -> None:
    forwarded: list[bytes] = []
    lies = (
        b"X-User-Id: 1\r\nX-User: boss\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n"
        b"X-Caller-Roles: leader\r\nX-Roles: leader\r\nX_User_Id: 1\r\nX-Real-IP: 1.2.3.4\r\n"
        b"Cookie: a=b\r\nX-Request-Id: mine\r\nX-HTTP-Method-Override: DELETE\r\n"
    )

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        await ask(port, GET.replace(b"Host", lies + b"Host"))

    names = {line.split(b":")[0] for line in forwarded[0].split(b"\r\n")[1:] if line}
    assert names == {b"x-request-id", b"traceparent", b"host"}
    assert b"mine" not in forwarded[0]


async def test_a_token_made_for_the_inside_opens_nothing_from_outside() -> None:
    forwarded: list[bytes] = []
    request = GET.replace(b"Host", b"Authorization: Bearer eyJhbGciOiJFZDI1NTE5In0.e30.x\r\nHost")

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        answer = await ask(port, request)

    assert problem(answer) == (401, "token_expired")
    assert forwarded == []


async def test_a_session_is_exchanged_for_a_token_of_the_inside() -> None:
    forwarded: list[bytes] = []
    request = GET.replace(b"Host", b"Authorization: Bearer " + TOKEN.encode() + b"\r\nHost")

    async with upstream(replying(OK, forwarded)) as url, door(url) as port:
        await ask(port, request)

    assert forwarded[0].count(b"authorization:") == 1
    assert b"authorization: Bearer signed-inside\r\n" in forwarded[0]
    assert TOKEN.encode() not in forwarded[0]


async def test_headers_about_one_connection_stay_on_it() -> None:
    forwarded: list[bytes] = []
    answer = (
        b"HTTP/1.1 200 OK\r\nConnection: X-Secret\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\n"
        b"Proxy-Authenticate: Basic\r\nServer: inside\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    )
    request = (
        b"GET /v1/hazards HTTP/1.1\r\nHost: g\r\nConnection: X-Mine, close\r\nX-Mine: 1\r\n"
        b"TE: trailers\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\nProxy-Authorization: x\r\n\r\n"
    )

    async with upstream(replying(answer, forwarded)) as url, door(url) as port, client(port) as c:
        await c.send(request)
        seen = (await c.everything()).lower()

    for name in (b"x-mine", b"te:", b"upgrade", b"http2-settings", b"proxy-auth", b"connection"):
        assert name not in forwarded[0]
    for name in (b"x-secret", b"keep-alive", b"proxy-auth", b"server:", b"set-cookie"):
        assert name not in seen
