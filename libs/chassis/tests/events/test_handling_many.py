"""Handlers whose writes go out once for a batch."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from chassis.db import Fixed, Rows, Session
from chassis.envelope import Envelope
from chassis.handlers import Handlers, in_waves

from .world import Happened, World, eventually, in_order, things

_NOTE = Fixed("INSERT INTO effect (event_id, thing, step) VALUES ($1, $2, $3)")


class Together:
    """Notes each event by the same statement."""

    def __init__(self, world: World, *, refuses: UUID | None = None) -> None:
        self._refuses = refuses
        world.handlers = Handlers()
        world.handlers.on(world.event, only_writes=True)(self.note)

    async def note(self, event: Happened, tx: Session) -> None:
        await _NOTE.write(tx, event.id, event.thing, event.step)
        if event.thing == self._refuses:
            raise RuntimeError


async def test_many_things_are_written_at_once_and_each_in_its_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    run = Fixed.run

    async def counted(statement: Fixed, tx: Session, call: str, *values: Any, **more: Any) -> Rows:
        if statement is _NOTE:
            assert call == "executemany"
            sizes.append(len(values[0]))
        return await run(statement, tx, call, *values, **more)

    monkeypatch.setattr(Fixed, "run", counted)
    Together(world)
    known = things(20)
    await world.happen(known, steps=3)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(60))

    assert in_order(await world.effects(), known, 3)
    assert max(sizes) > 1


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
