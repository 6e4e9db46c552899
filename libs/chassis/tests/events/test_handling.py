"""What a reader does with events it cannot handle, not yet, or not at all."""

import json
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from chassis.db import Session
from chassis.dead_letters import (
    DeadLetter,
    NoSuchDeadLetter,
    NotRetriable,
    StillFailing,
    open_letters,
    resolve,
    retry,
)
from chassis.handlers import Handlers, PermanentError, TransientError
from chassis.nats_port import Outgoing

from .world import Happened, World, eventually, in_order, things

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)


class Choosy:
    """A handler that refuses some things, in a way of its own, a number of times."""

    def __init__(
        self, world: World, refused: UUID, error: Exception, *, times: int = 10**6
    ) -> None:
        self.world, self.refused, self.error, self.times = world, refused, error, times
        self.calls: Counter[UUID] = Counter()
        world.handlers = Handlers()
        world.handlers.on(world.event)(self.handle)

    async def handle(self, event: Happened, tx: Session) -> None:
        await self.world.note(event, tx)
        self.calls[event.thing] += 1
        if event.thing == self.refused and self.calls[event.thing] <= self.times:
            raise self.error


async def letters(world: World) -> list[DeadLetter]:
    async with world.reader.begin() as tx:
        return await open_letters(tx, limit=10)


async def has_letters(world: World, number: int) -> bool:
    return len(await letters(world)) == number


async def try_again(world: World, letter: DeadLetter) -> DeadLetter:
    async with world.reader.begin() as tx:
        return await retry(
            tx,
            world.handlers,
            consumer=letter.consumer,
            event_id=letter.event_id,
            by="admin",
            at=NOON,
        )


async def test_a_hopeless_event_is_put_aside_and_its_neighbours_go_on(world: World) -> None:
    known = things(5)
    choosy = Choosy(world, known[2], PermanentError("no"))
    await world.happen(known, steps=2)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(8))
        await eventually(lambda: has_letters(world, 2))

    assert in_order(await world.effects(), [t for t in known if t != known[2]], steps=2)
    first, second = await letters(world)
    assert {first.aggregateid, second.aggregateid} == {str(known[2])}
    assert (first.reason, first.aggregatever, second.aggregatever) == ("PermanentError", 1, 2)
    assert choosy.calls[known[2]] == 3  # once with the batch, then each event once alone


async def test_a_failing_event_is_tried_eight_times_and_then_put_aside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.consumer.LONGEST", 0.05)
    known = things(3)
    choosy = Choosy(world, known[0], RuntimeError("bug with 张三 in its text"))
    await world.happen(known)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(2))
        await eventually(lambda: has_letters(world, 1))

    [letter] = await letters(world)
    assert letter.deliveries == 8
    assert choosy.calls[known[0]] >= 8
    assert "张三" not in json.dumps(
        [letter.reason, letter.error, letter.payload], ensure_ascii=False
    )
    assert "test_handling.py" in str(letter.error)


async def test_what_is_away_for_a_while_is_waited_for_and_order_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.consumer.LONGEST", 0.05)
    known = things(3)
    Choosy(world, known[1], TransientError("away"), times=12)
    await world.happen(known, steps=4)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(12))

    assert in_order(await world.effects(), known, steps=4)
    assert await letters(world) == []


async def test_waiting_for_an_earlier_event_is_no_attempt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second event comes early many times; its first own failure must not be its last."""
    monkeypatch.setattr("chassis.consumer.LONGEST", 0.05)
    monkeypatch.setattr("chassis.consumer.LONGEST_GAP", 0.02)
    [thing] = things(1)
    choosy = Choosy(world, thing, TransientError("away"), times=40)
    await world.happen([thing])
    await world.happen([thing])

    async with world.running(world.relay, world.consumer):

        async def is_tired() -> bool:
            return choosy.calls[thing] >= 39

        await eventually(is_tired)
        choosy.error = RuntimeError("bug")
        choosy.times = choosy.calls[thing] + 4
        await eventually(lambda: world.has_effects(2))

    assert await letters(world) == []


async def test_a_dead_letter_is_retried_alone_and_once(world: World) -> None:
    known = things(2)
    choosy = Choosy(world, known[0], PermanentError("no"))
    await world.happen(known, steps=2)
    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(2))
        await eventually(lambda: has_letters(world, 2))
    letter, _ = await letters(world)

    with pytest.raises(StillFailing):
        await try_again(world, letter)
    choosy.times = 0
    done = await try_again(world, letter)
    with pytest.raises(NoSuchDeadLetter):
        await try_again(world, letter)

    assert (done.resolution, done.resolved_by, done.resolved_at) == ("retried", "admin", NOON)
    assert (known[0], 1) in await world.effects()
    assert len(await letters(world)) == 1


async def test_a_message_that_is_no_event_is_put_aside(world: World) -> None:
    await world.port.ensure_stream(world.stream)
    bad = [b"not json", b"{}", b'{"specversion": "2.0"}', b"\xff" * 9000, b""]
    id_ = uuid4()
    subject = f"{world.stream.nouns[0]}.happened"
    await world.port.publish(world.stream, [Outgoing(subject, body) for body in bad[1:]])
    await world.port.publish(world.stream, [Outgoing(subject, bad[0], id=str(id_))])
    known = things(2)
    await world.happen(known)

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(2))
        await eventually(lambda: has_letters(world, 5))

    put_aside = await letters(world)
    assert len(put_aside) == 5
    assert id_ in {letter.event_id for letter in put_aside}
    with pytest.raises(NotRetriable):
        await try_again(world, put_aside[0])
    async with world.reader.begin() as tx:
        await resolve(
            tx,
            consumer=put_aside[0].consumer,
            event_id=put_aside[0].event_id,
            resolution="sent by mistake",
            by="admin",
            at=NOON,
        )
    assert len(await letters(world)) == 4


async def test_an_event_with_malformed_data_is_put_aside_with_the_fields_named(
    world: World,
) -> None:
    known = things(2)
    await world.happen(known)
    await world.fetch(
        0,
        """UPDATE outbox_event SET payload = jsonb_set(payload, '{data,step}', '"x"')
        WHERE aggregateid = $1""",
        str(known[0]),
    )

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(1))
        await eventually(lambda: has_letters(world, 1))

    [letter] = await letters(world)
    assert (letter.reason, letter.error) == ("ValidationError", {"fields": ["step"]})


async def test_two_handlers_for_one_event_are_refused(world: World) -> None:
    with pytest.raises(ValueError, match="already"):
        world.handlers.on(world.event)(world.note)
