"""What happens because time passes."""

from datetime import datetime

from chassis.db import Session
from chassis.sweeps import Sweeps

from gateway.store import delay as delays
from gateway.store import session as sessions

sweeps = Sweeps()


@sweeps.every(minutes=10)
async def clear_away(tx: Session, at: datetime) -> None:
    """Drop sessions that are over and delays that are forgotten."""
    await sessions.end_old(tx, at=at)
    await delays.forget_old(tx, at=at)
