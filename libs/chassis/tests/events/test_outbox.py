"""What `emit` writes, and what it never writes."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from chassis.causes import caused_by
from chassis.envelope import Envelope
from chassis.outbox import EventTooLarge, emit, lane_of, name_store

from .world import World, things


async def sent(world: World) -> list[Envelope]:
    rows = await world.fetch(0, "SELECT payload FROM outbox_event ORDER BY seq")
    return [Envelope.model_validate(json.loads(row["payload"])) for row in rows]


async def test_events_of_one_thing_are_numbered_from_one_without_a_gap(world: World) -> None:
    first, second = things(2)

    await world.happen([first, second], steps=3)

    numbers = [(event.subject, event.number) for event in await sent(world)]
    assert sorted(numbers) == sorted((str(t), n) for t in (first, second) for n in (1, 2, 3))


async def test_two_writers_of_one_thing_wait_for_each_other(world: World) -> None:
    [thing] = things(1)

    await asyncio.gather(*(world.happen([thing], steps=5) for _ in range(4)))

    assert [event.number for event in await sent(world)] == list(range(1, 21))


async def test_a_rolled_back_change_makes_no_news_and_no_gap(world: World) -> None:
    [thing] = things(1)
    await world.happen([thing])

    async def happen_then_fail() -> None:
        async with world.publisher.begin() as tx:
            await emit(tx, world.event(thing=thing, step=2, at=datetime.now(UTC)))
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        await happen_then_fail()
    await world.happen([thing])

    assert [event.number for event in await sent(world)] == [1, 2]


async def test_the_envelope_is_a_cloud_event_that_reads_back_as_the_event(world: World) -> None:
    event = world.event(thing=uuid4(), step=7, at=datetime.now(UTC))
    async with world.publisher.begin() as tx:
        await name_store(tx, city="nanan", service="hazard_registry")
        await emit(tx, event)

    [envelope] = await sent(world)

    assert envelope.specversion == "1.0"
    assert envelope.source == "/cn/nanan/hazard-registry"
    assert envelope.type == f"cn.safety.{event.subject}.v1"
    assert envelope.subject == envelope.partitionkey == str(event.thing)
    assert (envelope.sequence, envelope.storeepoch) == ("0" * 19 + "1", 1)
    assert envelope.causationid is envelope.correlationid is envelope.traceparent is None
    assert envelope.read(world.event) == event


async def test_what_a_handler_emits_names_its_cause_and_the_beginning_of_the_chain(
    world: World,
) -> None:
    await world.happen(things(1))
    [first] = await sent(world)

    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with caused_by(first.model_copy(update={"traceparent": trace})):
        await world.happen(things(1))
    second = (await sent(world))[-1]
    with caused_by(second):
        await world.happen(things(1))
    third = (await sent(world))[-1]

    assert (second.causationid, second.correlationid) == (str(first.id), str(first.id))
    assert (third.causationid, third.correlationid) == (str(second.id), str(first.id))
    assert second.traceparent == third.traceparent == trace


async def test_an_event_carries_no_documents(world: World) -> None:
    class Novel(world.event):  # type: ignore[name-defined,misc]
        text: str

    event = Novel(thing=uuid4(), step=1, at=datetime.now(UTC), text="长" * 100_000)

    with pytest.raises(EventTooLarge):
        async with world.publisher.begin() as tx:
            await emit(tx, event)


def test_a_lane_never_changes() -> None:
    assert lane_of("0192d3a0-0000-7000-8000-000000000001") == 15
    assert {lane_of(str(uuid4())) for _ in range(500)} == set(range(16))
