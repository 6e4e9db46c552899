"""The same matter, reported again: it joins whoever reported it first."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import reports
from reporting_whistleblower.use_cases.keeping import keep
from reporting_whistleblower.use_cases.letters import write


async def merge_report(
    tx: Session,
    *,
    report_id: UUID,
    into: UUID,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Join a later report of the same matter to the first; who came first keeps the place."""
    report = await reports.get(tx, report_id, sight=sight)
    first = await reports.get(tx, into, sight=sight)
    changed = report.merge(into=first, at=at, expected=expected)
    await reports.regroup(tx, was=report_id, now=into)
    text = "您举报的事项此前已有人举报,将一并办理、一并答复。"
    await write(tx, report_id=report_id, topic=Topic.MERGED, text=text, by=by.id, at=at)
    return await keep(tx, report, changed, action="merge", by=by, at=at)
