"""Save a moved report, and write down what moved."""

from datetime import datetime

from chassis import audit
from chassis.db import Session

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import pauses, reports

WHAT = "report"
NOTED = ("status", "handler_id", "conclusion", "due_on", "reexamine_due_on", "paused_at")


async def keep(
    tx: Session,
    before: Report,
    changed: Report,
    *,
    action: str,
    by: audit.By,
    at: datetime,
    why: str | None = None,
) -> Report:
    """Raise `ChangedMeanwhile` if somebody else moved it. A move that ends a report ends its pause."""
    await reports.save(tx, changed)
    if before.paused_at is not None and changed.paused_at is None:
        running = await pauses.running(tx, before.id)
        if running is not None:
            due_after = changed.running_due or running.due_before
            await pauses.save(tx, running.end(at=at, due_after=due_after))
    changes: dict[str, object] = {}
    for field in NOTED:
        old, new = getattr(before, field), getattr(changed, field)
        if old != new:
            changes[field] = [old, new]
    await audit.record(
        tx, by=by, at=at, action=action, what=WHAT, id=before.id, why=why, changes=changes
    )
    return changed
