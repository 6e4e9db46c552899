"""What a consumer has already done: every event once, and the events of one thing in their order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import text

from chassis import faults
from chassis.db import Session
from chassis.envelope import Envelope

Thing: TypeAlias = tuple[str, str]  # noun and id
Position: TypeAlias = tuple[int, int]  # epoch of the publisher's store, number within the thing


class Verdict(StrEnum):
    """What to do with an event that arrived."""

    APPLY = "apply"
    DUPLICATE = "duplicate"
    STALE = "stale"
    GAP = "gap"


_MEET = text("""
INSERT INTO inbox_version (consumer, aggregatetype, aggregateid, epoch, ver)
SELECT :consumer, noun, id, 0, 0
FROM unnest(CAST(:nouns AS text[]), CAST(:ids AS text[])) AS met (noun, id)
ORDER BY noun, id
ON CONFLICT DO NOTHING
""")
_LOCK = text("""
SELECT aggregatetype, aggregateid, epoch, ver FROM inbox_version
WHERE consumer = :consumer AND (aggregatetype, aggregateid) IN
  (SELECT * FROM unnest(CAST(:nouns AS text[]), CAST(:ids AS text[])))
ORDER BY aggregatetype, aggregateid FOR UPDATE
""")
_KNOWN = text("""
SELECT event_id FROM inbox_message
WHERE consumer = :consumer AND event_id = ANY(CAST(:events AS uuid[]))
""")
_REMEMBER = text("""
INSERT INTO inbox_message (consumer, event_id, stream_seq)
SELECT :consumer, event, seq
FROM unnest(CAST(:events AS uuid[]), CAST(:seqs AS bigint[])) AS done (event, seq)
""")
_ADVANCE = text("""
UPDATE inbox_version AS known SET epoch = come.epoch, ver = come.ver
FROM unnest(CAST(:nouns AS text[]), CAST(:ids AS text[]),
            CAST(:epochs AS int[]), CAST(:numbers AS bigint[])) AS come (noun, id, epoch, ver)
WHERE known.consumer = :consumer
  AND known.aggregatetype = come.noun AND known.aggregateid = come.id
""")


def thing(envelope: Envelope) -> Thing:
    """Name what an event happened to."""
    return envelope.noun, envelope.subject


@dataclass(slots=True)
class Inbox:
    """A consumer's memory during one transaction, locked for the things it is about."""

    consumer: str
    positions: dict[Thing, Position]
    known: set[UUID]
    _done: dict[UUID, int] = field(default_factory=dict)
    _moved: set[Thing] = field(default_factory=set)

    @classmethod
    async def open(cls, tx: Session, consumer: str, envelopes: Iterable[Envelope]) -> "Inbox":
        """Lock and load what this consumer knows about these events and their things."""
        events = list(envelopes)
        things = sorted({thing(event) for event in events})
        named = {
            "consumer": consumer,
            "nouns": [noun for noun, _ in things],
            "ids": [id_ for _, id_ in things],
        }
        await tx.execute(_MEET, named)
        rows = await tx.execute(_LOCK, named)
        positions = {(noun, id_): (epoch, number) for noun, id_, epoch, number in rows}
        wanted = {"consumer": consumer, "events": [event.id for event in events]}
        return cls(consumer, positions, set(await tx.scalars(_KNOWN, wanted)))

    def judge(self, event: Envelope) -> Verdict:
        """Say whether an event is next, known, older than what is known, or early.

        A publisher restored to an earlier moment begins a new epoch and counts on from a number
        that this consumer may have seen: the new epoch's facts are new, whatever their number, and
        each must still follow the one before it, of whichever epoch that was.
        """
        if faults.mutant("no_inbox"):
            return Verdict.APPLY
        if event.id in self.known:
            return Verdict.DUPLICATE
        position = self.positions[thing(event)]
        if event.place <= position:
            return Verdict.STALE
        if event.place_before > position and not faults.mutant("no_version_guard"):
            return Verdict.GAP
        return Verdict.APPLY

    def accept(self, event: Envelope, stream_seq: int) -> None:
        """Note that an event is dealt with."""
        self.known.add(event.id)
        self._done[event.id] = stream_seq
        self.positions[thing(event)] = event.place
        self._moved.add(thing(event))

    async def save(self, tx: Session) -> None:
        """Write down what was accepted."""
        if not self._done:
            return
        done = {"events": list(self._done), "seqs": list(self._done.values())}
        await tx.execute(_REMEMBER, {"consumer": self.consumer, **done})
        moved = sorted(self._moved)
        come = {
            "nouns": [noun for noun, _ in moved],
            "ids": [id_ for _, id_ in moved],
            "epochs": [self.positions[moving][0] for moving in moved],
            "numbers": [self.positions[moving][1] for moving in moved],
        }
        await tx.execute(_ADVANCE, {"consumer": self.consumer, **come})
