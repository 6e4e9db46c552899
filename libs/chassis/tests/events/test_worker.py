"""A whole worker process: everything it runs, what it shows, how it stops."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from chassis import faults
from chassis.db import Session
from chassis.events import parse, run
from chassis.handlers import Handlers
from chassis.nats_port import Port, Unavailable
from chassis.pulse import Pulse
from chassis.settings import Settings
from chassis.sweeps import Sweeps
from chassis.worker import work
from httpx import AsyncClient, TransportError
from pydantic import SecretStr

from .world import World, eventually, things

Served = tuple[Pulse, AsyncClient]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def settings(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nats_url: str
) -> Settings:
    """The publisher's settings; it listens to its own stream, which no rule forbids."""
    monkeypatch.setattr("chassis.streams.STREAMS", (world.stream,))
    return Settings(
        service_name="test_publisher",
        database_url=SecretStr(world.urls[0]),
        nats_url=nats_url,
        http_port=free_port(),
        data_dir=tmp_path,
        secrets_dir=tmp_path,
        city="quanzhou",
    )


@asynccontextmanager
async def working(
    world: World, settings: Settings, handlers: Handlers, sweeps: Sweeps
) -> AsyncIterator[Served]:
    pulse = Pulse()
    running = asyncio.create_task(
        work(settings, handlers, sweeps, sessions=world.publisher, pulse=pulse)
    )
    async with AsyncClient(base_url=f"http://127.0.0.1:{settings.http_port}") as client:
        try:
            yield pulse, client
        finally:
            pulse.stop()
            await asyncio.wait_for(running, 10)


async def is_ready(client: AsyncClient) -> bool:
    try:
        return (await client.get("/readyz")).status_code == 200
    except TransportError:  # it is not listening yet
        return False


async def test_a_worker_relays_consumes_sweeps_answers_and_stops(
    world: World, settings: Settings
) -> None:
    sweeps, swept = Sweeps(), []

    @sweeps.every(minutes=1)
    async def sweep_up(tx: Session, at: datetime) -> None:
        swept.append(at)

    async with working(world, settings, world.handlers, sweeps) as (pulse, client):
        await eventually(lambda: is_ready(client))
        await world.happen(things(3), steps=2)

        async def is_done() -> bool:
            return await world.count(0, "effect") == 6 and bool(swept)

        await eventually(is_done)
        metrics = (await client.get("/metrics")).text
        alive = await client.get("/livez")
        unknown = await client.get("/nothing")

    assert (alive.status_code, alive.text, unknown.status_code) == (200, "ok\n", 404)
    for name in ("outbox_published_total", "outbox_pending_events", "inbox_messages_total"):
        assert name in metrics
    assert f'consumer_active{{consumer="{world.stream.consumer("test_publisher")}"}} 1.0' in metrics
    assert pulse.stopping
    [row] = await world.fetch(0, "SELECT source FROM store_epoch")
    assert row["source"] == "/cn/quanzhou/test-publisher"


async def test_a_stopped_worker_finishes_its_batch_and_leaves_nothing_in_hand(
    world: World, settings: Settings
) -> None:
    slow, begun = Handlers(), asyncio.Event()

    @slow.on(world.event)
    async def take_time(event: object, tx: Session) -> None:
        begun.set()
        await asyncio.sleep(0.02)
        await world.note(event, tx)  # type: ignore[arg-type]

    await world.happen(things(20))
    async with world.running(world.relay):
        await eventually(world.is_published)
    async with working(world, settings, slow, Sweeps()):
        await asyncio.wait_for(begun.wait(), 10)

    name = world.stream.consumer("test_publisher")
    done = await world.count(0, "effect")
    assert done > 0
    assert await world.count(0, "inbox_message") == done
    assert await world.port.lag(world.stream, name) == 20 - done


async def test_a_loop_that_hangs_makes_the_worker_unhealthy(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.pulse.STALE", 2.5)
    monkeypatch.setattr("chassis.faults.SLEEP", 4)
    faults.plan("consumer.before_commit:sleep")
    await world.happen(things(1))

    async with working(world, settings, world.handlers, Sweeps()) as (_, client):
        await eventually(lambda: is_ready(client))

        async def is_stuck() -> bool:
            return (await client.get("/livez")).status_code == 503

        await eventually(is_stuck)
        assert world.stream.consumer("test_publisher") in (await client.get("/livez")).text


async def test_a_worker_that_nats_refuses_ends_with_an_error(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def open_and_lose(port: Port, *_: object, **__: object) -> None:
        port.closed.set()

    monkeypatch.setattr(Port, "open", open_and_lose)
    with pytest.raises(ExceptionGroup) as raised:
        async with working(world, settings, world.handlers, Sweeps()):
            await asyncio.sleep(0.5)
    assert raised.group_contains(Unavailable)


async def test_the_command_line_shows_replays_and_rebuilds(
    world: World, settings: Settings
) -> None:
    known = things(3)
    await world.happen(known, steps=2)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(6))
        await eventually(world.is_published)
    name = world.stream.consumer("reader")

    shown = await run(parse(["status"]), settings)
    replayed = await run(parse(["replay", "--consumer", name]), settings)
    rebuilt = await run(parse(["rebuild"]), settings)
    async with world.running(world.relay):
        await eventually(world.is_published)

    assert "events=6  pending=0" in shown
    assert replayed == f"6 events sent to {name}"
    assert rebuilt == f"{world.stream.name} is empty; the relay publishes 6 events again"
    assert (await world.port.ensure_stream(world.stream)).last == 6
