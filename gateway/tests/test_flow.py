"""Large bodies in flat memory, and nobody slowed down by somebody else's slowness."""

import asyncio
import resource
from collections.abc import Awaitable
from pathlib import Path

import pytest
from gateway.upstreams import Patience

from gateway.tests.rig import OK, TOKEN, Client, ask, client, door, head, upstream

SIZE = 100 * 1024 * 1024
PART = b"x" * 65536
GET = b"GET /v1/hazards HTTP/1.1\r\nHost: gateway\r\n\r\n"
UNITS = GET.replace(b"hazards", b"units")


def resident() -> int:
    """Bytes of memory this process holds: door, client and service are all in it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


async def growing_by(moving: Awaitable[int]) -> tuple[int, int]:
    """Return what was moved, and by how much memory grew at most meanwhile."""
    before, most = resident(), 0
    task = asyncio.ensure_future(moving)
    while not task.done():
        most = max(most, resident() - before)
        await asyncio.wait([task], timeout=0.02)
    return await task, most


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await head(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE)
    for _ in range(SIZE // len(PART)):
        writer.write(PART)
        await writer.drain()


async def drink(speaking: Client) -> int:
    await speaking.send(GET)
    await head(speaking.reader)
    received = 0
    while received < SIZE:
        received += len(await speaking.reader.read(1 << 20))
    return received


async def test_a_hundred_megabytes_come_down_in_flat_memory() -> None:
    async with upstream(pour) as url, door(url) as port, client(port) as speaking:
        received, grown = await growing_by(drink(speaking))

    assert received == SIZE
    assert grown < 16 * 1024 * 1024


@pytest.mark.parametrize("framing", ["length", "chunks"])
async def test_a_hundred_megabytes_go_up_in_flat_memory(framing: str) -> None:
    received, chunked = 0, framing == "chunks"

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal received
        await head(reader)
        last = b""
        while not (last.endswith(b"0\r\n\r\n") if chunked else received >= SIZE):
            last = await reader.read(1 << 20)
            received += len(last)
        writer.write(OK)
        await writer.drain()

    async def send(speaking: Client) -> int:
        how = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % SIZE
        path = (
            b"POST /v1/attachments HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + TOKEN.encode()
        )
        await speaking.send(path + b"\r\n" + how + b"\r\n\r\n")
        part = b"10000\r\n" + PART + b"\r\n" if chunked else PART
        for _ in range(SIZE // len(PART)):
            await speaking.send(part)
        if chunked:
            await speaking.send(b"0\r\n\r\n")
        answer, _ = await speaking.answer()
        assert answer.startswith(b"HTTP/1.1 200")
        return received

    async with upstream(swallow) as url, door(url) as port, client(port) as speaking:
        moved, grown = await growing_by(send(speaking))

    assert moved >= SIZE
    assert grown < 16 * 1024 * 1024


async def test_a_service_that_does_not_read_holds_its_sender_and_nobody_else() -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (await head(reader)).startswith(b"GET"):
            writer.write(OK)
            await writer.drain()
        await asyncio.sleep(60)

    sent = 0

    async def pour_in(speaking: Client) -> None:
        nonlocal sent
        await speaking.send(b"POST /v1/attachments HTTP/1.1\r\nHost: g\r\n")
        await speaking.send(b"Content-Length: %d\r\n\r\n" % SIZE)
        while True:
            await speaking.send(PART)
            sent += len(PART)

    async with upstream(deaf) as url, door(url) as port, client(port) as speaking:
        pouring = asyncio.ensure_future(pour_in(speaking))
        await asyncio.sleep(0.5)
        held = sent
        answers = [await ask(port, GET) for _ in range(5)]
        pouring.cancel()

    assert held < 32 * 1024 * 1024
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)


async def test_slow_services_and_slow_clients_cost_others_nothing() -> None:
    async def slow_or_large(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            start = await head(reader)
            if b"slow" in start:
                await reader.read(1)
            if b"large" in start:
                await pour(reader, writer)
            writer.write(OK)
            await writer.drain()

    async def stuck(port: int, what: bytes) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(GET.replace(b"hazards", b"hazards?" + what))
        try:
            await asyncio.sleep(60)
        finally:
            writer.transport.abort()

    patience = Patience(at_once=200)
    async with upstream(slow_or_large) as url, door(url, patience=patience) as port:
        wanted = [b"slow"] * 60 + [b"large"] * 20
        waiting = [asyncio.ensure_future(stuck(port, what)) for what in wanted]
        await asyncio.sleep(0.3)
        answers = [await ask(port, UNITS) for _ in range(50)]
        still_stuck = [not task.done() for task in waiting]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
    assert all(still_stuck)
