"""`python -m hazard_registry.worker` publishes our events, handles others', and works on jobs."""

import asyncio

from attachments import Files
from chassis.clock import SystemClock
from chassis.db import open_database
from chassis.settings import Settings
from chassis.worker import run_worker
from upkeep.retention import keep_in_bounds

from hazard_registry.handlers import handlers
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.sweeps import keep_results_in_bounds, sweeps
from hazard_registry.use_cases.jobs.running import JOB_FILES, Bench, work_on_jobs


async def main(settings: Settings) -> None:
    files = Files(settings.data_dir / JOB_FILES)
    duties = keep_results_in_bounds(keep_in_bounds(sweeps, settings), files)
    async with open_database(settings.sqlalchemy_url, pool_size=2) as sessions:
        bench = Bench(sessions, files, SystemClock(settings), PERMISSIONS.sight)
        at_work = asyncio.create_task(work_on_jobs(bench))
        try:
            await run_worker(settings, handlers, duties)
        finally:
            at_work.cancel()
            await asyncio.wait([at_work])


if __name__ == "__main__":
    asyncio.run(main(Settings()))
