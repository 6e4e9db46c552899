"""`python -m enforcement.worker` publishes our events and handles other services'."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker

from enforcement.handlers import handlers

if __name__ == "__main__":
    asyncio.run(run_worker(Settings(), handlers))
