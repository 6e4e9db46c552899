"""News arrives once each, in order, whatever crashes on the way."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from chassis import faults
from chassis.nats_port import Port
from chassis.outbox import emit
from contracts.event import Event

from .world import World, eventually, in_order, things

RECOVERY = 4.0  # seconds; well below those that JetStream waits for a dead reader's acknowledgement


async def test_news_reaches_the_reader_in_order(world: World) -> None:
    known = things(20)
    await world.happen(known, steps=10)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(200))

    assert in_order(await world.effects(), known, steps=10)
    assert await world.is_published()


async def test_two_relays_keep_the_order_of_each_thing(world: World) -> None:
    known = things(30)

    async with world.running(world.relay, world.relay, world.consumer):
        await asyncio.gather(*(world.happen(known[n::3], steps=8) for n in range(3)))
        await eventually(lambda: world.has_effects(240))

    assert in_order(await world.effects(), known, steps=8)
    rows = await world.fetch(
        0, "SELECT aggregateid, aggregatever FROM outbox_event ORDER BY stream_seq"
    )
    for thing in known:
        numbers = [row["aggregatever"] for row in rows if row["aggregateid"] == str(thing)]
        assert numbers == list(range(1, 9))


@pytest.mark.parametrize(
    "point",
    [
        "relay.after_lock",
        "relay.mid_batch",
        "relay.after_batch_before_mark",
        "relay.after_mark",
        "consumer.after_fetch",
        "consumer.before_commit",
        "consumer.after_commit",
        "consumer.before_ack",
    ],
)
async def test_a_crash_anywhere_loses_nothing_and_repeats_nothing(world: World, point: str) -> None:
    known = things(5)
    await world.happen(known, steps=4)
    faults.plan(f"{point}:raise:2" if point.startswith("relay") else f"{point}:raise")

    with pytest.raises(faults.Crash):
        await world.crash(world.relay, world.consumer)
    faults.plan()
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(20), seconds=RECOVERY)

    assert in_order(await world.effects(), known, steps=4)


async def test_two_workers_share_the_work_by_one_of_them_waiting(world: World) -> None:
    known = things(5)
    active = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """

    async with world.running(world.relay, world.consumer, world.consumer):
        await world.happen(known, steps=5)
        await eventually(lambda: world.has_effects(25))
        held = (await world.fetch(1, active))[0][0]

    assert held == 1
    assert in_order(await world.effects(), known, steps=5)


async def test_the_waiting_worker_takes_over(world: World) -> None:
    known = things(3)
    async with (
        world.running(world.relay),
        world.running(world.consumer) as first,
        world.running(world.consumer),
    ):
        await world.happen(known)
        await eventually(lambda: world.has_effects(3))
        first.stop()
        await world.happen(known)
        await eventually(lambda: world.has_effects(6))

    assert len(await world.effects()) == 6


async def test_a_lost_database_connection_is_found_again(world: World) -> None:
    known = things(4)
    kill = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    """
    async with world.running(world.relay, world.consumer):
        await world.happen(known)
        await eventually(lambda: world.has_effects(4))
        await world.fetch(0, kill)
        await world.fetch(1, kill)
        for engine in world.engines:
            await engine.dispose()
        for _ in range(2):
            await world.happen(known)
        await eventually(lambda: world.has_effects(12))

    assert len(set(await world.effects())) == 4
    assert len(await world.effects()) == 12


async def test_a_message_delivered_twice_is_handled_once(world: World) -> None:
    known = things(2)
    await world.happen(known, steps=2)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(4))

    await world.fetch(
        0, "UPDATE outbox_event SET published_at = NULL, stream_seq = NULL, stream_epoch = NULL"
    )
    await world.port.delete_stream(world.stream)  # and with it JetStream's memory of ids
    async with world.running(world.relay, world.consumer):
        await eventually(world.is_published)
        await world.happen(known)
        await eventually(lambda: world.has_effects(6))

    assert len(await world.effects()) == 6


async def test_an_event_nobody_handles_only_advances_the_number(world: World) -> None:
    ignored = type("Ignored", (world.event,), {"subject": f"{world.event.noun()}.ignored"})
    [thing] = things(1)
    for kind in (world.event, ignored, world.event):
        async with world.publisher.begin() as tx:
            event: Event = kind(thing=thing, step=1, at=datetime.now(UTC))
            await emit(tx, event)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(2))

    [row] = await world.fetch(1, "SELECT epoch, ver FROM inbox_version")
    assert tuple(row) == (1, 3)


async def test_a_sleeping_relay_is_woken_at_once(world: World, port: Port) -> None:
    await port.ensure_stream(world.stream)

    async with world.running(world.relay):

        async def sleeps() -> bool:
            return bool((await world.fetch(0, "SELECT relay_sleeping FROM outbox_signal"))[0][0])

        times = []
        for _ in range(5):
            await eventually(sleeps)
            await asyncio.sleep(0.05)
            began = time.monotonic()
            await world.happen(things(1))
            await eventually(world.is_published)
            times.append(time.monotonic() - began)

    assert sorted(times)[2] < 0.3  # seconds; without the signal it takes up to one
