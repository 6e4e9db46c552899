"""Self-checks: duties by rule, answered item by item; what failed is a hazard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.outbox import emit
from chassis.sight import Sight, everything
from contracts.hazards import SelfCheckDone, SelfCheckEvent, SelfCheckOverdue
from law.rules import basis, in_force

from hazard_registry.domain.checklist import Checklist, ChecklistItem, ChecklistLevel, Edition
from hazard_registry.domain.life import Origin
from hazard_registry.domain.refusals import NotFound
from hazard_registry.domain.self_check import Answer, Frequency, SelfCheck, period_of
from hazard_registry.domain.site_refusals import ChecklistNotInUse
from hazard_registry.domain.unit import Unit
from hazard_registry.store import attachments, checks, units
from hazard_registry.store.checks import CHECKLISTS, SELF_CHECKS
from hazard_registry.tables import self_checks
from hazard_registry.use_cases.keeping import move
from hazard_registry.use_cases.reporting import report_hazard
from hazard_registry.use_cases.telling import today

RULE = "self_check.period"
AT_ONCE = 200
TOLD = ("items", "failed", "led_by_principal", "done_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody says of one item."""

    item_id: UUID
    passed: bool
    note: str | None = None
    place: str | None = None
    attachments: tuple[UUID, ...] = ()


async def open_self_checks(tx: Session, *, at: datetime) -> int:
    """Give every working unit its duty for the period that runs; say how many were new."""
    rule = await in_force(tx, RULE, on=today(at))
    opened = 0
    for frequency in Frequency:
        flags = rule.value["flags"]
        if frequency.value not in {rule.value["usual"], rule.value["high_risk"]}:
            continue
        opened += await checks.open_duties(
            tx,
            period_of(today(at), frequency),
            frequency=frequency,
            flags=flags,
            basis=basis(
                rule, formula=f"{frequency.value}: at least one check led by the principal"
            ),
        )
    return opened


async def mark_self_checks_overdue(tx: Session, *, at: datetime) -> int:
    """Notice the periods that ended without a check, and tell the others; in several turns."""
    due = await SELF_CHECKS.due(
        tx,
        self_checks.c.due_on < today(at),
        self_checks.c.done_on.is_(None),
        self_checks.c.overdue_on.is_(None),
        limit=AT_ONCE,
    )
    for duty in due:
        late = duty.change(overdue_on=today(at))
        await move(tx, SELF_CHECKS, duty, late, by="sweep", at=at, action="overdue")
        unit = await units.find(tx, duty.unit_id)
        await _tell(tx, SelfCheckOverdue, late, unit, at=at)
    return len(due)


async def answer_self_check(
    tx: Session,
    *,
    self_check_id: UUID,
    checklist_id: UUID,
    led_by: str,
    seen: Sequence[Seen],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> SelfCheck:
    """Say what the check found, item by item; nothing found is a result too."""
    before = (await SELF_CHECKS.get(tx, self_check_id, sight=sight)).at(expected)
    unit = await units.find(tx, before.unit_id)
    items = {item.id: item for item in await _items(tx, checklist_id)}
    after = before.answer(
        [Answer(one.item_id, one.passed) for one in seen],
        asked=items.keys(),
        checklist_id=checklist_id,
        led_by=led_by,
        principal=unit.principal if unit else None,
        by=by.id,
        on=today(at),
    )
    answers = [
        await _answer(tx, one, items[one.item_id], before, unit, sight=sight, by=by, at=at)
        for one in seen
    ]
    await move(tx, SELF_CHECKS, before, after, by=by, at=at, action="answer")
    await checks.keep_answers(tx, self_check_id, answers)
    told = {name: getattr(after, name) for name in TOLD}
    await _tell(tx, SelfCheckDone, after, unit, at=at, **told)
    return after


async def proposed_checklist(tx: Session, duty: SelfCheck) -> Checklist | None:
    """The template that a unit of this trade checks by."""
    unit = await units.find(tx, duty.unit_id)
    sector = unit.sector if unit else None
    return await checks.fitting(tx, level=ChecklistLevel.UNIT, sector=sector)


async def _items(tx: Session, checklist_id: UUID) -> list[ChecklistItem]:
    """Raise `ChecklistNotInUse` unless units may check by it today."""
    try:
        checklist = await CHECKLISTS.get(tx, checklist_id, sight=everything())
    except NotFound:
        raise ChecklistNotInUse(field="/checklist_id") from None
    if checklist.status is not Edition.PUBLISHED or checklist.level is not ChecklistLevel.UNIT:
        raise ChecklistNotInUse(field="/checklist_id")
    return await checks.items_of(tx, checklist_id)


async def _answer(
    tx: Session,
    seen: Seen,
    item: ChecklistItem,
    duty: SelfCheck,
    unit: Unit | None,
    *,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Answer:
    answer = Answer(seen.item_id, seen.passed, seen.note)
    if seen.passed or unit is None:
        await attachments.check(tx, seen.attachments, field="/answers")
        return answer
    hazard = await report_hazard(
        tx,
        description=f"{item.text}:{seen.note}" if seen.note else item.text,
        origin=Origin.SELF_CHECK,
        found_on=today(at),
        unit_id=unit.id,
        place=seen.place,
        attachments_=seen.attachments,
        sight=sight,
        by=by,
        at=at,
    )
    return replace(answer, hazard_id=hazard.id)


async def _tell(
    tx: Session,
    event: type[SelfCheckEvent],
    duty: SelfCheck,
    unit: Unit | None,
    *,
    at: datetime,
    **more: Any,
) -> None:
    if unit is None:
        return
    facts: dict[str, Any] = {
        "self_check_id": duty.id,
        "unit_id": duty.unit_id,
        "area": unit.area,
        "department": unit.department,
        "period": duty.period,
        "due_on": duty.due_on,
    }
    await emit(tx, event(at=at, **facts, **more))
