"""Notices of a verified hazard: made, sent, delivered, acknowledged (告知)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardNotified
from law.rules import in_force

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.notice import Method, Notice, NoticeTo, Visit
from hazard_registry.domain.outgoing import Outgoing, OutgoingKind
from hazard_registry.domain.refusals import ChangedMeanwhile
from hazard_registry.domain.unit import Unit
from hazard_registry.store import attachments, facts, hazards, outgoing, units
from hazard_registry.use_cases.outgoing import queued
from hazard_registry.use_cases.telling import check_kept, keep, tell, today

TEXT = "【隐患告知】您单位的隐患(编号{number})已认定,整改期限{due_on};请于{by}前签收告知书。"


async def make_notices(tx: Session, hazard: Hazard, *, at: datetime) -> None:
    """Make the two notices that are now due; their persons are those in the register.

    Verified once more, the notices begin anew: what was sent before stands in the history.
    """
    rule = await in_force(tx, "hazard.notice", on=today(at))
    due_on = today(at) + timedelta(days=rule.whole("acknowledge_days"))
    unit = await units.find(tx, hazard.unit_id) if hazard.unit_id else None
    known = {notice.to: notice for notice in await facts.of(tx, Notice, hazard.id)}
    for to, (name, phone) in _people(hazard, unit).items():
        if to in known:
            await facts.save(tx, known[to].renew(recipient=name, phone=phone, due_on=due_on))
            continue
        notice = Notice(
            id=new_id(), hazard_id=hazard.id, to=to, recipient=name, phone=phone, due_on=due_on
        )
        await facts.add(tx, notice)


async def readdress(tx: Session, hazard: Hazard, *, unit: Unit) -> None:
    """Address what was not sent yet to the persons of the unit that is known now."""
    people = _people(hazard, unit)
    for notice in await facts.of(tx, Notice, hazard.id):
        if notice.sent_on is None:
            name, phone = people[notice.to]
            await facts.save(tx, notice.addressed(recipient=name, phone=phone))


def _people(hazard: Hazard, unit: Unit | None) -> dict[NoticeTo, tuple[str | None, str | None]]:
    """Name and telephone of either; where no unit is registered, who answers for the place."""
    if unit is None:
        return {
            NoticeTo.PRINCIPAL: (hazard.in_charge, hazard.in_charge_phone),
            NoticeTo.ACTUAL_CONTROLLER: (None, None),
        }
    return {
        NoticeTo.PRINCIPAL: (unit.principal, unit.principal_phone),
        NoticeTo.ACTUAL_CONTROLLER: (unit.actual_controller, unit.actual_controller_phone),
    }


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
    await check_kept(tx, before)
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    sent = notice.send(method=method, document=document, recipient=recipient, on=sent_on)
    await _keep_notice(tx, sent, action="send", by=by, at=at)
    if method is Method.MESSAGE:
        await outgoing.add(tx, _message(before, sent, at=at))
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
    witness: str | None = None,
    attachments_: tuple[UUID, ...] = (),
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Notice:
    """Put on record that a notice arrived, and what proves it."""
    await check_kept(tx, await hazards.get(tx, hazard_id, sight=sight))
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    await attachments.check(tx, attachments_, field="/attachments")
    delivered = notice.deliver(on=delivered_on, witness=witness, proof=attachments_)
    await facts.add_photos(
        tx, hazard_id=hazard_id, attachments=attachments_, stage="delivery", by=by.id, at=at
    )
    return await _keep_notice(tx, delivered, action="deliver", by=by, at=at)


async def follow_notice(
    tx: Session,
    *,
    hazard_id: UUID,
    notice_id: UUID,
    visit: Visit,
    note: str,
    attachments_: tuple[UUID, ...],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Notice:
    """Say what the village met when it went there, because nobody had acknowledged the notice."""
    await check_kept(tx, await hazards.get(tx, hazard_id, sight=sight))
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    await attachments.check(tx, attachments_, field="/attachments")
    followed = notice.follow(visit=visit, note=note, proof=attachments_, on=today(at))
    await facts.add_photos(
        tx, hazard_id=hazard_id, attachments=attachments_, stage="delivery", by=by.id, at=at
    )
    return await _keep_notice(tx, followed, action="follow", by=by, at=at)


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
    await check_kept(tx, await hazards.get(tx, hazard_id, sight=sight))
    notice = await _notice(tx, notice_id, hazard_id=hazard_id, expected=expected)
    return await _keep_notice(
        tx, notice.acknowledge(on=today(at)), action="acknowledge", by=by, at=at
    )


def _message(hazard: Hazard, notice: Notice, *, at: datetime) -> Outgoing:
    """The notice as a message: numbers and dates, no word of who found what."""
    return queued(
        OutgoingKind.NOTICE,
        key=f"notice:{notice.id}:{notice.version}",
        hazard_id=hazard.id,
        notice_id=notice.id,
        recipient=notice.recipient,
        phone=notice.phone,
        text=TEXT.format(number=hazard.number, due_on=hazard.due_on, by=notice.due_on),
        at=at,
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
