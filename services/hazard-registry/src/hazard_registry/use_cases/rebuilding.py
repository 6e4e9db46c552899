"""Count the figures anew, on the record."""

from datetime import datetime

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal

from hazard_registry.store import counters


async def rebuild_figures(tx: Session, *, by: Principal, at: datetime) -> int:
    """Rebuild the counters, and say how many cells had been wrong."""
    wrong = await counters.differing(tx)
    await counters.rebuild(tx)
    changes = {"differing": [wrong, 0]}
    await record(
        tx, by=by, at=at, action="rebuild", what="statistics", id="hazards", changes=changes
    )
    return wrong
