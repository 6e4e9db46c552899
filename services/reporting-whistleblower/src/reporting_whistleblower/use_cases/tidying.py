"""What is over leaves nothing behind."""

from datetime import datetime

from chassis.db import Session

from reporting_whistleblower.domain.uploads import WAITS
from reporting_whistleblower.store import incoming, keys, sealed, work


async def drop_unclaimed_uploads(tx: Session, *, at: datetime) -> int:
    """Delete files that waited a day in vain, whole or in chunks."""
    before = at - WAITS
    return await sealed.drop_unclaimed(tx, before=before) + await incoming.drop_old(
        tx, before=before
    )


async def end_sessions(tx: Session, *, at: datetime) -> int:
    """Delete confidential sessions that ran out."""
    return await keys.drop_expired(tx, at=at)


async def forget_work(tx: Session, *, at: datetime) -> int:
    """Forget used work that expired."""
    return await work.forget(tx, at=at)
