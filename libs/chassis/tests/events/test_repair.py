"""A stream that lost something, or all, is made whole again from the outbox."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest
from chassis import event_metrics as metrics
from chassis.nats_port import Outgoing, Port
from chassis.outbox import emit
from chassis.replay import send_history
from chassis.stream_check import StreamCheck
from prometheus_client import Counter, Gauge

from .world import World, eventually, in_order, things


def value(metric: Counter | Gauge) -> float:
    [family] = metric.collect()
    return sum(s.value for s in family.samples if not s.name.endswith("_created"))


async def lose_tail(world: World, keep: int) -> None:
    """Let the stream forget all but its first events, under the same name and date of birth.

    The server cannot be told to; so the stream is made again with what it kept, and the outbox
    is told that this is the stream it always knew.
    """
    rows = await world.fetch(
        0, "SELECT id, subject, payload::text FROM outbox_event ORDER BY stream_seq LIMIT $1", keep
    )
    await world.port.delete_stream(world.stream)
    state = await world.port.ensure_stream(world.stream)
    for id_, subject, body in rows:
        await world.port.publish(world.stream, [Outgoing(subject, body.encode(), id=str(id_))])
    await world.fetch(
        0, "UPDATE outbox_event SET stream_epoch = $1 WHERE stream_epoch IS NOT NULL", state.epoch
    )


async def test_a_deleted_stream_is_filled_again(world: World) -> None:
    known = things(10)
    await world.happen(known, steps=3)
    async with world.running(world.relay):
        await eventually(world.is_published)
    before = value(metrics.REPUBLISHED)

    await world.port.delete_stream(world.stream)
    await world.happen(known, steps=1)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(40))

    state = await world.port.ensure_stream(world.stream)
    assert state.last == 40
    assert value(metrics.REPUBLISHED) - before == 30
    for thing in known:
        assert [s for t, s in await world.effects() if t == thing] == [1, 2, 3, 1]


async def test_a_lost_tail_is_sent_again_and_nothing_else(world: World) -> None:
    known = things(10)
    await world.happen(known, steps=5)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(50))
        await eventually(world.is_published)
    before = value(metrics.REPUBLISHED)

    await lose_tail(world, keep=37)
    async with world.running(world.relay, world.consumer):

        async def is_whole() -> bool:
            whole = (await world.port.ensure_stream(world.stream)).last == 50
            return whole and await world.is_published()

        await eventually(is_whole)

    assert value(metrics.REPUBLISHED) - before == 13
    assert in_order(await world.effects(), known, steps=5)


async def test_a_stream_with_somebody_elses_history_is_filled_behind_it(world: World) -> None:
    known = things(5)
    await world.happen(known, steps=2)
    async with world.running(world.relay):
        await eventually(world.is_published)

    await lose_tail(world, keep=0)
    subject = f"{world.stream.nouns[0]}.happened"
    await world.port.publish(world.stream, [Outgoing(subject, b"{}", id=str(uuid4()))])
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(10))

    assert in_order(await world.effects(), known, steps=2)


async def test_two_events_can_never_stand_in_one_place(world: World) -> None:
    """The mark of a tail that was lost unnoticed: the database refuses it, and we compare again."""
    await world.happen(things(2))
    async with world.running(world.relay):
        await eventually(world.is_published)

    with pytest.raises(asyncpg.UniqueViolationError):
        await world.fetch(0, "UPDATE outbox_event SET stream_seq = 1")


async def test_an_intact_stream_is_left_alone(world: World) -> None:
    await world.happen(things(4), steps=3)
    async with world.running(world.relay):
        await eventually(world.is_published)
    before = value(metrics.DIVERGENCE)

    connection = await asyncpg.connect(world.urls[0])
    for _ in range(3):
        await StreamCheck(world.port, world.stream).run(connection)
    await connection.close()

    assert await world.is_published()
    assert value(metrics.DIVERGENCE) == before


async def test_what_has_aged_out_of_the_stream_is_not_lost(world: World) -> None:
    await world.happen(things(4))
    async with world.running(world.relay):
        await eventually(world.is_published)
    await world.fetch(0, "UPDATE outbox_event SET published_at = now() - interval '31 days'")
    await world.port.delete_stream(world.stream)

    async with world.running(world.relay):
        await world.happen(things(1))
        await eventually(world.is_published)

    assert (await world.port.ensure_stream(world.stream)).last == 1


async def test_a_restored_database_is_noticed_and_its_new_facts_are_taken(world: World) -> None:
    known = things(3)
    async with world.running(world.relay, world.consumer):
        await world.happen(known)
        await eventually(lambda: world.has_effects(3))
        await world.happen(known)
        await eventually(lambda: world.has_effects(6))
        await eventually(world.is_published)
    before = value(metrics.PHANTOM)
    await world.fetch(0, "DELETE FROM outbox_event WHERE aggregatever = 2")
    await world.fetch(0, "UPDATE outbox_aggregate SET number = 1")
    await world.fetch(0, "UPDATE store_epoch SET epoch = 2")

    async with world.publisher.begin() as tx:
        for thing in known:
            await emit(tx, world.event(thing=thing, step=99, at=datetime.now(UTC)))
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(9))

    assert {(thing, 99) for thing in known} <= set(await world.effects())
    assert value(metrics.PHANTOM) - before == 3


async def test_a_new_reader_gets_the_history_its_stream_no_longer_holds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.gaps.PATIENCE", 0.2)
    monkeypatch.setattr("chassis.consumer.LONGEST_GAP", 0.1)
    known = things(6)
    await world.happen(known, steps=3)
    async with world.running(world.relay):
        await eventually(world.is_published)
    await world.fetch(0, "UPDATE outbox_event SET published_at = now() - interval '31 days'")
    await world.port.delete_stream(world.stream)

    async with world.running(world.relay, world.consumer):
        await world.happen(known)
        await eventually(lambda: world.has_effects(24))

    for thing in known:
        assert [s for t, s in await world.effects() if t == thing] == [1, 2, 3, 1]


async def test_a_replay_sends_all_history_to_one_reader(world: World, port: Port) -> None:
    known = things(4)
    await world.happen(known, steps=2)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(8))
        await world.fetch(1, "TRUNCATE inbox_message, inbox_version, effect")

        connection = await asyncpg.connect(world.urls[0])
        name = world.stream.consumer("reader")
        sent = await send_history(connection, port, world.stream, consumer=name)
        await connection.close()

        assert sent == 8
        await eventually(lambda: world.has_effects(8))
    assert in_order(await world.effects(), known, steps=2)


async def test_a_reader_that_begins_to_listen_to_another_noun_gets_all_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.gaps.PATIENCE", 0.2)
    monkeypatch.setattr("chassis.consumer.LONGEST_GAP", 0.1)
    noun = f"other{world.stream.nouns[0]}"
    other = type("Other", (world.event,), {"subject": f"{noun}.happened"})
    world.stream = replace(world.stream, nouns=(*world.stream.nouns, noun))
    [known] = things(1)

    async def happen(step: int) -> None:
        async with world.publisher.begin() as tx:
            await emit(tx, other(thing=known, step=step, at=datetime.now(UTC)))

    await happen(1)
    await world.happen([known])
    async with world.running(world.relay, world.consumer):  # passes the other noun by
        await eventually(lambda: world.has_effects(1))
        await eventually(world.is_published)

    world.handlers.on(other)(world.note)
    async with world.running(world.relay, world.consumer):
        await happen(2)
        await eventually(lambda: world.has_effects(3))

    assert [step for _, step in await world.effects()] == [1, 1, 2]
