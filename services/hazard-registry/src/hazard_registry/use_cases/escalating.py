"""Escalate what stays overdue: the system proposes by rule, a person signs or declines."""

from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from law.rules import in_force

from hazard_registry.domain import supervision
from hazard_registry.domain.escalation import Escalation, check_due, propose
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.refusals import NoEscalation
from hazard_registry.domain.supervision import SupervisionOrder
from hazard_registry.store import facts, orders
from hazard_registry.use_cases.orders import order_hazard
from hazard_registry.use_cases.telling import keep, load, today

BATCH = 500
FIRST = UUID(int=0)


async def propose_escalations(tx: Session, *, at: datetime) -> int:
    """Propose the next level for every overdue major hazard that is ripe. Say how many."""
    rule = await in_force(tx, "hazard.escalation", on=today(at))
    after_days = {level: rule.whole("after_days", level) for level in rule.value["after_days"]}
    await orders.lapse_escalations(tx, on=today(at))
    since = today(at) - timedelta(days=rule.whole("again_after_days"))
    proposed, last = 0, FIRST
    while found := await orders.overdue_major(tx, declined_since=since, after=last, limit=BATCH):
        for hazard in found:
            escalation = propose(hazard, after_days=after_days, id=new_id(), on=today(at))
            if escalation:
                await _propose(tx, escalation, at=at)
                proposed += 1
        last = found[-1].id
    return proposed


async def _propose(tx: Session, escalation: Escalation, *, at: datetime) -> None:
    await facts.add(tx, escalation)
    await record(
        tx,
        by="sweep",
        at=at,
        action="propose_escalation",
        what="hazard",
        id=escalation.hazard_id,
        changes={"order_level": [escalation.from_level, escalation.to_level]},
    )


async def sign_escalation(
    tx: Session,
    *,
    hazard_id: UUID,
    number: str | None,
    listed: bool,
    due_on: date,
    opinion: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Sign what was proposed: the order of the next level is issued and takes the lower one's place."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    escalation = await _waiting(tx, before)
    hazard = await order_hazard(
        tx,
        hazard_id=hazard_id,
        level=escalation.to_level,
        number=number,
        listed=listed,
        issued_on=today(at),
        due_on=due_on,
        opinion=opinion,
        sight=sight,
        by=by,
        at=at,
        expected=expected,
    )
    order = await facts.newest(tx, SupervisionOrder, hazard_id)
    if order is not None:
        await facts.save(tx, escalation.sign(order_id=order.id, by=by.id, on=today(at)))
    return hazard


async def decline_escalation(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Decline it with reasons; the same level is not proposed again for some days."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    escalation = await _waiting(tx, before)
    await facts.save(tx, escalation.decline(reason=reason, by=by.id, on=today(at)))
    touched = supervision.touched(before)
    return await keep(
        tx, touched, before=before, by=by, at=at, action="decline_escalation", why=reason
    )


async def _waiting(tx: Session, hazard: Hazard) -> Escalation:
    """Raise `NoEscalation` unless one waits and still holds."""
    escalation = await facts.newest(tx, Escalation, hazard.id)
    if escalation is None or escalation.signed is not None:
        raise NoEscalation()
    check_due(hazard, escalation)
    return escalation
