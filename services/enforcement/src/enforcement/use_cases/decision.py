"""Inform the party of what is intended, and decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.cases import CaseDecided, CaseInformed
from contracts.codes import CaseOutcome
from law.calendar import Calendar
from law.rules import in_force, may_bind, must_bind

from enforcement.domain.case import Case
from enforcement.domain.deadline import Deadline, Due
from enforcement.domain.penalty import Penalty, fine_on, is_grave
from enforcement.domain.readiness import (
    must_be_certified_still,
    must_be_decidable,
)
from enforcement.domain.record import (
    Decision,
    Discussion,
    Notice,
    Outcome,
)
from enforcement.domain.refusals import DateWrong
from enforcement.store import body as bodies
from enforcement.store import case as store
from enforcement.store import law
from enforcement.use_cases.case import keep, number, told
from enforcement.use_cases.deadlines import between, deadline
from enforcement.use_cases.investigation import lawful


async def inform_case(
    tx: Session,
    *,
    case_id: UUID,
    state_by: date | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Tell the party what is intended, why, and its rights (告知, 行政处罚法 art. 44, 63).

    Without `state_by` it may state until the last day for asking for a hearing.
    """
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    team = [officer.officer_id for officer in before.serving]
    must_be_certified_still(before, await bodies.officers_by_id(tx, team, field=""), on=today)
    until = await deadline(tx, Due.REQUEST_HEARING, after=today)
    why = await _why_hearing(tx, before, on=today)
    if state_by is not None and state_by <= today:
        raise DateWrong(on=state_by, earliest=today, field="/state_by")
    notice = Notice(
        number=before.notice.number + 1 if before.notice else 1,
        informed_on=today,
        state_by=state_by or until.by,
        request_hearing_by=until.by if why else None,
        why_hearing=why,
        by=by.id,
    )
    rights = [replace(until, what=Due.STATE, by=notice.state_by), *([until] if why else [])]
    after = before.inform(notice, deadlines=rights, expected=expected)
    await keep(tx, before, after, by=by, at=at, action="inform")
    await emit(tx, CaseInformed(**told(after), at=at))
    return after


async def discuss_case(
    tx: Session,
    *,
    case_id: UUID,
    held_on: date,
    attendees: int,
    conclusion: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record the collective discussion of those in charge (集体讨论, 行政处罚法 art. 57)."""
    before = await store.get(tx, case_id, sight=sight)
    between(held_on, before.filed_on, at, "/held_on")
    discussion = Discussion(
        held_on=held_on, attendees=attendees, conclusion=conclusion, recorded_by=by.id
    )
    after = before.discuss(discussion, expected=expected)
    await keep(tx, before, after, by=by, at=at, action="discuss", why=conclusion)
    return after


async def extend_case(
    tx: Session,
    *,
    case_id: UUID,
    until: date,
    ground: str,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Give the decision more time; `ground` names the law that allows it (行政处罚法 art. 60)."""
    before = await store.get(tx, case_id, sight=sight)
    due = before.deadline(Due.DECIDE)
    if due is not None and until <= due.by:
        raise DateWrong(on=until, earliest=due.by, field="/until")
    basis = {**(due.basis if due else {}), "extended_under": ground}
    longer = Deadline(what=Due.DECIDE, by=until, basis=basis)
    after = before.extend(longer, because=reason, by=by.id, expected=expected)
    changes = {"decide_by": [due.by if due else None, until]}
    await keep(tx, before, after, by=by, at=at, action="extend", why=reason, changes=changes)
    return after


async def decide_case(
    tx: Session,
    *,
    case_id: UUID,
    outcome: Outcome,
    ground: str,
    correction: str | None,
    penalties: Sequence[Penalty] | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Decide (行政处罚法 art. 57). Without `penalties` those the party was told of are imposed.

    Raise `SelfApproval`, `CompetenceToConfirm`, `HeavierThanInformed`, `StillTimeToAnswer` or
    whatever else stands in the way.
    """
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    punished = outcome is Outcome.PUNISHED
    imposed = await _imposed(tx, before, penalties, on=today) if punished else ()
    decision = Decision(
        outcome=outcome, decided_on=today, by=by.id, ground=ground, correction=correction
    )
    due = [await deadline(tx, what, after=today) for what in (Due.SERVE, Due.PUBLISH)]
    after = before.decide(
        decision, penalties=imposed, due=due if punished else (), expected=expected
    )
    must_be_decidable(before, decision, penalties=imposed)
    document = "罚" if punished else "不罚"
    numbered = await number(tx, body=before.body, document=document, on=today)
    after = replace(after, decision=replace(decision, number=numbered))
    fine = fine_on(imposed, unit=True)
    changes = {"outcome": [None, outcome], "fine": [None, fine]}
    await keep(tx, before, after, by=by, at=at, action="decide", why=ground, changes=changes)
    await emit(tx, _decided(after, fine=fine, at=at))
    return after


def _decided(case: Case, *, fine: Decimal, at: datetime) -> CaseDecided:
    return CaseDecided(
        **told(case),
        outcome=CaseOutcome(case.decision.outcome.value if case.decision else case.status.value),
        fine=f"{fine:.2f}",
        decided_on=Calendar.today(at),
        at=at,
    )


async def _imposed(
    tx: Session, case: Case, penalties: Sequence[Penalty] | None, *, on: date
) -> tuple[Penalty, ...]:
    """Check power and law once more: a fine rests only on what somebody vouched for."""
    power = await bodies.competence(tx, matter=case.matter, body=case.body, on=on)
    power.must_punish()
    power.must_bind()
    rule, _ = await law.bands(tx, on=case.act_on)
    must_bind(rule)
    if penalties is None:
        return case.penalties
    return await lawful(tx, penalties, tiers=[None] * len(penalties), act_on=case.act_on)


async def _why_hearing(tx: Session, case: Case, *, on: date) -> str | None:
    """Say why the party may ask for a hearing (行政处罚法 art. 63), or that it may not.

    While nobody confirmed what a large fine is, everyone who is fined may: that favours the party.
    """
    if is_grave(case.penalties):
        return "grave"
    unit, persons = fine_on(case.penalties, unit=True), _largest_on_a_person(case.penalties)
    rule = await in_force(tx, "case.hearing_threshold", on=on)
    if not may_bind(rule):
        return "threshold_to_confirm" if unit + persons > 0 else None
    large = unit >= rule.number("unit") or persons >= rule.number("person")
    return "large_fine" if large else None


def _largest_on_a_person(penalties: Sequence[Penalty]) -> Decimal:
    sums: dict[object, Decimal] = {}
    for penalty in penalties:
        if penalty.counts and penalty.target != "unit":
            sums[penalty.debtor] = sums.get(penalty.debtor, Decimal(0)) + penalty.amount
    return max(sums.values(), default=Decimal(0))
