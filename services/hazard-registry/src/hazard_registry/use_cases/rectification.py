"""Plan, start, report progress, ask for more time, and say that it is done."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardExtended, HazardPlanned, HazardSubmitted
from law.calendar import load_calendar
from law.rules import in_force

from hazard_registry.domain import extension
from hazard_registry.domain.extension import Extension
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.plan import Plan
from hazard_registry.store import attachments, facts
from hazard_registry.use_cases.telling import keep, load, person, tell, today


async def plan_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    plan: Plan,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Fix who mends it, how, with what money, by when, and what if (五落实)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.make_plan(plan, by=person(by), on=today(at))
    await keep(tx, hazard, before=before, by=by, at=at, action="plan")
    await tell(tx, HazardPlanned, hazard, at=at)
    return hazard


async def start_hazard(
    tx: Session, *, hazard_id: UUID, sight: Sight, by: Principal, at: datetime, expected: int
) -> Hazard:
    """Begin the work."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.start(by=person(by), on=today(at))
    return await keep(tx, hazard, before=before, by=by, at=at, action="start")


async def progress_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    percent: int,
    funds_used: Decimal | None,
    note: str,
    attachments_: tuple[UUID, ...],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Note how far the work is, what it has cost, and show it."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.progress(percent=percent, funds_used=funds_used, by=person(by))
    await _show(tx, hazard, attachments_, stage="progress", by=by, at=at)
    await facts.note_progress(
        tx,
        id=new_id(),
        hazard_id=hazard.id,
        percent=percent,
        funds_used=funds_used,
        note=note,
        by=by.id,
        at=at,
    )
    return await keep(tx, hazard, before=before, by=by, at=at, action="progress", why=note)


async def ask_extension(
    tx: Session,
    *,
    hazard_id: UUID,
    to_on: date,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Ask for more time before the due date, as often as the rule for the level allows."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    rule = await in_force(tx, "hazard.extension", on=today(at))
    most = rule.whole(before.level.value) if before.level.value in rule.value else 0
    hazard = extension.ask(before, to_on=to_on, most=most, by=person(by), on=today(at))
    asked = Extension(
        id=new_id(),
        hazard_id=hazard.id,
        from_on=before.due_on or to_on,
        to_on=to_on,
        reason=reason,
        asked_by=by.id,
        asked_at=at,
    )
    await facts.add(tx, asked)
    return await keep(tx, hazard, before=before, by=by, at=at, action="ask_extension", why=reason)


async def grant_extension(
    tx: Session,
    *,
    hazard_id: UUID,
    decision: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Grant more time, as another person than who asked."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = extension.grant(before, by=person(by))
    await _decide(tx, hazard, granted=True, decision=decision, by=by, at=at)
    await keep(tx, hazard, before=before, by=by, at=at, action="grant_extension", why=decision)
    await tell(tx, HazardExtended, hazard, at=at, due_on=hazard.due_on)
    return hazard


async def refuse_extension(
    tx: Session,
    *,
    hazard_id: UUID,
    decision: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Refuse more time; the due date stays."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = extension.refuse(before, by=person(by))
    await _decide(tx, hazard, granted=False, decision=decision, by=by, at=at)
    return await keep(
        tx, hazard, before=before, by=by, at=at, action="refuse_extension", why=decision
    )


async def submit_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    note: str,
    attachments_: tuple[UUID, ...],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Say it is done and ask for review; the days for the review begin to run."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    rule = await in_force(tx, "hazard.review_days", on=today(at))
    calendar = await load_calendar(tx)
    hazard = before.submit(
        evidence=len(attachments_),
        by=person(by),
        on=today(at),
        review_due_on=calendar.end_of_period(today(at), rule.whole("days")),
    )
    await _show(tx, hazard, attachments_, stage="evidence", by=by, at=at)
    await keep(tx, hazard, before=before, by=by, at=at, action="submit", why=note)
    await tell(tx, HazardSubmitted, hazard, at=at)
    return hazard


async def _show(
    tx: Session,
    hazard: Hazard,
    attachments_: tuple[UUID, ...],
    *,
    stage: str,
    by: Principal,
    at: datetime,
) -> None:
    await attachments.check(tx, attachments_, field="/attachments")
    await facts.add_photos(
        tx, hazard_id=hazard.id, attachments=attachments_, stage=stage, by=by.id, at=at
    )


async def _decide(
    tx: Session,
    hazard: Hazard,
    *,
    granted: bool,
    decision: str | None,
    by: Principal,
    at: datetime,
) -> None:
    asked = await facts.newest(tx, Extension, hazard.id)
    if asked is not None:
        await facts.save(tx, asked.decide(granted=granted, decision=decision, by=by.id, at=at))
