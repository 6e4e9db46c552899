"""Hear the party: its statements, and a hearing if it asks for one."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from law.calendar import Calendar, load_calendar
from law.rules import in_force

from enforcement.domain.case import Case
from enforcement.domain.readiness import hearing_of, must_be_heard_in_time, must_know_statement
from enforcement.domain.record import Hearing, Statement, StatementKind
from enforcement.domain.refusals import HearingTooSoon, SelfApproval
from enforcement.store import case as store
from enforcement.use_cases.case import keep
from enforcement.use_cases.deadlines import between


async def record_statement(
    tx: Session,
    *,
    case_id: UUID,
    kind: StatementKind,
    text: str,
    stated_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record the party's defence, or its written waiver (行政处罚法 art. 45, 62)."""
    before = await store.get(tx, case_id, sight=sight)
    between(stated_on, before.notice.informed_on if before.notice else None, at, "/stated_on")
    statement = Statement(
        id=new_id(),
        kind=kind,
        text=text,
        stated_on=stated_on,
        to_notice=before.notice.number if before.notice else 1,
    )
    after = before.state(statement, expected=expected)
    changes = {"statement": [None, kind]}
    await keep(tx, before, after, by=by, at=at, action="state", changes=changes)
    return after


async def answer_statement(
    tx: Session,
    *,
    case_id: UUID,
    statement_id: UUID,
    answer: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Say what came of checking a defence (复核, 行政处罚法 art. 45)."""
    before = await store.get(tx, case_id, sight=sight)
    must_know_statement(before, statement_id)
    after = before.answer(statement_id, answer=answer, by=by.id, expected=expected)
    await keep(tx, before, after, by=by, at=at, action="answer_statement", why=answer)
    return after


async def request_hearing(
    tx: Session,
    *,
    case_id: UUID,
    requested_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record that the party asks for a hearing. Raise `HearingTooLate` after five working days."""
    before = await store.get(tx, case_id, sight=sight)
    must_be_heard_in_time(before, requested_on=requested_on)
    between(requested_on, None, at, "/requested_on")
    after = before.request_hearing(Hearing(requested_on=requested_on), expected=expected)
    await keep(tx, before, after, by=by, at=at, action="request_hearing")
    return after


async def announce_hearing(
    tx: Session,
    *,
    case_id: UUID,
    to_be_held_on: date,
    chair: UUID,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Tell the party when the hearing is, seven working days ahead (行政处罚法 art. 64).

    Raise `HearingTooSoon`, or `SelfApproval` if an investigator would preside.
    """
    before = await store.get(tx, case_id, sight=sight)
    today = Calendar.today(at)
    rule = await in_force(tx, "case.hearing_notice", on=today)
    earliest = (await load_calendar(tx)).add_working_days(today, rule.whole("working_days"))
    if to_be_held_on < earliest:
        raise HearingTooSoon(earliest=earliest, field="/to_be_held_on")
    if chair in before.investigators:
        raise SelfApproval(move="hearing", field="/chair")
    announced = replace(
        hearing_of(before), notified_on=today, to_be_held_on=to_be_held_on, chair=chair
    )
    after = before.change_hearing(announced, expected=expected)
    changes = {"to_be_held_on": [None, to_be_held_on], "chair": [None, chair]}
    await keep(tx, before, after, by=by, at=at, action="announce_hearing", changes=changes)
    return after


async def hold_hearing(
    tx: Session,
    *,
    case_id: UUID,
    held_on: date,
    report: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Case:
    """Record the hearing and its report; the decision then needs another legal review (art. 58)."""
    before = await store.get(tx, case_id, sight=sight)
    hearing = hearing_of(before)
    if hearing.to_be_held_on is None or held_on < hearing.to_be_held_on:
        raise HearingTooSoon(earliest=hearing.to_be_held_on, field="/held_on")
    between(held_on, hearing.to_be_held_on, at, "/held_on")
    held = replace(hearing, held_on=held_on, held_at=at, report=report)
    after = before.change_hearing(held, expected=expected)
    await keep(tx, before, after, by=by, at=at, action="hold_hearing", why=report)
    return after
