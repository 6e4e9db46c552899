"""File a case, and what may happen to it as a whole: transfer, withdrawal, platform, closing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.cases import CaseClosed, CaseDecided, CaseFiled, CaseTransferred
from contracts.codes import CaseOutcome
from law.calendar import Calendar, load_calendar
from law.rules import NoRuleInForce, Rule, in_force

from enforcement.domain.case import Case
from enforcement.domain.clue import Clue
from enforcement.domain.deadline import Deadline, Due
from enforcement.domain.readiness import must_be_performed, must_be_punishable
from enforcement.domain.record import Closing, ClosingGround, Filing, Handling, Place, PlatformState
from enforcement.domain.refusals import ReasonNeeded, UnknownMatter
from enforcement.store import body as bodies
from enforcement.store import case as store
from enforcement.store import clue as clues
from enforcement.use_cases.clue import must_be_competent, own, receive_clue
from enforcement.use_cases.deadlines import between, counted, deadline
from enforcement.use_cases.owing import rest_of


async def file_case(
    tx: Session,
    *,
    clue_id: UUID,
    filing: Filing,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
    id: UUID | None = None,
) -> Case:
    """Open a case (立案, 行政处罚法 art. 54). Only a body that may punish can.

    Raise `MayNotPunish`, `LimitationPassed`, `ActAlreadyPunished` or `ReasonNeeded`.
    """
    clue = await own(tx, clue_id, sight=sight)
    today = Calendar.today(at)
    filed = clue.file(case_id=id or new_id(), by=by.id, on=today, expected=expected)
    matter = filing.matter or clue.matter
    if matter is None:
        raise UnknownMatter(matter="—", field="/matter")
    (await bodies.competence(tx, matter=matter, body=clue.body, on=today)).must_punish()
    await _must_be_punishable(tx, filing, at=at)
    case = await _opened(tx, clue=filed, filing=filing, matter=matter, by=by, on=today)
    await store.add(tx, case)
    await clues.save(tx, filed)
    await record(tx, by=by, at=at, action="file", what="clue", id=clue.id)
    await record(tx, by=by, at=at, action="file", what="case", id=case.id, why=case.cause)
    await emit(tx, CaseFiled(**told(case), at=at))
    return case


async def transfer_case(
    tx: Session,
    *,
    case_id: UUID,
    to: str,
    matter: str | None,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Give the case to the body that may punish (移送); there it becomes a clue to answer."""
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    after = before.transfer(to=to, because=reason, by=by.id, on=today, expected=expected)
    await must_be_competent(tx, body=to, matter=matter or before.matter, on=today)
    await keep(tx, before, after, by=by, at=at, action="transfer", why=reason)
    clue = await clues.records.get(tx, before.clue_id)
    arrival = clue.passed_on(to=to, matter=matter or before.matter)
    await receive_clue(tx, arrival=arrival, by=by, at=at)
    await emit(tx, CaseTransferred(**told(after), at=at))
    return after


