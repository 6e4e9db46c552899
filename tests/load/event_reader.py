"""A worker for measuring: `python -m tests.load.event_reader set` or `… one`.

`set` handles events by one statement for many of them, as fast as events can be handled at all;
`one` is a service's own worker with one transaction a message, as one would write it first.
"""

import asyncio
import importlib
import sys

from chassis import consumer
from chassis.db import Session
from chassis.handlers import Handlers
from chassis.settings import Settings
from chassis.worker import run_worker
from contracts.hazards import HazardReported
from sqlalchemy import text

TABLE = "CREATE TABLE IF NOT EXISTS bench_seen (id uuid PRIMARY KEY, area text, found_on date)"
_KEEP = text("""
INSERT INTO bench_seen
SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:areas AS text[]), CAST(:days AS date[]))
""")

by_sets = Handlers()


@by_sets.on_many(HazardReported)
async def see(events: list[HazardReported], tx: Session) -> None:
    seen = {
        "ids": [event.hazard_id for event in events],
        "areas": [event.area for event in events],
        "days": [event.found_on for event in events],
    }
    await tx.execute(_KEEP, seen)


def main(how: str) -> None:
    settings = Settings()
    if how == "set":
        asyncio.run(run_worker(settings, by_sets))
        return
    consumer.BATCH = 1  # type: ignore[misc]
    handlers = importlib.import_module(f"{settings.service_name}.handlers").handlers
    asyncio.run(run_worker(settings, handlers))


if __name__ == "__main__":
    main(sys.argv[1])
