"""Lists of hazards: filtered, narrowed, in keyset pages."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, case, func, or_, select

from hazard_registry.domain.life import OPEN, Channel
from hazard_registry.domain.words import bigrams, fold
from hazard_registry.store.hazards import FIELDS, within
from hazard_registry.tables import hazards, notices, units

LINE = [
    hazards.c[name]
    for name in (
        "id", "number", "status", "level", "channel", "origin", "description", "area", "unit_id",
        "industry", "department", "found_on", "due_on", "overdue_on", "order_level", "stopped_on",
        "percent", "closed_on", "version",
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. None means any."""

    area: str | None = None
    unit_id: UUID | None = None
    level: Sequence[str] = ()
    status: Sequence[str] = ()
    open: bool | None = None
    channel: Sequence[str] = ()
    industry: str | None = None
    sector: str | None = None
    department: str | None = None
    overdue: bool | None = None
    under_order: bool | None = None
    stopped: bool | None = None
    unacknowledged: bool | None = None
    found_from: date | None = None
    found_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    text: str | None = None
    disguised: bool = False  # for a unit, whose public reports look like inspections


async def page_of(tx: Session, wanted: Filter, *, sight: Sight, page: PageRequest) -> Slice:
    """List hazards, the newest first, each with its unit's name."""
    query = _joined([*LINE, units.c.name.label("unit_name")], wanted, sight)
    if page.after:
        query = query.where(hazards.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(hazards.c.id.desc()).limit(page.limit + 1))
    return cut([dict(row._mapping) for row in rows], page, lambda row: (row["id"],))


async def whole(tx: Session, wanted: Filter, *, sight: Sight) -> AsyncIterator[dict[str, Any]]:
    """Stream every field of the hazards found, oldest number first, with the unit's name and code."""
    columns = [*FIELDS, units.c.name.label("unit_name"), units.c.code.label("unit_code")]
    query = _joined(columns, wanted, sight).order_by(hazards.c.id)
    async for row in await tx.stream(query.execution_options(yield_per=500)):
        yield dict(row._mapping)


def _joined(columns: Sequence[ColumnElement[Any]], wanted: Filter, sight: Sight) -> Select[Any]:
    source = hazards.outerjoin(units, units.c.id == hazards.c.unit_id)
    return select(*columns).select_from(source).where(within(sight), *_conditions(wanted))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found = [*_equal(wanted), *_ranges(wanted), *_facts(wanted)]
    if wanted.area:
        found.append(hazards.c.area.startswith(wanted.area, autoescape=True))
    if wanted.industry:
        digits = func.ltrim(hazards.c.industry, "ABCDEFGHIJKLMNOPQRST")
        found.append(digits.startswith(wanted.industry, autoescape=True))
    if wanted.text:
        found.append(_says(wanted.text))
    return found


def _equal(wanted: Filter) -> list[ColumnElement[bool]]:
    several = {
        hazards.c.level: wanted.level,
        hazards.c.status: wanted.status,
        _channel(disguised=wanted.disguised): wanted.channel,
    }
    one = {
        "unit_id": wanted.unit_id,
        "sector": wanted.sector,
        "department": wanted.department,
    }
    return [
        *(column.in_(values) for column, values in several.items() if values),
        *(hazards.c[name] == value for name, value in one.items() if value is not None),
    ]


def _channel(*, disguised: bool) -> ColumnElement[Any]:
    if not disguised:
        return hazards.c.channel
    from_public = hazards.c.channel == Channel.PUBLIC_REPORT
    return case((from_public, Channel.SUPERVISION.value), else_=hazards.c.channel)


def _ranges(wanted: Filter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.found_from:
        found.append(hazards.c.found_on >= wanted.found_from)
    if wanted.found_to:
        found.append(hazards.c.found_on <= wanted.found_to)
    if wanted.due_from:
        found.append(hazards.c.due_on >= wanted.due_from)
    if wanted.due_to:
        found.append(hazards.c.due_on <= wanted.due_to)
    return found


def _facts(wanted: Filter) -> list[ColumnElement[bool]]:
    is_open = hazards.c.status.in_(OPEN)
    late = hazards.c.overdue_on.is_not(None) & is_open
    waiting = (
        select(notices.c.id)
        .where(
            notices.c.hazard_id == hazards.c.id,
            notices.c.acknowledged_on.is_(None),
            notices.c.due_on < func.current_date(),
        )
        .exists()
    )
    facts = {
        "open": is_open,
        "overdue": late,
        "under_order": hazards.c.order_level.is_not(None),
        "stopped": hazards.c.stopped_on.is_not(None),
        "unacknowledged": waiting & is_open,
    }
    asked = {name: getattr(wanted, name) for name in facts}
    return [facts[n] if yes else ~facts[n] for n, yes in asked.items() if yes is not None]


def _says(text: str) -> ColumnElement[bool]:
    """Every word's neighbouring letters must be there: one index lookup, in any order."""
    pairs = [pair for word in text.split() for pair in bigrams(word)]
    if not any(len(pair) > 1 for pair in pairs):
        letter = fold(text)
        return or_(
            hazards.c.description.icontains(letter, autoescape=True),
            units.c.name.icontains(letter, autoescape=True),
        )
    return hazards.c.words.contains(pairs)
