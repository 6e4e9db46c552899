"""Keep the plan: report progress, accept it, begin the successor plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from attachments import NoSuchAttachment, get_attachment
from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from law.calendar import Calendar

from enforcement.domain.plan import Plan, Progress, WholePlan
from enforcement.domain.refusals import (
    AlreadyThere,
    DateWrong,
    NoSuchMilestone,
    NoSuchRow,
    OutsideReach,
    PeriodWrong,
    UnknownAttachment,
)
from enforcement.store import body as bodies
from enforcement.store import plan as store


async def get_plan(tx: Session, *, code: str, on: date, sight: Sight) -> WholePlan:
    """Raise `NotFound`."""
    return WholePlan(
        plan=await store.get(tx, code),
        rows=await store.rows_of(tx, code),
        milestones=await store.milestones_of(tx, code),
        latest=await store.latest(tx, code, sight=sight, on=on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a body reports; `evidence` are files sent before."""

    row: str
    milestone_id: UUID | None
    body: str
    as_of: date
    words: str
    evidence: tuple[UUID, ...]


async def report_progress(
    tx: Session,
    *,
    code: str,
    reported: Reported,
    sight: Sight,
    by: Principal,
    at: datetime,
    id: UUID | None = None,
) -> Progress:
    """Report on a row. Raise `NotFound` without such a plan.

    Raise `NoSuchRow`, `NoSuchMilestone`, `UnknownBody`, `OutsideReach`, `DateWrong` or
    `UnknownAttachment` for what does not fit.
    """
    plan = await store.get(tx, code)
    await _must_fit(tx, plan, reported, today=Calendar.today(at))
    await bodies.body_of(tx, reported.body)
    if not sight.sees(area=plan.area, department=reported.body):
        raise OutsideReach(body=reported.body, area=plan.area)
    entry = Progress(
        id=id or new_id(),
        plan=code,
        row=reported.row,
        milestone_id=reported.milestone_id,
        area=plan.area,
        body=reported.body,
        as_of=reported.as_of,
        words=reported.words,
        evidence=reported.evidence,
        entered_by=by.id,
        entered_at=at,
    )
    await store.records.add(tx, entry)
    await record(tx, by=by, at=at, action="report", what="plan_progress", id=entry.id)
    return entry


async def accept_progress(
    tx: Session, *, progress_id: UUID, sight: Sight, by: Principal, at: datetime, expected: int
) -> Progress:
    """Let a report count; its milestone is reached. Raise `SelfApproval`."""
    before = await store.get_progress(tx, progress_id, sight=sight)
    after = before.accept(by=by.id, at=at, expected=expected)
    await store.records.save(tx, after)
    if after.milestone_id is not None:
        await store.reach(tx, after)
    await _record_answer(tx, after, by=by, at=at)
    return after


async def return_progress(
    tx: Session,
    *,
    progress_id: UUID,
    why: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Progress:
    """Send a report back to whoever wrote it, who may report again."""
    before = await store.get_progress(tx, progress_id, sight=sight)
    after = before.send_back(by=by.id, at=at, why=why, expected=expected)
    await store.records.save(tx, after)
    await _record_answer(tx, after, by=by, at=at)
    return after


async def copy_plan(
    tx: Session, *, plan: Plan, source: str, sight: Sight, by: Principal, at: datetime
) -> Plan:
    """Begin a successor plan with the rows of an older one; dates of milestones are set anew.

    Raise `NotFound`, `AlreadyThere`, `PeriodWrong`, `OutsideReach`.
    """
    if plan.ends <= plan.begins:
        raise PeriodWrong(field="/ends", first=plan.begins, last=plan.ends)
    older = await store.get(tx, source)
    if not sight.sees(area=plan.area):
        raise OutsideReach(body="office", area=plan.area)
    rows = [replace(row, plan=plan.code) for row in await store.rows_of(tx, source)]
    begun = replace(plan, actions=older.actions, copied_from=source)
    if not await store.add_plan(tx, begun, rows, []):
        raise AlreadyThere(field="/code")
    await record(tx, by=by, at=at, action="copy", what="plan", id=plan.code, why=source)
    return begun


async def _must_fit(tx: Session, plan: Plan, reported: Reported, *, today: date) -> None:
    if not plan.begins <= reported.as_of <= today:
        raise DateWrong(field="/as_of", on=reported.as_of, earliest=plan.begins, latest=today)
    if reported.row not in {row.row for row in await store.rows_of(tx, plan.code)}:
        raise NoSuchRow(field="/row", row=reported.row)
    if reported.milestone_id is not None:
        milestone = await store.milestone(tx, reported.milestone_id)
        if milestone is None or (milestone.plan, milestone.row) != (plan.code, reported.row):
            raise NoSuchMilestone(field="/milestone_id", row=reported.row)
    for number, attachment_id in enumerate(reported.evidence):
        try:
            await get_attachment(tx, attachment_id)
        except NoSuchAttachment:
            raise UnknownAttachment(field=f"/evidence/{number}") from None


async def _record_answer(tx: Session, entry: Progress, *, by: Principal, at: datetime) -> None:
    await record(
        tx,
        by=by,
        at=at,
        action=entry.status.value,
        what="plan_progress",
        id=entry.id,
        why=entry.why,
        changes={"status": ["submitted", entry.status.value]},
    )
