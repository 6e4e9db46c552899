"""What is over leaves nothing behind."""

from datetime import datetime

from chassis.db import Session

from reporting_whistleblower.domain.uploads import WAITS
from reporting_whistleblower.store import keys, sealed


async def drop_unclaimed_uploads(tx: Session, *, at: datetime) -> int:
    """Delete photographs that waited a day in vain."""
    return await sealed.drop_unclaimed(tx, before=at - WAITS)


async def end_sessions(tx: Session, *, at: datetime) -> int:
    """Delete confidential sessions that ran out."""
    return await keys.drop_expired(tx, at=at)
