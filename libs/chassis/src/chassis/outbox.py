"""Events leave through a table, so that a change and the news of it commit together or not at all."""

import json
from typing import Final
from zlib import crc32

from contracts.event import Event
from pydantic import JsonValue
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from chassis import faults
from chassis.causes import causation
from chassis.db import Fixed, Session
from chassis.envelope import attributes
from chassis.event_tables import LANES
from chassis.telemetry import traceparent

LARGEST: Final = 256 * 1024  # bytes; JetStream takes 1 MiB, and an event carries no documents


class EventTooLarge(Exception):
    """An event holds more than an event may."""


# One statement, one round trip: take the thing's next number and write the event under it. Whoever
# holds the counter's row keeps the next writer waiting until it commits, so that a reader who sees
# event n+1 of a thing also sees event n. In a store that was restored the event says in which epoch
# the one before it was sent; if we waited for that one to commit we cannot see it, and it is ours.
_EMIT = Fixed("""
WITH numbered AS (
  INSERT INTO outbox_aggregate AS known (aggregatetype, aggregateid, number)
  VALUES ($3, $4, 1)
  ON CONFLICT (aggregatetype, aggregateid) DO UPDATE SET number = known.number + 1
  RETURNING number)
INSERT INTO outbox_event
  (id, lane, aggregatetype, aggregateid, aggregatever, type, subject, payload)
SELECT $1, $2, $3, $4, number, $5, $6,
       $7::jsonb || jsonb_build_object(
         'source', store_epoch.source, 'storeepoch', store_epoch.epoch,
         'sequence', lpad(number::text, 20, '0'))
       || CASE WHEN store_epoch.epoch = 1 THEN '{}' ELSE coalesce((
            SELECT jsonb_build_object('previousepoch', before.payload->'storeepoch')
            FROM outbox_event AS before
            WHERE before.aggregatetype = $3 AND before.aggregateid = $4
              AND before.aggregatever = number - 1), '{}') END
FROM numbered, store_epoch
""")

_NAME_STORE = text("UPDATE store_epoch SET source = :source WHERE source <> :source")


async def emit(tx: Session, event: Event) -> None:
    """Record an event. The relay publishes it once this transaction has committed.

    Raise `EventTooLarge` for more than 256 KiB.
    """
    trace = traceparent()
    headers: dict[str, JsonValue] = {"traceparent": trace} if trace else {}
    payload = json.dumps({**attributes(event), **causation(), **headers}, ensure_ascii=False)
    if len(payload.encode()) > LARGEST:
        raise EventTooLarge(event.subject)
    thing = event.aggregate_id
    row = (event.id, lane_of(thing), event.noun(), thing, event.type(), event.subject, payload)
    if faults.mutant("outbox_outside_tx"):
        async with Session(AsyncEngine(tx.sync_session.get_bind().engine)) as other, other.begin():
            await _EMIT.write(other, *row)
        return
    await _EMIT.write(tx, *row)


def lane_of(aggregate_id: str) -> int:
    """Say in which lane a thing's events travel: always the same one, so they keep their order."""
    return crc32(aggregate_id.encode()) % LANES


async def name_store(tx: Session, *, city: str, service: str) -> None:
    """Write into the database as whom its events speak: `/cn/<city>/<service>`."""
    await tx.execute(_NAME_STORE, {"source": f"/cn/{city}/{service.replace('_', '-')}"})
