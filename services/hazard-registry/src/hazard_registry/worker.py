"""`python -m hazard_registry.worker` publishes our events and handles other services'."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker
from upkeep.retention import keep_in_bounds

from hazard_registry.handlers import handlers
from hazard_registry.sweeps import sweeps

if __name__ == "__main__":
    settings = Settings()
    asyncio.run(run_worker(settings, handlers, keep_in_bounds(sweeps, settings)))
