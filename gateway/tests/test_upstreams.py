"""What a service may say, and how it may end: the client behind the door believes only what is plain."""

import asyncio

import pytest
from gateway.upstreams import (
    Answer,
    Broken,
    Busy,
    Header,
    Patience,
    TooSlow,
    Unanswered,
    Unreachable,
    Upstream,
)
from gateway.upstreams.request import Request

from gateway.tests.rig import OK, Speak, head, replying, upstream

H = b"HTTP/1.1 200 OK\r\n"


def saying(*parts: bytes, stay: bool = True, seen: list[bytes] | None = None) -> Speak:
    """Answer each request with these pieces, one after another, each in a packet of its own."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            request = await head(reader)
            if seen is not None:
                seen.append(request)
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(0.01)
            if not stay:
                return

    return speak


async def whole(answer: Answer) -> bytes:
    body = b""
    while (part := await answer.read()) is not None:
        body += part
    return body


async def get(
    behind: Upstream, method: str = "GET", headers: list[Header] | None = None
) -> tuple[int, list[Header], bytes]:
    async with behind.ask(method, "/x", headers or []) as answer:
        return answer.status, answer.headers, await whole(answer)


def impatient(**more: float) -> Patience:
    return Patience(answer=0.4, connect=1, queue=0.1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", id="both"),
        pytest.param(b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n", id="both-2"),
        pytest.param(b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", id="two-lengths"),
        pytest.param(b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", id="twice-the-same"),
        pytest.param(b"Content-Length: +3\r\n\r\nabc", id="signed"),
        pytest.param(b"Content-Length: 3,3\r\n\r\nabc", id="list"),
        pytest.param(b"Content-Length : 3\r\n\r\nabc", id="space-before-colon"),
        pytest.param(b"Transfer-Encoding: gzip\r\n\r\nabc", id="gzip"),
        pytest.param(b"Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", id="gzip-chunked"),
        pytest.param(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", id="twice-chunked"),
        pytest.param(b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", id="xchunked"),
        pytest.param(b"X-A: a\r\n b\r\nContent-Length: 3\r\n\r\nabc", id="folded"),
        pytest.param(b"Content-Length: 1\r\n\t0\r\n\r\n0123456789", id="folded-length"),
        pytest.param(b"X-A: a\rX-B: b\r\nContent-Length: 3\r\n\r\nabc", id="lonely-cr"),
        pytest.param(b"X-A: a\nX-B: b\r\nContent-Length: 3\r\n\r\nabc", id="lonely-lf"),
        pytest.param(b"X-A: a\0b\r\nContent-Length: 3\r\n\r\nabc", id="nul"),
        pytest.param(b"X\x01A: a\r\nContent-Length: 3\r\n\r\nabc", id="control-in-name"),
        pytest.param(b"\r\nabc", id="end-unknown"),
        pytest.param(b"X-A: " + b"a" * 70_000 + b"\r\nContent-Length: 3\r\n\r\nabc", id="huge-value"),
        pytest.param(b"X-A: a\r\n" * 300 + b"Content-Length: 3\r\n\r\nabc", id="many-headers"),
        pytest.param(b"X-A: " + b"a" * 400_000, id="endless-head"),
    ],
)  # fmt: skip
async def test_an_answer_that_could_be_read_in_two_ways_is_none(answer: bytes) -> None:
    async with upstream(saying(H + answer)) as url:
        behind = Upstream(url, impatient())

        with pytest.raises(Unanswered):
            await get(behind)

        await behind.close()


@pytest.mark.parametrize("where", ["name", "value"])
async def test_no_control_character_comes_through_in_a_header(where: str) -> None:
    passed = []
    current = b""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        name = b"x-a" + current if where == "name" else b"x-a"
        value = b"a" + current + b"b" if where == "value" else b"a"
        writer.write(H + name + b": " + value + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with upstream(speak) as url:
        behind = Upstream(url, impatient(failures=1000))
        for number in (*range(32), 127):
            current = bytes([number])
            try:
                await get(behind)
            except Unanswered:
                continue
            passed.append(number)
        await behind.close()

    assert passed == ([9] if where == "value" else [])


@pytest.mark.parametrize("early", [b"100 Continue", b"102 Processing", b"103 Early Hints"])
async def test_what_comes_before_the_answer_is_not_taken_for_it(early: bytes) -> None:
    before = b"HTTP/1.1 " + early + b"\r\nLink: </x>\r\n\r\n"

    async with upstream(saying(before, before + OK)) as url:
        behind = Upstream(url, impatient())
        answers = [await get(behind) for _ in range(2)]
        await behind.close()

    for status, headers, body in answers:
        assert (status, body) == (200, b"{}")
        assert b"link" not in dict(headers)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\nX-A: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n" * 5000,
        b"HTTP/2 200\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 99 Low\r\n\r\n",
    ],
)
async def test_what_is_no_answer_is_a_failure(answer: bytes) -> None:
    async with upstream(saying(answer)) as url:
        behind = Upstream(url, impatient())

        with pytest.raises(Unanswered):
            await get(behind)

        await behind.close()


async def test_the_head_may_come_a_byte_at_a_time() -> None:
    pieces = [OK[i : i + 1] for i in range(len(OK))]

    async with upstream(saying(*pieces)) as url:
        behind = Upstream(url, Patience())
        status, headers, body = await get(behind)
        await behind.close()

    assert (status, body) == (200, b"{}")
    assert headers == [(b"content-type", b"application/json"), (b"content-length", b"2")]


async def test_after_head_the_same_connection_serves_the_next() -> None:
    connections = 0

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while True:
            request = await head(reader)
            writer.write(
                H + b"Content-Length: 2\r\n\r\n" + (b"" if request[:4] == b"HEAD" else b"{}")
            )

    async with upstream(speak) as url:
        behind = Upstream(url, impatient())
        answers = [(await get(behind, method))[::2] for method in ("HEAD", "GET", "HEAD", "GET")]
        await behind.close()

    assert answers == [(200, b""), (200, b"{}")] * 2
    assert connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", id="two-at-once"),
        pytest.param(OK + b"rubbish", id="too-long"),
        pytest.param(b"HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil", id="204"),
        pytest.param(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n", id="304"),
        pytest.param(H + b"Connection: close\r\nContent-Length: 0\r\n\r\n", id="close"),
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", id="1.0"),
    ],
)
async def test_a_connection_that_may_be_out_of_step_is_not_used_again(answer: bytes) -> None:
    connections = 0

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await saying(answer if connections == 1 else OK)(reader, writer)

    async with upstream(speak) as url:
        behind = Upstream(url, impatient())
        await get(behind)
        await asyncio.sleep(0.02)
        second = await get(behind)
        await behind.close()

    assert second[2] == b"{}"
    assert connections == 2


async def test_what_nobody_asked_for_ends_an_idle_connection() -> None:
    async def push(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(OK)
        await asyncio.sleep(0.05)
        writer.write(H + b"Content-Length: 4\r\n\r\nevil")
        await reader.read(1)

    async with upstream(push) as url:
        behind = Upstream(url, impatient())
        first = await get(behind)
        await asyncio.sleep(0.15)
        second = await get(behind)
        await behind.close()

    assert (first[2], second[2]) == (b"{}", b"{}")


async def test_an_answer_that_was_left_half_read_takes_its_connection_with_it() -> None:
    answer = H + b"Content-Length: 1000000\r\n\r\n" + b"x" * 1000

    async with upstream(saying(answer)) as url:
        behind = Upstream(url, impatient())
        async with behind.ask("GET", "/x", []) as begun:
            first = begun.status
        async with behind.ask("GET", "/x", []) as begun:
            second = await begun.read()
        await behind.close()

    assert first == 200
    assert second == b"x" * 1000


async def test_a_half_answered_request_is_not_asked_again() -> None:
    seen: list[bytes] = []

    async with upstream(saying(b"HTTP/1.1 20", stay=False, seen=seen)) as url:
        behind = Upstream(url, impatient())

        with pytest.raises(Unanswered):
            await get(behind)

        await behind.close()

    assert len(seen) == 1


async def test_a_slow_service_is_asked_once_and_a_drop_now_and_then_is_progress() -> None:
    seen: list[bytes] = []
    drops = [H + b"Content-Length: 5\r\n\r\n", *[b"x"] * 5]

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head(reader))
        if len(seen) == 1:
            await reader.read(1)
        for drop in drops:
            writer.write(drop)
            await asyncio.sleep(0.2)

    async with upstream(drip) as url:
        behind = Upstream(url, impatient())
        with pytest.raises(TooSlow):
            await get(behind)
        answer = await get(behind)
        await behind.close()

    assert len(seen) == 2
    assert answer[2] == b"xxxxx"


async def test_a_body_that_stalls_is_broken() -> None:
    async with upstream(saying(H + b"Content-Length: 5\r\n\r\nab")) as url:
        behind = Upstream(url, impatient())

        with pytest.raises(Broken):
            await get(behind)

        await behind.close()


async def test_places_go_round_in_the_order_of_coming_and_none_is_lost() -> None:
    async with upstream(replying(OK)) as url:
        behind = Upstream(url, Patience(at_once=2, queue=5))
        answers = await asyncio.gather(*(get(behind) for _ in range(50)))
        hasty = [asyncio.ensure_future(get(behind)) for _ in range(20)]
        await asyncio.sleep(0)
        for asking in hasty:
            asking.cancel()
        await asyncio.gather(*hasty, return_exceptions=True)
        after = await asyncio.gather(*(get(behind) for _ in range(10)))
        await behind.close()

    assert all(body == b"{}" for _, _, body in (*answers, *after))


async def test_who_waits_too_long_for_a_place_is_told_and_leaves_none_behind() -> None:
    async with upstream(saying(b"")) as url:
        behind = Upstream(url, Patience(at_once=1, queue=0.05, answer=0.6))
        slow = asyncio.ensure_future(get(behind))
        await asyncio.sleep(0.02)
        with pytest.raises(Busy):
            await get(behind)
        with pytest.raises(TooSlow):
            await slow
        with pytest.raises(TooSlow):
            await get(behind)
        await behind.close()


async def test_nobody_there_is_unreachable() -> None:
    async with upstream(replying(OK)) as url:
        pass
    behind = Upstream(url, impatient())

    with pytest.raises(Unreachable):
        await get(behind)

    await behind.close()


@pytest.mark.parametrize(
    ("target", "header"),
    [
        ("/x y", (b"a", b"b")),
        ("/x\r\nX-A: b", (b"a", b"b")),
        ("/x", (b"a", b"b\r\nx-user: 1")),
        ("/x", (b"a", b"b\nx-user: 1")),
        ("/x", (b"a", b"b\rx-user: 1")),
        ("/x", (b"a\r\nb", b"c")),
        ("/x", (b"a", b"b\0c")),
    ],
)
def test_nothing_is_written_that_would_be_read_as_something_else(
    target: str, header: Header
) -> None:
    with pytest.raises(ValueError, match="something else"):
        Request("GET", target, [header]).written(b"h")
