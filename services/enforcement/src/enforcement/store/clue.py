"""Clues."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert

from enforcement.domain.clue import Clue, ClueStatus
from enforcement.domain.refusals import NotFound
from enforcement.store.records import Records
from enforcement.tables import clue_hazards, clues

records = Records(Clue, clues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list of clues is narrowed to."""

    area: str | None = None
    body: str | None = None
    status: str | None = None
    source: str | None = None
    unit_id: UUID | None = None
    hazard_id: UUID | None = None
    overdue_on: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    settled_on: date | None = None


def late(filter: Filter, on: date) -> Filter:
    """Narrow it to what is not answered in time on a day."""
    return replace(filter, overdue_on=on)


async def add(tx: Session, clue: Clue) -> None:
    """Add it; hazards that already stand on a clue stay with that one."""
    await records.add(tx, clue, answer_by_day=clue.answer_by.by)
    await _keep_hazards(tx, clue)


async def save(tx: Session, clue: Clue) -> None:
    """Raise `ChangedMeanwhile`."""
    await records.save(tx, clue, answer_by_day=clue.answer_by.by)
    await _keep_hazards(tx, clue)


async def get(tx: Session, clue_id: UUID, *, sight: Sight) -> Clue:
    """Raise `NotFound` for what the caller may not see, too."""
    query = select(*records.columns).where(clues.c.id == clue_id, _visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return records.entity(row)


async def of_hazard(tx: Session, hazard_id: UUID) -> Clue | None:
    """The first clue a hazard made."""
    query = (
        select(*records.columns)
        .join(clue_hazards, clue_hazards.c.clue_id == clues.c.id)
        .where(clue_hazards.c.hazard_id == hazard_id)
    )
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else records.entity(row)


async def of_lead(tx: Session, lead_id: UUID) -> Clue | None:
    """The first clue of a public report, whichever event brought it."""
    query = select(*records.columns).where(clues.c.lead_id == lead_id, clues.c.from_clue.is_(None))
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else records.entity(row)


async def newest_of(tx: Session, clue: Clue) -> Clue:
    """Where a clue went: the last in its chain of hand-overs."""
    found = clue
    while True:
        query = select(*records.columns).where(clues.c.from_clue == found.id)
        row = (await tx.execute(query)).one_or_none()
        if row is None:
            return found
        found = records.entity(row)


async def one_at_a_time(tx: Session, lead_id: UUID) -> None:
    """Let two events about one lead wait for each other: they come on different streams."""
    await tx.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:lead, 4))"), {"lead": str(lead_id)}
    )


async def page(
    tx: Session, filter: Filter, *, sight: Sight, limit: int, after: tuple[Any, ...] | None
) -> Sequence[Clue]:
    """Newest first."""
    query = select(*records.columns).where(_visible(sight), *_conditions(filter))
    if after:
        place = (date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(clues.c.received_on, clues.c.id) < place)
    newest = query.order_by(clues.c.received_on.desc(), clues.c.id.desc()).limit(limit)
    return [records.entity(row) for row in await tx.execute(newest)]


async def answered_hand_overs(
    tx: Session, *, area: str, first: date, last: date, on: date, sight: Sight
) -> tuple[int, int]:
    """Of the hand-overs whose answer fell due in a period: how many were answered in time, and how many there were."""
    due = (
        clues.c.source == "hand_over",
        clues.c.area.startswith(area, autoescape=True),
        clues.c.answer_by_day.between(first, last),
        _visible(sight),
    )
    in_time = (clues.c.answered_on <= clues.c.answer_by_day) & (clues.c.answered_on <= on)
    query = select(func.count().filter(in_time), func.count()).where(*due, _settled(on))
    row = (await tx.execute(query)).one()
    return row[0], row[1]


def _visible(sight: Sight) -> ColumnElement[bool]:
    return narrow(sight, area=clues.c.area, department=(clues.c.body, clues.c.from_body))


def _conditions(filter: Filter) -> list[ColumnElement[bool]]:
    columns = clues.c
    wanted: list[ColumnElement[bool] | None] = [
        columns.area.startswith(filter.area, autoescape=True) if filter.area else None,
        columns.body == filter.body if filter.body else None,
        columns.status == filter.status if filter.status else None,
        columns.source == filter.source if filter.source else None,
        columns.unit_id == filter.unit_id if filter.unit_id else None,
        columns.hazard_ids.contains([filter.hazard_id]) if filter.hazard_id else None,
        columns.received_on >= filter.received_from if filter.received_from else None,
        columns.received_on <= filter.received_to if filter.received_to else None,
        columns.answer_by_day >= filter.due_from if filter.due_from else None,
        columns.answer_by_day <= filter.due_to if filter.due_to else None,
        _settled(filter.settled_on) if filter.settled_on else None,
        _overdue(filter.overdue_on) if filter.overdue_on else None,
    ]
    return [condition for condition in wanted if condition is not None]


def _settled(on: date) -> ColumnElement[bool]:
    """Answered, or past its day: one that can still be answered is neither in time nor late."""
    return (clues.c.answered_on <= on) | (clues.c.answer_by_day < on)


def _overdue(on: date) -> ColumnElement[bool]:
    waits = clues.c.answered_on.is_(None) | (clues.c.answered_on > on)
    return waits & (clues.c.answer_by_day < on) & (clues.c.received_on <= on)


async def _keep_hazards(tx: Session, clue: Clue) -> None:
    rows = [{"hazard_id": hazard_id, "clue_id": clue.id} for hazard_id in clue.hazard_ids]
    if rows and clue.from_clue is None:
        await tx.execute(insert(clue_hazards).values(rows).on_conflict_do_nothing())


async def handed_over_between(
    tx: Session, *, first: date, last: date, area: str, sight: Sight
) -> int:
    """How many clues were handed over to another body in a period."""
    query = select(func.count()).where(
        clues.c.status == ClueStatus.HANDED_OVER,
        clues.c.answered_on.between(first, last),
        clues.c.area.startswith(area, autoescape=True),
        _visible(sight),
    )
    return (await tx.execute(query)).scalar_one()
