"""`python -m training_records.worker` publishes our events, handles others', and watches the clock."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker
from upkeep.retention import keep_in_bounds

from training_records.handlers import handlers
from training_records.sweeps import sweeps

if __name__ == "__main__":
    settings = Settings(service_name="training_records")
    asyncio.run(run_worker(settings, handlers, keep_in_bounds(sweeps, settings)))
