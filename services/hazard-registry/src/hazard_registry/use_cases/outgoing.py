"""Say it outward: queue messages, send what is due, note what became of them."""

import asyncio
from datetime import datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight

from hazard_registry.domain.notice import Notice
from hazard_registry.domain.outgoing import Outgoing, OutgoingKind, OutgoingStatus
from hazard_registry.domain.refusals import ChangedMeanwhile
from hazard_registry.outward import NotSent, Outward
from hazard_registry.store import facts, outgoing
from hazard_registry.use_cases.telling import today

BATCH = 20


def queued(
    kind: OutgoingKind,
    *,
    key: str,
    hazard_id: UUID,
    recipient: str | None,
    phone: str | None,
    text: str,
    at: datetime,
    notice_id: UUID | None = None,
) -> Outgoing:
    """A message that is to be sent at once, or waits for somebody who knows a number."""
    return Outgoing(
        id=new_id(),
        key=key,
        kind=kind,
        hazard_id=hazard_id,
        notice_id=notice_id,
        recipient=recipient,
        phone=phone,
        text=text,
        status=OutgoingStatus.WAITING if phone else OutgoingStatus.NO_NUMBER,
        next_try_at=at if phone else None,
        queued_at=at,
    )


async def send_due(tx: Session, way: Outward, *, at: datetime) -> int:
    """Send what is due, all at once; say how many were tried."""
    waiting = await outgoing.due(tx, at=at, limit=BATCH)
    for sent in await asyncio.gather(*(_send(way, message, at) for message in waiting)):
        await outgoing.save(tx, sent)
        await _prove(tx, sent)
    return len(waiting)


async def _send(way: Outward, message: Outgoing, at: datetime) -> Outgoing:
    try:
        receipt = await way.send(message)
    except NotSent as failure:
        return message.failed(error=failure.code, at=at)
    return message.sent(receipt=receipt, at=at, delivered=way.delivers)


async def receive_receipt(
    tx: Session, *, message_id: UUID, delivered: bool, sight: Sight, by: Principal, at: datetime
) -> Outgoing:
    """Note what the provider reports of a message (回执); of a notice it proves delivery."""
    before = await outgoing.get(tx, message_id, sight=sight)
    message = before.receive(delivered=delivered, at=at)
    if message is before:
        return before
    await outgoing.save(tx, message)
    await _prove(tx, message)
    await _note(tx, message, before=before, by=by, at=at, action="receive_receipt")
    return message


async def retry_message(
    tx: Session,
    *,
    message_id: UUID,
    phone: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Outgoing:
    """Send anew what failed, perhaps to another number."""
    before = await outgoing.get(tx, message_id, sight=sight)
    if before.version != expected:
        raise ChangedMeanwhile(version=before.version)
    message = before.retry(phone=phone, at=at)
    await outgoing.save(tx, message)
    await _note(tx, message, before=before, by=by, at=at, action="retry_message")
    return message


async def _prove(tx: Session, message: Outgoing) -> None:
    """A delivered notice is delivered on that day, if it was still to be."""
    if message.notice_id is None or message.delivered_at is None:
        return
    notice = await facts.get(tx, Notice, message.notice_id, hazard_id=message.hazard_id)
    if notice.sent_on is not None and notice.delivered_on is None:
        await facts.save(tx, notice.deliver(on=today(message.delivered_at)))


async def _note(
    tx: Session, message: Outgoing, *, before: Outgoing, by: Principal, at: datetime, action: str
) -> None:
    changes = {"status": [before.status, message.status]}
    id_ = message.hazard_id
    await record(tx, by=by, at=at, action=action, what="hazard", id=id_, changes=changes)
