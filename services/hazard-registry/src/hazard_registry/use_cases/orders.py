"""Supervision orders (督办): issue under a numbered letter, answer, make public, lift."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardOrdered
from law.rules import in_force

from hazard_registry.domain import supervision
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.refusals import DateInFuture, DateTooEarly, NoOrderInForce
from hazard_registry.domain.supervision import OrderLevel, SupervisionOrder
from hazard_registry.store import facts, orders
from hazard_registry.use_cases.telling import keep, load, tell, today

SUPERSEDED = "由上一级督办接替"


async def order_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    level: OrderLevel,
    number: str | None,
    listed: bool,
    issued_on: date,
    due_on: date,
    opinion: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put a hazard under a supervision order, listed (挂牌) or not.

    Without a number the letter is ours and takes the next one of its level and year.
    """
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    if due_on < issued_on:
        raise DateTooEarly(field="/due_on", earliest=issued_on.isoformat())
    hazard = supervision.put_under_order(before, level=level, listed=listed, due_on=due_on)
    await _supersede(tx, before, on=today(at))
    order = SupervisionOrder(
        id=new_id(),
        hazard_id=hazard.id,
        level=level,
        listed=listed,
        issued_on=issued_on,
        due_on=due_on,
        opinion=opinion,
        **await _letter(tx, level, issued_on, number),
        issued_by=by.id,
        issued_at=at,
    )
    await facts.add(tx, order)
    await keep(tx, hazard, before=before, by=by, at=at, action="order", why=order.number)
    await tell_order(tx, hazard, order, at=at)
    return hazard


async def _supersede(tx: Session, hazard: Hazard, *, on: date) -> None:
    """Lift the order of a lower level, if one is in force."""
    if hazard.order_level is not None:
        below = await _order_in_force(tx, hazard)
        await facts.save(tx, below.lift(reason=SUPERSEDED, on=on))


async def _letter(
    tx: Session, level: OrderLevel, issued_on: date, number: str | None
) -> dict[str, Any]:
    """The letter number (文号) that was given, or our next, for example 南柳安督〔2026〕3号."""
    if number:
        return {"number": number}
    rule = await in_force(tx, "order.letters", on=issued_on)
    year = issued_on.year
    serial = await orders.next_serial(tx, level=level, year=year)
    number = f"{rule.value[level.value]}〔{year}〕{serial}号"
    return {"number": number, "year": year, "serial": serial}


async def tell_order(tx: Session, hazard: Hazard, order: SupervisionOrder, *, at: datetime) -> None:
    """Let the others know of an order."""
    await tell(
        tx,
        HazardOrdered,
        hazard,
        at=at,
        order_id=order.id,
        order_level=order.level.value,
        listed=order.listed,
        due_on=order.due_on,
    )


async def reply_order(
    tx: Session,
    *,
    hazard_id: UUID,
    reply: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Answer the order that is in force."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    order = await _order_in_force(tx, before)
    await facts.save(tx, order.answer(reply=reply, on=today(at)))
    touched = supervision.touched(before)
    return await keep(tx, touched, before=before, by=by, at=at, action="reply_order", why=reply)


async def lift_order(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Take a hazard off the list (摘牌)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    order = await _order_in_force(tx, before)
    await facts.save(tx, order.lift(reason=reason, on=today(at)))
    hazard = supervision.free_of_order(before)
    return await keep(tx, hazard, before=before, by=by, at=at, action="lift_order", why=reason)


async def publish_order(
    tx: Session,
    *,
    hazard_id: UUID,
    where: str,
    on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put on record where a listed order was made public (公示)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    order = await _order_in_force(tx, before)
    _check_day(on, order, at)
    await facts.save(tx, order.publish(where=where, on=on))
    touched = supervision.touched(before)
    return await keep(tx, touched, before=before, by=by, at=at, action="publish_order", why=where)


async def expose_order(
    tx: Session,
    *,
    hazard_id: UUID,
    where: str,
    on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put on record where it was exposed (曝光)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    order = await _order_in_force(tx, before)
    _check_day(on, order, at)
    await facts.save(tx, order.expose(where=where, on=on))
    touched = supervision.touched(before)
    return await keep(tx, touched, before=before, by=by, at=at, action="expose_order", why=where)


def _check_day(on: date, order: SupervisionOrder, at: datetime) -> None:
    """Raise `DateInFuture` or `DateTooEarly` unless it can have been made public that day."""
    if on > today(at):
        raise DateInFuture(field="/on", latest=today(at).isoformat())
    if on < order.issued_on:
        raise DateTooEarly(field="/on", earliest=order.issued_on.isoformat())


async def _order_in_force(tx: Session, hazard: Hazard) -> SupervisionOrder:
    order = await facts.newest(tx, SupervisionOrder, hazard.id)
    if hazard.order_level is None or order is None:
        raise NoOrderInForce()
    return order
