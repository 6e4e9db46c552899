"""Jobs that ended long ago are cleared away, with what they read and wrote."""

import asyncio
from datetime import datetime

from attachments import Files
from chassis.db import Session

from hazard_registry.domain.job import RESULTS_KEPT
from hazard_registry.store import jobs

MOST_AT_ONCE = 500


async def clear_jobs(tx: Session, files: Files, *, at: datetime) -> int:
    """Say how many files went. If the transaction fails the jobs stay, without their files."""
    gone = await jobs.forget(tx, before=at - RESULTS_KEPT, limit=MOST_AT_ONCE)
    for digest in gone:
        await asyncio.to_thread(files.path(digest).unlink, missing_ok=True)
    return len(gone)
