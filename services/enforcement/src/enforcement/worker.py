"""`python -m enforcement.worker` publishes our events and handles other services'."""

import asyncio

from chassis.settings import Settings
from chassis.sweeps import Sweeps
from chassis.worker import run_worker
from upkeep.retention import keep_in_bounds

from enforcement.handlers import handlers

if __name__ == "__main__":
    settings = Settings()
    asyncio.run(run_worker(settings, handlers, keep_in_bounds(Sweeps(), settings)))
