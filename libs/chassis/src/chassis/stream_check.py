"""Compare the stream with the outbox, and have published again whatever the stream has lost."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, TypeAlias
from uuid import UUID

import asyncpg
import structlog

from chassis import event_metrics as metrics
from chassis import faults
from chassis.nats_port import Port, StreamState
from chassis.streams import Stream

log = structlog.get_logger()

Database: TypeAlias = asyncpg.Connection
Row: TypeAlias = asyncpg.Record

LOCK: Final = 7_370_001  # one process at a time compares
MOST_EXAMINED: Final = 500  # messages looked at for phantoms in one run
# A day less than the stream keeps its messages (30): what has aged out was not lost.
RECENT: Final = "published_at > now() - interval '29 days'"

# The last published event of each epoch; steps from epoch to epoch through the index.
_HIGH_WATER: Final = f"""
WITH RECURSIVE epoch (name) AS (
  SELECT min(stream_epoch) FROM outbox_event WHERE stream_seq IS NOT NULL
  UNION ALL
  SELECT (SELECT min(stream_epoch) FROM outbox_event
          WHERE stream_seq IS NOT NULL AND stream_epoch > epoch.name)
  FROM epoch WHERE epoch.name IS NOT NULL)
SELECT last.* FROM epoch, LATERAL (
  SELECT stream_epoch, stream_seq, id, {RECENT} AS recent FROM outbox_event
  WHERE stream_epoch = epoch.name AND stream_seq IS NOT NULL
  ORDER BY stream_seq DESC LIMIT 1) AS last
"""  # noqa: S608 - our own condition
_BETWEEN: Final = """
(SELECT stream_seq, id FROM outbox_event
 WHERE stream_epoch = $1 AND stream_seq > $2 AND stream_seq < $3 AND stream_seq <= $4
 ORDER BY stream_seq DESC LIMIT 1)
UNION ALL
(SELECT stream_seq, id FROM outbox_event
 WHERE stream_epoch = $1 AND stream_seq > $4 AND stream_seq < $3 ORDER BY stream_seq LIMIT 1)
ORDER BY stream_seq LIMIT 1
"""
_FORGET: Final = f"""
WITH forgotten AS (
  UPDATE outbox_event SET published_at = NULL, stream_epoch = NULL, stream_seq = NULL
  WHERE stream_epoch = $1 AND stream_seq > $2 AND {RECENT} RETURNING 1)
SELECT count(*) FROM forgotten
"""  # noqa: S608 - our own condition
_UNKNOWN: Final = """
SELECT count(*) FROM unnest($1::uuid[]) AS found (id)
WHERE NOT EXISTS (SELECT FROM outbox_event WHERE outbox_event.id = found.id)
"""


class StreamCheck:
    """The comparison, and how far it has looked for events of ours that we do not know."""

    def __init__(self, port: Port, stream: Stream) -> None:
        self._port = port
        self._stream = stream
        self._examined = ("", 0)  # epoch and place

    async def run(self, db: Database) -> str:
        """Compare, mark what is lost as unpublished, and return the stream's epoch."""
        async with db.transaction():
            await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            # The outbox first, then the stream: the other way round, what is published in between
            # would look lost.
            marks = await db.fetch(_HIGH_WATER)
            state = await self._port.ensure_stream(self._stream)
            if not faults.mutant("no_audit"):
                await self._compare(db, state, [mark for mark in marks if mark["recent"]])
            await self._count_phantoms(db, state, marks)
        return state.epoch

    async def _compare(self, db: Database, state: StreamState, marks: Sequence[Row]) -> None:
        for mark in marks:
            if mark["stream_epoch"] != state.epoch:
                await self._forget(db, mark["stream_epoch"], 0, reason="new_stream")
            elif mark["stream_seq"] >= state.first and not await self._holds(state, mark):
                last = await self._last_in_common(db, state, mark["stream_seq"])
                await self._forget(db, state.epoch, last, reason="lost_tail")

    async def _last_in_common(self, db: Database, state: StreamState, differs: int) -> int:
        """Search by halves: up to `same` the stream agrees with the outbox, at `differs` it does not."""
        same = state.first - 1
        while True:
            half = (same + differs) // 2
            row = await db.fetchrow(_BETWEEN, state.epoch, same, differs, half)
            if row is None:
                return same
            if await self._holds(state, row):
                same = row["stream_seq"]
            else:
                differs = row["stream_seq"]

    async def _holds(self, state: StreamState, row: Row) -> bool:
        place = row["stream_seq"]
        if place > state.last:
            return False
        return await self._port.message_id(self._stream, place) == str(row["id"])

    async def _forget(self, db: Database, epoch: str, after: int, *, reason: str) -> None:
        count = await db.fetchval(_FORGET, epoch, after)
        metrics.DIVERGENCE.inc()
        faults.sometimes(f"stream.{reason}")
        metrics.REPUBLISHED.labels(reason).inc(count)
        log.error("stream.diverged", stream=self._stream.name, reason=reason, events=count)

    async def _count_phantoms(self, db: Database, state: StreamState, marks: Sequence[Row]) -> None:
        """Count events behind our last one that we do not know: the mark of a restored database."""
        ours = max((m["stream_seq"] for m in marks if m["stream_epoch"] == state.epoch), default=0)
        epoch, examined = self._examined
        begin = max(ours, examined if epoch == state.epoch else 0, state.first - 1) + 1
        end = min(state.last + 1, begin + MOST_EXAMINED)
        found = [await self._port.message_id(self._stream, place) for place in range(begin, end)]
        self._examined = (state.epoch, max(end - 1, 0))
        unknown = await db.fetchval(_UNKNOWN, [id_ for id_ in map(_uuid, found) if id_])
        if unknown:
            metrics.PHANTOM.inc(unknown)
            faults.sometimes("stream.phantoms")
            log.error("stream.phantoms", stream=self._stream.name, events=unknown)


def _uuid(text: str | None) -> UUID | None:
    with suppress(ValueError):
        return UUID(text or "")
    return None
