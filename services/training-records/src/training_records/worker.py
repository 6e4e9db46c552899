"""`python -m training_records.worker` publishes our events, handles others', and watches the clock."""

import asyncio

from chassis.settings import Settings
from chassis.worker import run_worker

from training_records.handlers import handlers
from training_records.sweeps import sweeps

if __name__ == "__main__":
    asyncio.run(run_worker(Settings(service_name="training_records"), handlers, sweeps))
