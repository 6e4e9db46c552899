"""Handlers at work on reports: each move as a function of its own name."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.outbox import emit
from chassis.sight import Sight

from reporting_whistleblower.domain.conflicts import Excluded
from reporting_whistleblower.domain.keys import OpenKey, Purpose
from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.refusals import KeyMissing
from reporting_whistleblower.domain.report import Lead, RefusalGround, Report
from reporting_whistleblower.store import conflicts, keys, leads, pauses, reports, sealed
from reporting_whistleblower.use_cases import report_events, sealing
from reporting_whistleblower.use_cases.clocks import deadline, today
from reporting_whistleblower.use_cases.keeping import WHAT, keep
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.reading import content_key
from reporting_whistleblower.use_cases.rotating import keep_from_tied
from reporting_whistleblower.use_cases.transfers import Restated, must_be_restated


async def assign_report(
    tx: Session,
    *,
    report_id: UUID,
    to: UUID,
    sight: Sight,
    opened: OpenKey,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Give the report to a handler, and seal its key to his. Raise `KeyMissing` if he has none."""
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.assign(to=to, expected=expected)
    if await conflicts.is_excluded(tx, report_id, to):
        raise Excluded(field="/to")
    officer = await keys.of_account(tx, to)
    if officer is None or officer.purpose is not Purpose.HANDLER:
        raise KeyMissing
    key = await content_key(tx, report_id, opened)
    await sealed.share_key(
        tx, report_id, key_id=officer.id, sealed_key=sealing.seal(officer.public_key, key)
    )
    await reports.note_handling(tx, report_id, to)
    return await keep(tx, report, changed, action="assign", by=by, at=at)


async def accept_report(
    tx: Session,
    *,
    report_id: UUID,
    what: str,
    place: str,
    unit_id: UUID | None,
    employee: bool,
    sight: Sight,
    opened: OpenKey | None = None,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Take it on and restate the matter for the field, without the reporter.

    Raise `QuotesTheReport` if the restatement repeats his words; only an open key can tell.
    `employee`: the handler saw proof of employment (应急〔2020〕69号 art. 4).
    """
    report = await reports.get(tx, report_id, sight=sight)
    due = await deadline(tx, "report.conclude", start=today(at))
    changed = report.accept(by=by.id, at=at, due_on=due.on, employee=employee, expected=expected)
    await must_be_restated(tx, report_id, Restated(what, place), opened)
    if unit_id is not None:
        changed = replace(changed, unit_id=unit_id)
        await keep_from_tied(tx, report_id, unit_id, at=at)
    lead = _lead(changed, Restated(what, place), by=by.id, at=at)
    await leads.add(tx, lead)
    await reports.note_handling(tx, report_id, by.id)
    text = f"您的举报已受理,应于{due.on.isoformat()}前办结。"
    await write(tx, report_id=report_id, topic=Topic.ACCEPTED, text=text, by=by.id, at=at)
    await emit(tx, report_events.accepted(changed, at))
    return await keep(tx, report, changed, action="accept", by=by, at=at)


def _lead(report: Report, restated: Restated, *, by: UUID, at: datetime) -> Lead:
    return Lead(
        lead_id=report.lead_id,
        area=report.area,
        unit_id=report.unit_id,
        category=report.category,
        what=restated.what,
        place=restated.place,
        written_by=by,
        written_at=at,
    )


async def refuse_report(
    tx: Session,
    *,
    report_id: UUID,
    ground: RefusalGround,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Refuse on a legal ground; the reporter reads the reason."""
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.refuse(ground=ground, at=at, expected=expected)
    await write(tx, report_id=report_id, topic=Topic.REFUSED, text=reason, by=by.id, at=at)
    await emit(tx, report_events.refused(changed, at))
    return await keep(tx, report, changed, action="refuse", by=by, at=at, why=ground.value)


async def add_note(
    tx: Session, *, report_id: UUID, text: str, sight: Sight, by: audit.Actor, at: datetime
) -> Report:
    """Write an investigation note; the reporter never sees it."""
    report = await reports.get(tx, report_id, sight=sight)
    await write(tx, report_id=report_id, topic=Topic.NOTE, text=text, by=by.id, at=at)
    await reports.note_handling(tx, report_id, by.id)
    await audit.record(tx, by=by, at=at, action="note", what=WHAT, id=report_id)
    return report


async def write_message(
    tx: Session, *, report_id: UUID, text: str, sight: Sight, by: audit.Actor, at: datetime
) -> Report:
    """Write to the reporter; he finds it under his receipt."""
    report = await reports.get(tx, report_id, sight=sight)
    await write(tx, report_id=report_id, topic=Topic.MESSAGE, text=text, by=by.id, at=at)
    await reports.note_handling(tx, report_id, by.id)
    await audit.record(tx, by=by, at=at, action="message", what=WHAT, id=report_id)
    return report


async def extend_report(
    tx: Session,
    *,
    report_id: UUID,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Grant up to 30 more days; the reporter is told why."""
    report = await reports.get(tx, report_id, sight=sight)
    start = report.due_on or today(at)
    due = await deadline(tx, "report.conclude", start=start, part="extension_days")
    changed = report.extend(by=by.id, due_on=due.on, expected=expected)
    change = pauses.Change(what="extended", due_on=due.on, basis=due.basis, changed_at=at)
    await pauses.add_change(tx, report_id, change)
    text = f"办理期限延长至{due.on.isoformat()}:{reason}"
    await write(tx, report_id=report_id, topic=Topic.EXTENDED, text=text, by=by.id, at=at)
    return await keep(tx, report, changed, action="extend", by=by, at=at)
