"""Periodic duties."""

from datetime import datetime

from chassis.db import Session
from chassis.sweeps import Sweeps

from hazard_registry.store import counters
from hazard_registry.use_cases import closing

sweeps = Sweeps()


@sweeps.every(minutes=1)
async def mark_overdue(tx: Session, at: datetime) -> None:
    """Notice what became late; a large backlog is worked off in several turns."""
    await closing.mark_overdue(tx, at=at)


@sweeps.every(minutes=1)
async def fold_figures(tx: Session, at: datetime) -> None:
    """Move what changes appended into the counters."""
    await counters.fold(tx)
