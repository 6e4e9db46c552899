"""Handlers end an investigation, answer, and look again."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.outbox import emit
from chassis.sight import Sight

from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.report import Conclusion, Report
from reporting_whistleblower.store import reports
from reporting_whistleblower.use_cases import report_events
from reporting_whistleblower.use_cases.clocks import deadline, today
from reporting_whistleblower.use_cases.keeping import keep
from reporting_whistleblower.use_cases.letters import write


async def conclude_report(
    tx: Session,
    *,
    report_id: UUID,
    conclusion: Conclusion,
    statement: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """End the investigation; the statement is what the reporter will read as the answer."""
    report = await reports.get(tx, report_id, sight=sight)
    due = await deadline(tx, "report.feedback", start=today(at))
    changed = report.conclude(
        conclusion, by=by.id, at=at, feedback_due_on=due.on, expected=expected
    )
    await _answer(tx, changed, topic=Topic.CONCLUDED, text=statement, by=by.id, at=at)
    await reports.note_handling(tx, report_id, by.id)
    await emit(tx, report_events.concluded(changed, at))
    return await keep(tx, report, changed, action="conclude", by=by, at=at)


async def give_feedback(
    tx: Session,
    *,
    report_id: UUID,
    text: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Tell the reporter what came of it: conclusion, facts, decision, whether a reward is due."""
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.give_feedback(at=at, expected=expected)
    await _answer(tx, changed, topic=Topic.FEEDBACK, text=text, by=by.id, at=at)
    return await keep(tx, report, changed, action="feedback", by=by, at=at)


async def reexamine_report(
    tx: Session,
    *,
    report_id: UUID,
    conclusion: Conclusion,
    statement: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Answer an objection, as somebody who had no part in the first conclusion."""
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.reexamine(conclusion, by=by.id, at=at, expected=expected)
    await write(tx, report_id=report_id, topic=Topic.REEXAMINED, text=statement, by=by.id, at=at)
    await reports.note_handling(tx, report_id, by.id)
    await emit(tx, report_events.concluded(changed, at))
    return await keep(tx, report, changed, action="reexamine", by=by, at=at)


async def _answer(
    tx: Session, report: Report, *, topic: Topic, text: str, by: UUID, at: datetime
) -> None:
    """Answer everybody who reported the matter (应急〔2023〕106号: merged reports, one answer)."""
    await write(tx, report_id=report.id, topic=topic, text=text, by=by, at=at)
    for merged in await reports.merged_into(tx, report.id):
        if merged.destroyed_at is None:
            await write(tx, report_id=merged.id, topic=topic, text=text, by=by, at=at)
