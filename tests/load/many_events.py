"""Events by the thousand: written into an outbox at once, or told at a steady pace."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID, uuid4

from chassis.db import open_database
from chassis.envelope import attributes
from chassis.outbox import emit, lane_of
from contracts.codes import Channel, Level, Origin
from contracts.demo import unit_code
from contracts.event import Event
from contracts.hazards import HazardReported, UnitRegistered
from launcher.members import Member

from tests.load.rig import Rig

_NUMBERS = count(100_000)
_STAGE = """
CREATE TEMP TABLE stage (id uuid, lane smallint, noun text, thing text, type text, subject text,
  payload text, place int GENERATED ALWAYS AS IDENTITY)
"""
_WRITE = """
WITH counted AS (
  INSERT INTO outbox_aggregate SELECT noun, thing, 1 FROM stage)
INSERT INTO outbox_event
  (id, lane, aggregatetype, aggregateid, aggregatever, type, subject, payload)
SELECT stage.id, lane, noun, thing, 1, type, subject,
       payload::jsonb || jsonb_build_object('source', store_epoch.source, 'storeepoch',
         store_epoch.epoch, 'sequence', lpad('1', 20, '0'))
FROM stage, store_epoch ORDER BY place
"""


def reported() -> Event:
    return HazardReported(
        at=datetime.now(UTC),
        hazard_id=uuid4(),
        area="350583002202",
        department="office",
        level=Level.GENERAL,
        channel=Channel.SUPERVISION,
        origin=Origin.INSPECTION,
        found_on=date(2026, 3, 4),
    )


def registered() -> Event:
    return UnitRegistered(
        at=datetime.now(UTC),
        unit_id=uuid4(),
        code=unit_code(next(_NUMBERS)),
        name="(演示)露江水暖有限公司",
        area="350583002202",
    )


async def write_backlog(rig: Rig, owner: Member, events: Sequence[Event]) -> None:
    """Put events into an outbox in one transaction, as an import does."""
    rows = [_row(event) for event in events]
    async with rig.database(owner) as connection, connection.transaction():
        await connection.execute(_STAGE)
        columns = ["id", "lane", "noun", "thing", "type", "subject", "payload"]
        await connection.copy_records_to_table("stage", records=rows, columns=columns)
        await connection.execute(_WRITE)
        await connection.execute("DROP TABLE stage")


async def tell_steadily(
    rig: Rig, owner: Member, make: Callable[[], Event], *, rate: int, seconds: float
) -> dict[UUID, float]:
    """Emit so many events a second, each in a transaction of its own; return when each began."""
    url = rig.address_of_database(owner).replace("postgresql://", "postgresql+asyncpg://")
    told: dict[UUID, float] = {}
    async with open_database(url) as sessions:

        async def tell() -> None:
            event = make()
            told[event.id] = time.time()
            async with sessions.begin() as tx:
                await emit(tx, event)

        began, running = time.monotonic(), set()
        for number in range(round(rate * seconds)):
            await asyncio.sleep(max(0, began + number / rate - time.monotonic()))
            task = asyncio.create_task(tell())
            running.add(task)
            task.add_done_callback(running.discard)
        await asyncio.gather(*running)
    return told


def _row(event: Event) -> tuple[UUID, int, str, str, str, str, str]:
    thing = event.aggregate_id
    payload = json.dumps(attributes(event), ensure_ascii=False)
    return event.id, lane_of(thing), event.noun(), thing, event.type(), event.subject, payload
