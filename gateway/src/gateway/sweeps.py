"""Clear away what is over."""

from datetime import datetime

from chassis.db import Session

from gateway.store import delay as delays
from gateway.store import session as sessions


async def clear_away(tx: Session, at: datetime) -> None:
    """Drop sessions that are over and delays that are forgotten."""
    await sessions.end_old(tx, at=at)
    await delays.forget_old(tx, at=at)
