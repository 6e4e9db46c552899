"""Handlers that take a batch's events of one kind at once."""

import asyncio
from uuid import UUID

from chassis.db import Session
from chassis.envelope import Envelope
from chassis.handlers import Handlers, in_waves
from sqlalchemy import text

from .world import Happened, World, eventually, in_order, things

_NOTE = text("""
INSERT INTO effect (event_id, thing, step)
SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:things AS uuid[]), CAST(:steps AS int[]))
""")


class Together:
    """Notes many events by one statement, and remembers how many came at a time."""

    def __init__(self, world: World, *, refuses: UUID | None = None) -> None:
        self.sizes: list[int] = []
        self._refuses = refuses
        world.handlers = Handlers()
        world.handlers.on_many(world.event)(self.note)

    async def note(self, events: list[Happened], tx: Session) -> None:
        self.sizes.append(len(events))
        assert len({event.thing for event in events}) == len(events)
        if self._refuses in {event.thing for event in events}:
            raise RuntimeError
        noted = {
            "ids": [event.id for event in events],
            "things": [event.thing for event in events],
            "steps": [event.step for event in events],
        }
        await tx.execute(_NOTE, noted)


async def test_many_things_are_handled_at_once_and_each_in_its_order(world: World) -> None:
    together = Together(world)
    known = things(20)
    await world.happen(known, steps=3)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(60))

    assert in_order(await world.effects(), known, 3)
    assert max(together.sizes) > 1


async def test_one_that_is_refused_does_not_hold_up_the_others(world: World) -> None:
    known = things(5)
    Together(world, refuses=known[2])
    await world.happen(known)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(4))
        await asyncio.sleep(0.2)

    noted = {thing for thing, _ in await world.effects()}
    assert noted == {known[0], known[1], known[3], known[4]}


def test_waves_keep_each_things_order_and_join_what_is_alike() -> None:
    events = [
        _envelope("a", "thing.made", 1),
        _envelope("a", "thing.moved", 2),
        _envelope("a", "thing.made", 3),
        _envelope("b", "thing.made", 1),
        _envelope("b", "thing.made", 2),
    ]

    waves = [(type_, [(e.subject, e.number) for e in wave]) for type_, wave in in_waves(events)]

    assert waves == [
        ("cn.safety.thing.made.v1", [("a", 1), ("b", 1)]),
        ("cn.safety.thing.made.v1", [("b", 2)]),
        ("cn.safety.thing.moved.v1", [("a", 2)]),
        ("cn.safety.thing.made.v1", [("a", 3)]),
    ]


def _envelope(thing: str, subject: str, number: int) -> Envelope:
    return Envelope.model_validate(
        {
            "id": UUID(int=number),
            "source": "/test",
            "type": f"cn.safety.{subject}.v1",
            "subject": thing,
            "time": "2026-03-04T04:00:00Z",
            "partitionkey": thing,
            "sequence": f"{number:020d}",
            "storeepoch": 1,
            "data": {},
        }
    )
