"""Once a database was set back and says so, nothing that is said afterwards is lost."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.handlers import Handlers, TransientError
from chassis.outbox import emit

from .world import Happened, World, eventually, things


class Stumbling:
    """A reader's handler for which the wrong time comes at one step, for a while."""

    def __init__(self, world: World, *, at: int, times: int) -> None:
        self._note, self._at, self._left = world.note, at, times
        world.handlers = Handlers()
        world.handlers.on(world.event)(self.handle)

    async def handle(self, event: Happened, tx: Session) -> None:
        if event.step == self._at and self._left:
            self._left -= 1
            raise TransientError("away")
        await self._note(event, tx)


async def set_back(world: World, *, to: int) -> int:
    """Let the publisher forget each thing's events after this number, and return its new epoch."""
    await world.fetch(0, "DELETE FROM outbox_event WHERE aggregatever > $1", to)
    await world.fetch(0, "UPDATE outbox_aggregate SET number = $1", to)
    rows = await world.fetch(0, "UPDATE store_epoch SET epoch = epoch + 5 RETURNING epoch")
    return int(rows[0][0])


async def step(world: World, thing: UUID, number: int) -> None:
    async with world.publisher.begin() as tx:
        await emit(tx, world.event(thing=thing, step=number, at=datetime.now(UTC)))


async def test_a_new_fact_that_has_to_wait_is_not_overtaken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.consumer.LONGEST", 0.05)
    monkeypatch.setattr("chassis.consumer.LONGEST_GAP", 0.02)
    [thing] = things(1)
    Stumbling(world, at=11, times=10)
    await world.happen([thing], steps=6)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(6))

    await set_back(world, to=3)
    for number in (11, 12, 13):
        await step(world, thing, number)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(9))

    assert [number for _, number in await world.effects()] == [1, 2, 3, 4, 5, 6, 11, 12, 13]


async def test_a_reader_that_was_behind_first_hears_what_came_before(world: World) -> None:
    [thing] = things(1)
    await world.happen([thing], steps=3)
    await set_back(world, to=2)
    await step(world, thing, 11)
    await set_back(world, to=3)
    await step(world, thing, 21)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(4))

    assert [number for _, number in await world.effects()] == [1, 2, 11, 21]


async def test_events_name_the_epoch_of_the_one_before_only_after_a_restore(world: World) -> None:
    [thing] = things(1)
    await world.happen([thing], steps=2)
    first = await set_back(world, to=1)
    await step(world, thing, 11)
    await step(world, thing, 12)

    rows = await world.fetch(
        0,
        "SELECT payload->>'storeepoch', payload->>'previousepoch' FROM outbox_event ORDER BY seq",
    )

    assert [tuple(row) for row in rows] == [
        ("1", None),
        (str(first), "1"),
        (str(first), str(first)),
    ]
