"""Serve a decision, follow its payment, publish it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight

from enforcement.domain.case import Case
from enforcement.domain.deadline import Due
from enforcement.domain.penalty import Target
from enforcement.domain.performance import (
    Method,
    Payment,
    Performance,
    Remedy,
    Result,
    Suspension,
    first_parts,
)
from enforcement.domain.record import Publication
from enforcement.domain.refusals import IllegalMove
from enforcement.domain.status import Status
from enforcement.store import case as store
from enforcement.use_cases.case import keep, tell_withdrawn
from enforcement.use_cases.deadlines import between, deadline
from enforcement.use_cases.owing import added_fine_rule


async def serve_case(
    tx: Session,
    *,
    case_id: UUID,
    served_on: date,
    method: Method,
    receipt: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record that the decision reached the party (送达, 行政处罚法 art. 61); the clocks start."""
    before = await store.get(tx, case_id, sight=sight)
    decided = before.decision.decided_on if before.decision else before.filed_on
    between(served_on, decided, at, "/served_on")
    pay = await deadline(tx, Due.PAY, after=served_on)
    remedies = [await deadline(tx, what, after=served_on) for what in (Due.RECONSIDER, Due.SUE)]
    performance = Performance(
        served_on=served_on,
        method=method,
        receipt=receipt,
        parts=first_parts(before.penalties, by=pay.by),
    )
    due = [pay, *remedies] if performance.parts else remedies
    after = before.serve(performance, deadlines=due, expected=expected)
    changes = {"served_on": [None, served_on], "method": [None, method]}
    await keep(tx, before, after, by=by, at=at, action="serve", changes=changes)
    return after


async def record_payment(
    tx: Session,
    *,
    case_id: UUID,
    target: Target,
    person: str | None,
    amount: Decimal,
    on: date,
    voucher: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record money received. Raise `PaysTooMuch` above fine and added fine."""
    before = await store.get(tx, case_id, sight=sight)
    between(on, None, at, "/on")
    rule = await added_fine_rule(tx, before)
    payment = Payment(target=target, person=person, amount=amount, on=on, voucher=voucher)
    performance = _performance(before, "pay").pay(
        payment, rate=rule.number("daily_rate"), cap=rule.number("cap_share")
    )
    after = before.pay(payment, performance, expected=expected)
    changes = {"amount": [None, amount], "target": [None, target]}
    await keep(tx, before, after, by=by, at=at, action="pay", why=voucher, changes=changes)
    return after


async def grant_instalments(
    tx: Session,
    *,
    case_id: UUID,
    target: Target,
    person: str | None,
    parts: Sequence[tuple[Decimal, date]],
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Let a fine be paid later or in parts (延期、分期, 行政处罚法 art. 66). Raise `SelfApproval`."""
    before = await store.get(tx, case_id, sight=sight)
    performance = _performance(before, "instalments").in_instalments((target, person), parts)
    after = before.divide(performance, by=by.id, expected=expected)
    changes = {"parts": [None, [[amount, day] for amount, day in parts]]}
    await keep(tx, before, after, by=by, at=at, action="instalments", why=reason, changes=changes)
    return after


async def suspend_case(
    tx: Session,
    *,
    case_id: UUID,
    remedy: Remedy,
    number: str | None,
    since: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record a reconsideration or a suit: the added fine's clock stops (行政处罚法 art. 73)."""
    before = await store.get(tx, case_id, sight=sight)
    performance = _performance(before, "suspend")
    between(since, performance.served_on, at, "/since")
    suspension = Suspension(remedy=remedy, number=number, since=since)
    after = before.suspend(performance.suspend(suspension), expected=expected)
    changes = {"remedy": [None, remedy], "since": [None, since]}
    await keep(tx, before, after, by=by, at=at, action="suspend", why=number, changes=changes)
    return after


async def resume_case(
    tx: Session,
    *,
    case_id: UUID,
    until: date,
    result: Result,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record how the remedy ended; an annulled decision ends the case."""
    before = await store.get(tx, case_id, sight=sight)
    between(until, None, at, "/until")
    performance = _performance(before, "resume").resume(until=until, result=result)
    after = before.resume(performance, performance.suspensions[-1], expected=expected)
    changes = {"result": [None, result], "until": [None, until]}
    await keep(tx, before, after, by=by, at=at, action="resume", changes=changes)
    if after.status is Status.WITHDRAWN:
        await tell_withdrawn(tx, after, at=at)
    return after


async def publish_case(
    tx: Session,
    *,
    case_id: UUID,
    published_on: date,
    where: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record where the decision was made public (安全生产法 art. 78)."""
    before = await store.get(tx, case_id, sight=sight)
    decided = before.decision.decided_on if before.decision else before.filed_on
    between(published_on, decided, at, "/published_on")
    publication = Publication(published_on=published_on, where=where)
    after = before.publish(publication, expected=expected)
    changes = {"published_on": [None, published_on]}
    await keep(tx, before, after, by=by, at=at, action="publish", why=where, changes=changes)
    return after


def _performance(case: Case, move: str) -> Performance:
    if case.performance is None:
        raise IllegalMove(status=case.status.value, move=move)
    return case.performance
