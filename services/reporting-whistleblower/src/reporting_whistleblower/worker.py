"""`python -m reporting_whistleblower.worker` publishes our events and handles other services'."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker

from reporting_whistleblower.handlers import handlers
from reporting_whistleblower.sweeps import sweeps

if __name__ == "__main__":
    asyncio.run(run_worker(Settings(), handlers, sweeps))
