"""A report that was knowingly made up: proposed with proof, decided by somebody else."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.false_report import (
    FalseReport,
    Ground,
    Status,
    must_be_unfounded,
)
from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.refusals import AlreadyAccused
from reporting_whistleblower.store import protection, reports
from reporting_whistleblower.use_cases.letters import write

WHAT: Final = "false_report"
TOLD: Final = "经审查,您的举报被认定为故意捏造。您可以在本页陈述、申辩。"


async def propose_false_report(
    tx: Session,
    *,
    report_id: UUID,
    ground: Ground,
    proof: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> FalseReport:
    """Say that it was made up, and what proves it; the proof is sealed like every note."""
    report = await reports.get(tx, report_id, sight=sight)
    must_be_unfounded(report)
    new = FalseReport(
        id=new_id(),
        report_id=report_id,
        area=report.area,
        ground=ground,
        proposed_by=by.id,
        proposed_at=at,
    )
    if not await protection.add(tx, new):
        raise AlreadyAccused
    await write(tx, report_id=report_id, topic=Topic.NOTE, text=proof, by=by.id, at=at)
    await reports.note_handling(tx, report_id, by.id)
    await _note(tx, new, before=None, action="propose", by=by, at=at)
    return new


async def confirm_false_report(
    tx: Session,
    *,
    false_report_id: UUID,
    to_police: bool,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> FalseReport:
    """Find it proved. The reporter is told; who he is stays shut, as with every other report."""
    accused = await protection.get(tx, FalseReport, false_report_id, sight=sight)
    changed = accused.confirm(
        by=by.id,
        handlers=await reports.handlers_of(tx, accused.report_id),
        report=await reports.get(tx, accused.report_id),
        to_police=to_police,
        at=at,
        expected=expected,
    )
    await write(
        tx, report_id=accused.report_id, topic=Topic.FALSE_REPORT, text=TOLD, by=by.id, at=at
    )
    return await _keep(tx, accused, changed, action="confirm", by=by, at=at)


async def reject_false_report(
    tx: Session,
    *,
    false_report_id: UUID,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> FalseReport:
    """Find it not proved: the report stays what it was, a mistake at most."""
    accused = await protection.get(tx, FalseReport, false_report_id, sight=sight)
    handlers = await reports.handlers_of(tx, accused.report_id)
    changed = accused.reject(by=by.id, handlers=handlers, at=at, expected=expected)
    return await _keep(tx, accused, changed, action="reject", by=by, at=at)


async def _keep(
    tx: Session,
    before: FalseReport,
    changed: FalseReport,
    *,
    action: str,
    by: audit.Actor,
    at: datetime,
) -> FalseReport:
    await protection.save(tx, changed)
    await _note(tx, changed, before=before.status, action=action, by=by, at=at)
    return changed


async def _note(
    tx: Session,
    changed: FalseReport,
    *,
    before: Status | None,
    action: str,
    by: audit.Actor,
    at: datetime,
) -> None:
    changes = {"status": [before, changed.status]}
    await audit.record(tx, by=by, at=at, action=action, what=WHAT, id=changed.id, changes=changes)
