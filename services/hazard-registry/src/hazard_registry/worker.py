"""`python -m hazard_registry.worker` publishes our events and handles other services'."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker

from hazard_registry.handlers import handlers
from hazard_registry.sweeps import sweeps

if __name__ == "__main__":
    asyncio.run(run_worker(Settings(), handlers, sweeps))
