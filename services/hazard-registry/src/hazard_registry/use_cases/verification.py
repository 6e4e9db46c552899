"""Verify or reject what was reported, and give notice of what was verified."""

from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardNotified, HazardRejected, HazardVerified
from law.rules import in_force

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level
from hazard_registry.domain.notice import Method, Notice, NoticeTo
from hazard_registry.domain.refusals import ChangedMeanwhile
from hazard_registry.store import areas, attachments, criteria, facts, hazards, units
from hazard_registry.use_cases.telling import keep, load, person, tell, today


async def verify_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    level: Level,
    criteria_: tuple[str, ...],
    exception_reason: str | None,
    department: str,
    due_on: date,
    finding: str | None,
    attachments_: tuple[UUID, ...] = (),
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Confirm a hazard and its level (认定), by criteria that were in force when it was found."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    await areas.active_department(tx, department)
    hazard = before.verify(
        level=level,
        criteria=criteria_,
        exception_reason=exception_reason,
        department=department,
        due_on=due_on,
        finding=finding,
        by=person(by),
        on=today(at),
    )
    await criteria.check_citable(tx, criteria_, on=hazard.found_on)
    await attachments.check(tx, attachments_, field="/attachments")
    await facts.add_found(tx, hazard.id, attachments_, by=by.id, at=at)
    await keep(tx, hazard, before=before, by=by, at=at, action="verify", why=finding)
    await make_notices(tx, hazard, at=at)
    await tell(tx, HazardVerified, hazard, at=at, criteria=list(criteria_), due_on=due_on)
    return hazard


async def reject_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put on record that what was reported is no hazard."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.reject(reason=reason)
    await keep(tx, hazard, before=before, by=by, at=at, action="reject", why=reason)
    await tell(tx, HazardRejected, hazard, at=at)
    return hazard


async def make_notices(tx: Session, hazard: Hazard, *, at: datetime) -> None:
    """Make the two notices that are now due; their persons are those in the register."""
    rule = await in_force(tx, "hazard.notice", on=today(at))
    due_on = today(at) + timedelta(days=rule.whole("acknowledge_days"))
    unit = await units.find(tx, hazard.unit_id) if hazard.unit_id else None
    people = {
        NoticeTo.PRINCIPAL: (unit.principal, unit.principal_phone) if unit else (None, None),
        NoticeTo.ACTUAL_CONTROLLER: (
            (unit.actual_controller, unit.actual_controller_phone) if unit else (None, None)
        ),
    }
    for to, (name, phone) in people.items():
        notice = Notice(
            id=new_id(), hazard_id=hazard.id, to=to, recipient=name, phone=phone, due_on=due_on
        )
        await facts.add(tx, notice)


async def send_notice(
    tx: Session,
    *,
    hazard_id: UUID,
    notice_id: UUID,
    method: Method,
    document: str | None,
    recipient: str | None,
    sent_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Notice:
    """Send one notice; when the last is sent, the hazard counts as notified (告知)."""
    before = await hazards.get(tx, hazard_id, sight=sight)
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    sent = notice.send(method=method, document=document, recipient=recipient, on=sent_on)
    await _keep_notice(tx, sent, action="send", by=by, at=at)
    every = await facts.of(tx, Notice, hazard_id)
    if before.notified_on is None and all(each.sent_on for each in every):
        hazard = before.notified(on=max(each.sent_on for each in every if each.sent_on))
        await keep(tx, hazard, before=before, by=by, at=at, action="notify")
        await tell(tx, HazardNotified, hazard, at=at)
    return sent


async def deliver_notice(
    tx: Session,
    *,
    hazard_id: UUID,
    notice_id: UUID,
    delivered_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Notice:
    """Put on record that a notice arrived."""
    await hazards.get(tx, hazard_id, sight=sight)
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    delivered = notice.deliver(on=delivered_on)
    return await _keep_notice(tx, delivered, action="deliver", by=by, at=at)


async def acknowledge_notice(
    tx: Session,
    *,
    hazard_id: UUID,
    notice_id: UUID,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Notice:
    """Confirm that a notice was received (签收)."""
    await hazards.get(tx, hazard_id, sight=sight)
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    return await _keep_notice(
        tx, notice.acknowledge(on=today(at)), action="acknowledge", by=by, at=at
    )


async def _notice(tx: Session, notice_id: UUID, *, hazard_id: UUID, expected: int) -> Notice:
    notice = await facts.get(tx, Notice, notice_id, hazard_id=hazard_id)
    if notice.version != expected:
        raise ChangedMeanwhile(version=notice.version)
    return notice


async def _keep_notice(
    tx: Session, notice: Notice, *, action: str, by: Principal, at: datetime
) -> Notice:
    await facts.save(tx, notice)
    await record(
        tx,
        by=by,
        at=at,
        action=f"{action}_notice",
        what="hazard",
        id=notice.hazard_id,
        changes={"notice": [None, notice.to]},
    )
    return notice
