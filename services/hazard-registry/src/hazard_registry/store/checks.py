"""Checklists with their items and how often these were used; the checks that units owe and make."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from sqlalchemy import Date as DateType
from sqlalchemy import Integer, String, and_, cast, delete, func, insert, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.checklist import Checklist, ChecklistItem, ChecklistLevel, Edition
from hazard_registry.domain.self_check import Answer, Frequency, Period, SelfCheck
from hazard_registry.domain.unit import Sector
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import (
    checklist_items,
    checklists,
    self_check_answers,
    self_checks,
    units,
)


def _done(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    done = func.coalesce(self_checks.c.done_on <= on, False)
    return done if wanted else ~done


def overdue(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    """The period is over, and it was not done by that day."""
    late = and_(self_checks.c.due_on < on, _done(False, on))  # noqa: FBT003
    return late if wanted else ~late


def _principal_led(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    return self_checks.c.led_by_principal == wanted


CHECKLISTS = Shelf(Checklist, checklists, public=True)
SELF_CHECKS = Shelf(
    SelfCheck,
    self_checks,
    meanings={
        "done": _done,
        "overdue": overdue,
        "principal_led": _principal_led,
    },
)


async def items_of(tx: Session, checklist_id: UUID) -> list[ChecklistItem]:
    """List a checklist's items in their order."""
    query = select(checklist_items).where(checklist_items.c.checklist_id == checklist_id)
    rows = await tx.execute(query.order_by(checklist_items.c.position))
    return [ChecklistItem(**row._mapping) for row in rows]


async def put_items(tx: Session, checklist_id: UUID, items: Sequence[ChecklistItem]) -> None:
    """Let a draft have these items and no others."""
    old = checklist_items.c.checklist_id == checklist_id
    await tx.execute(delete(checklist_items).where(old))
    if items:
        await tx.execute(insert(checklist_items), [asdict(item) for item in items])


async def usage(tx: Session, checklist_id: UUID) -> dict[UUID, tuple[int, int]]:
    """How often each item was answered, and how often it was found wrong."""
    answers, items = self_check_answers.c, checklist_items.c
    query = (
        select(answers.item_id, func.count(), func.sum(cast(~answers.passed, Integer)))
        .join(checklist_items, items.id == answers.item_id)
        .where(items.checklist_id == checklist_id)
        .group_by(answers.item_id)
    )
    return {row[0]: (row[1], row[2]) for row in await tx.execute(query)}


async def in_use(tx: Session, series: UUID) -> Checklist | None:
    """The published edition of a template."""
    found = await CHECKLISTS.which(
        tx, checklists.c.series == series, checklists.c.status == Edition.PUBLISHED, limit=1
    )
    return found[0] if found else None


async def last_edition(tx: Session, series: UUID) -> int:
    newest = select(func.max(checklists.c.edition)).where(checklists.c.series == series)
    return await tx.scalar(newest) or 0


async def fitting(tx: Session, *, level: ChecklistLevel, sector: Sector | None) -> Checklist | None:
    """The published template for a sector, or else the newest for all sectors."""
    own = checklists.c
    query = (
        select(own.id)
        .where(
            own.status == Edition.PUBLISHED,
            own.level == level,
            or_(own.sector == sector, own.sector.is_(None)),
        )
        .order_by(own.sector.is_(None), own.id.desc())
        .limit(1)
    )
    found = await tx.scalar(query)
    return (await CHECKLISTS.which(tx, own.id == found))[0] if found else None


async def open_duties(
    tx: Session,
    period: Period,
    *,
    frequency: Frequency,
    flags: Sequence[str],
    basis: dict[str, Any],
) -> int:
    """Give every working unit of this frequency its duty for the period; say how many were new."""
    high_risk = or_(*(units.c[flag] for flag in flags))
    who = high_risk if frequency is Frequency.MONTH else ~high_risk
    fixed = {
        "period": literal(period.name),
        "frequency": cast(literal(frequency.value), String(32)),
        "starts_on": literal(period.first, DateType),
        "due_on": literal(period.last, DateType),
        "basis": literal(basis, JSONB),
        "led_by_principal": literal(False),  # noqa: FBT003
        "items": literal(0),
        "failed": literal(0),
        "version": literal(1),
    }
    rows = select(func.uuidv7(), units.c.id, *fixed.values()).where(units.c.active, who)
    new = upsert(self_checks).from_select(["id", "unit_id", *fixed], rows)
    made = await tx.execute(new.on_conflict_do_nothing())
    return int(made.rowcount)  # type: ignore[attr-defined]


async def keep_answers(tx: Session, self_check_id: UUID, answers: Sequence[Answer]) -> None:
    rows = [{"self_check_id": self_check_id, **asdict(answer)} for answer in answers]
    await tx.execute(insert(self_check_answers), rows)


async def answers_of(tx: Session, self_check_id: UUID) -> list[dict[str, Any]]:
    """List what was answered, with the words of each item."""
    answers, items = self_check_answers.c, checklist_items.c
    query = (
        select(
            answers.item_id,
            items.position,
            items.text,
            items.criterion,
            answers.passed,
            answers.note,
            answers.hazard_id,
        )
        .join(checklist_items, items.id == answers.item_id)
        .where(answers.self_check_id == self_check_id)
        .order_by(items.position)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]
