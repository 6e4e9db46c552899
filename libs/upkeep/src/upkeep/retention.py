"""Events leave the outbox after 400 days, as files first; the inbox forgets after 60 days.

What has gone is counted in the audit trail, so that the books still add up: the last event of every
thing stays, since the next one refers to it.
"""

import asyncio
import gzip
import os
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.settings import Settings
from chassis.sweeps import Sweeps
from sqlalchemy import text

OUTBOX_KEPT: Final = timedelta(days=400)
INBOX_KEPT: Final = timedelta(days=60)  # twice as long as the stream keeps its messages
CHUNK: Final = 5_000  # events in a file
CHUNKS: Final = 40  # in one day

# By the time within the ids, which are UUIDv7: no index on a time is needed.
_OLD = text("""
SELECT seq, aggregatetype, payload::text AS body FROM outbox_event
WHERE id < :before AND published_at IS NOT NULL
  AND aggregatever < (SELECT number FROM outbox_aggregate AS thing
    WHERE thing.aggregatetype = outbox_event.aggregatetype
      AND thing.aggregateid = outbox_event.aggregateid)
ORDER BY id LIMIT :chunk
""")
_RETIRE = text("DELETE FROM outbox_event WHERE seq = ANY(:seqs)")
_FORGET = text("""
WITH old AS (
  SELECT consumer, event_id FROM inbox_message
  WHERE event_id < :before AND received_at < :received LIMIT :chunk),
gone AS (DELETE FROM inbox_message USING old
  WHERE inbox_message.consumer = old.consumer AND inbox_message.event_id = old.event_id
  RETURNING inbox_message.consumer)
SELECT consumer, count(*) FROM gone GROUP BY consumer
""")


def keep_in_bounds(sweeps: Sweeps, settings: Settings) -> Sweeps:
    """Add the two duties, done once a day, to those a service has; return them all."""
    folder = settings.data_dir / "events"

    async def retire_events(tx: Session, at: datetime) -> None:
        await retire(tx, folder, at=at)

    sweeps.every(days=1)(retire_events)
    sweeps.every(days=1)(forget_messages)
    return sweeps


async def retire(tx: Session, folder: Path, *, at: datetime) -> int:
    """Write events that are old enough to files, and delete them; say how many there were.

    If the transaction fails the files stay, and the same events are written again.
    """
    gone: Counter[str] = Counter()
    for _ in range(CHUNKS):
        old = {"before": first_id_of(at - OUTBOX_KEPT), "chunk": CHUNK}
        rows = (await tx.execute(_OLD, old)).all()
        if not rows:
            break
        await asyncio.to_thread(partial(write, folder, rows))
        await tx.execute(_RETIRE, {"seqs": [row.seq for row in rows]})
        gone.update(row.aggregatetype for row in rows)
    await _note(tx, "outbox", gone, at)
    return gone.total()


async def forget_messages(tx: Session, at: datetime) -> None:
    """Delete what the stream cannot deliver again; what it still could is known by its number."""
    gone: Counter[str] = Counter()
    before = at - INBOX_KEPT
    for _ in range(CHUNKS):
        old = {"before": first_id_of(before), "received": before, "chunk": CHUNK}
        rows = (await tx.execute(_FORGET, old)).all()
        if not rows:
            break
        for consumer, count in rows:
            gone[consumer] += count
    await _note(tx, "inbox", gone, at)


def write(folder: Path, rows: Sequence[Any]) -> None:
    """Write one CloudEvent a line, to a file named by the first and the last one's number."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    numbers = sorted(row.seq for row in rows)
    file = folder / f"{numbers[0]:012d}-{numbers[-1]:012d}.ndjson.gz"
    unfinished = file.with_name(file.name + ".new")
    lines = "".join(row.body + "\n" for row in sorted(rows, key=lambda row: row.seq))
    with unfinished.open("wb") as output:
        output.write(gzip.compress(lines.encode(), mtime=0))
        output.flush()
        os.fsync(output.fileno())
    unfinished.replace(file)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def first_id_of(moment: datetime) -> UUID:
    """The lowest UUIDv7 made at this moment or later."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


async def _note(tx: Session, what: str, gone: Counter[str], at: datetime) -> None:
    for name, count in sorted(gone.items()):
        changes = {"events": [count, 0]}
        await record(tx, by="sweep", at=at, action="retire", what=what, id=name, changes=changes)
