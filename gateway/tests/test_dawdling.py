"""Who takes for ever over a request's head loses the connection; who is merely idle keeps it."""

import asyncio

import pytest

from gateway import server
from gateway.tests.rig import OK, client, door, replying, upstream

GET = b"GET /v1/hazards HTTP/1.1\r\nHost: gateway\r\n\r\n"


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.3)


@pytest.mark.parametrize("start", [b"", b"G", b"GET /v1/hazards HTTP/1.1\r\n", GET[:-2]])
async def test_a_head_that_never_ends_is_not_waited_for(start: bytes) -> None:
    async with upstream(replying(OK)) as url, door(url) as port, client(port) as dawdler:
        await dawdler.send(start)
        seen = await dawdler.everything()

    assert seen == b""


async def test_a_header_now_and_then_buys_no_time() -> None:
    async def drip() -> None:
        while True:
            await dawdler.send(b"X-A: b\r\n")
            await asyncio.sleep(0.05)

    async with upstream(replying(OK)) as url, door(url) as port, client(port) as dawdler:
        await dawdler.send(GET[:-2])
        dripping = asyncio.ensure_future(drip())
        try:
            seen = await dawdler.everything()
        except ConnectionResetError:
            seen = b""
        dripping.cancel()
        await asyncio.gather(dripping, return_exceptions=True)

    assert seen == b""


async def test_the_second_head_on_a_connection_is_timed_like_the_first() -> None:
    async with upstream(replying(OK)) as url, door(url) as port, client(port) as dawdler:
        await dawdler.send(GET)
        first, _ = await dawdler.answer()
        await dawdler.send(GET[:20])
        rest = await dawdler.everything()

    assert first.startswith(b"HTTP/1.1 200")
    assert rest == b""


async def test_who_is_idle_between_requests_keeps_the_connection() -> None:
    async with upstream(replying(OK)) as url, door(url) as port, client(port) as patient:
        await patient.send(GET)
        await patient.answer()
        await asyncio.sleep(0.6)
        await patient.send(GET)
        second, _ = await patient.answer()

    assert second.startswith(b"HTTP/1.1 200")
