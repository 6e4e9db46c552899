"""A worker for measuring: `python -m tests.load.event_reader set` or `… one`.

`set` handles events by one statement for many of them, as fast as events can be handled at all;
`one` is a service's own worker with one transaction a message, as one would write it first.
"""

import asyncio
import importlib
import sys

from chassis import consumer
from chassis.db import Fixed, Session
from chassis.handlers import Handlers
from chassis.settings import Settings
from chassis.worker import run_worker
from contracts.hazards import HazardReported

TABLE = "CREATE TABLE IF NOT EXISTS bench_seen (id uuid PRIMARY KEY, area text, found_on date)"
_KEEP = Fixed("INSERT INTO bench_seen VALUES ($1, $2, $3)")

by_sets = Handlers()


@by_sets.on(HazardReported, only_writes=True)
async def see(event: HazardReported, tx: Session) -> None:
    await _KEEP.write(tx, event.hazard_id, event.area, event.found_on)


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