async def withdraw_case(
    tx: Session,
    *,
    case_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Drop the case (撤案)."""
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    after = before.withdraw(because=reason, by=by.id, on=today, expected=expected)
    await keep(tx, before, after, by=by, at=at, action="withdraw", why=reason)
    await tell_withdrawn(tx, after, at=at)
    return after


async def follow_platform(
    tx: Session,
    *,
    case_id: UUID,
    state: PlatformState,
    platform_number: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Note the case's number and state on the provincial platform (闽执法)."""
    before = await store.get(tx, case_id, sight=sight)
    place = replace(
        before.place,
        platform_state=state,
        platform_number=platform_number or before.place.platform_number,
        updated_on=Calendar.today(at),
    )
    after = before.follow_platform(place, expected=expected)
    changes = {"platform_state": [before.place.platform_state, state]}
    await keep(tx, before, after, by=by, at=at, action="follow_platform", changes=changes)
    return after


async def close_case(
    tx: Session,
    *,
    case_id: UUID,
    ground: ClosingGround,
    note: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Close the file (结案). Raise `NotPerformed` while something is owed, unless it cannot be had."""
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    closing = Closing(ground=ground, note=note, on=today, by=by.id)
    after = before.close(closing, expected=expected)
    if ground in {ClosingGround.TERMINATED, ClosingGround.COURT_EXECUTED} and not note:
        raise ReasonNeeded(field="/note")
    must_be_performed(before, ground=ground, rest=await rest_of(tx, before, on=today))
    await keep(tx, before, after, by=by, at=at, action="close", why=note or ground)
    await emit(tx, CaseClosed(**told(after), at=at))
    return after


async def keep(
    tx: Session,
    before: Case,
    after: Case,
    *,
    by: Principal,
    at: datetime,
    action: str,
    why: str | None = None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Save the changed case and write down who changed it."""
    await store.save(tx, after)
    moved = {} if before.status is after.status else {"status": [before.status, after.status]}
    await record(
        tx,
        by=by,
        at=at,
        action=action,
        what="case",
        id=after.id,
        why=why,
        changes={**moved, **(changes or {})},
    )


async def number(tx: Session, *, body: str, document: str, on: date) -> str:
    """Take the next document number of a body, for example （南安）应急立〔2026〕3号."""
    prefix = (await bodies.body_of(tx, body)).document_prefix or f"（{body}）"
    taken = await store.next_number(tx, body=body, document=document, year=on.year)
    return f"{prefix}{document}〔{on.year}〕{taken}号"


def told(case: Case) -> dict[str, object]:
    """What every event about a case says."""
    return {
        "case_id": case.id,
        "clue_id": case.clue_id,
        "unit_id": case.unit_id,
        "area": case.area,
        "department": case.body,
        "hazard_ids": list(case.hazard_ids),
    }


async def tell_withdrawn(tx: Session, case: Case, *, at: datetime) -> None:
    """Tell the others that nothing came, or nothing is left, of the case."""
    decided = CaseDecided(
        **told(case),
        outcome=CaseOutcome.WITHDRAWN,
        fine=f"{Decimal(0):.2f}",
        decided_on=Calendar.today(at),
        at=at,
    )
    await emit(tx, decided)


def _act_key(clue: Clue) -> str:
    """Name the act: the hazards it left, or the clue that told of it."""
    if clue.hazard_ids:
        return "+".join(f"hazard:{hazard_id}" for hazard_id in sorted(clue.hazard_ids, key=str))
    return f"lead:{clue.lead_id}" if clue.lead_id else f"clue:{clue.from_clue or clue.id}"


async def _opened(
    tx: Session, *, clue: Clue, filing: Filing, matter: str, by: Principal, on: date
) -> Case:
    place, deadlines = await _place(tx, filing, on=on)
    return Case(
        id=clue.case_id or new_id(),
        number=await number(tx, body=clue.body, document="立", on=on),
        clue_id=clue.id,
        body=clue.body,
        area=clue.area,
        matter=matter,
        unit_id=clue.unit_id,
        hazard_ids=clue.hazard_ids,
        cause=filing.cause,
        act_on=filing.act_on,
        act_key=filing.act_key or _act_key(clue),
        harmful_result=filing.harmful_result,
        filed_on=on,
        filed_by=by.id,
        place=place,
        deadlines=deadlines,
    )


async def _must_be_punishable(tx: Session, filing: Filing, *, at: datetime) -> None:
    between(filing.act_on, None, at, "/act_on")
    on = Calendar.today(at)
    rule = await in_force(tx, "case.limitation", on=on)
    years = rule.whole("years_if_harmful" if filing.harmful_result else "years")
    must_be_punishable(act_on=filing.act_on, on=on, years=years)


async def _place(tx: Session, filing: Filing, *, on: date) -> tuple[Place, tuple[Deadline, ...]]:
    """Where the case is handled and what is due. On the provincial platform unless reasoned."""
    rule = await _platform_rule(tx, on)
    handling = filing.handling or (Handling(rule.value["default"]) if rule else Handling.HERE)
    decide = await deadline(tx, Due.DECIDE, after=on)
    if handling is Handling.PLATFORM:
        state = PlatformState.TO_ENTER
        return Place(handling=handling, platform_state=state, updated_on=on), (decide,)
    because = filing.handled_here_because
    here = Place(handling=handling, because=because, updated_on=on)
    if rule is None:
        return here, (decide,)
    if not because:
        raise ReasonNeeded(field="/handled_here_because")
    key = "enter_within_working_days"
    enter = counted(Due.ENTER_PLATFORM, rule, await load_calendar(tx), after=on, key=key)
    return here, (decide, enter)


async def _platform_rule(tx: Session, on: date) -> Rule | None:
    try:
        return await in_force(tx, "case.platform", on=on)
    except NoRuleInForce:
        return None
