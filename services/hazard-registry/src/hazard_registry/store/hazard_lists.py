"""Lists of hazards: filtered, narrowed, in keyset pages."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    Text,
    case,
    cast,
    func,
    literal,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import array

from hazard_registry.domain.life import Channel, Status
from hazard_registry.domain.notice import NoticeTo
from hazard_registry.store.hazard_words import says
from hazard_registry.store.hazards import FIELDS, within
from hazard_registry.tables import hazards, notices, reviews, units

LINE = [
    hazards.c[name]
    for name in (
        "id", "number", "status", "level", "channel", "origin", "description", "finding", "area", "unit_id",
        "industry", "department", "found_on", "due_on", "overdue_on", "order_level", "stopped_on",
        "percent", "closed_on", "reported_at", "version",
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to look for. None means any."""

    as_of: date  # open, closed, overdue … as they were at the end of this day
    area: str | None = None
    unit_id: UUID | None = None
    level: Sequence[str] = ()
    status: Sequence[str] = ()
    open: bool | None = None
    channel: Sequence[str] = ()
    industry: str | None = None
    sector: str | None = None
    department: str | None = None
    criterion: str | None = None
    overdue: bool | None = None
    under_order: bool | None = None
    stopped: bool | None = None
    unacknowledged: bool | None = None
    found_from: date | None = None
    found_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    text: str | None = None
    verified: bool | None = None
    closed: bool | None = None
    on_time: bool | None = None
    notified: bool | None = None
    merged: bool | None = None  # duplicates are shown only where they are asked for
    matter: str | None = None
    link: str | None = None
    officer: UUID | None = None
    transfer_to: str | None = None
    transferring: bool | None = None
    recurring: bool | None = None
    withdrawing: bool | None = None
    disguised: bool = False  # for a unit, whose public reports look like inspections


async def page_of(tx: Session, wanted: Filter, *, sight: Sight, page: PageRequest) -> Slice:
    """List hazards, the newest first, each with its unit's name."""
    before = (datetime.fromisoformat(page.after[0]), UUID(page.after[1])) if page.after else None
    await plan_for_words(tx, wanted)
    rows = await tx.execute(page_query(wanted, sight, before=before, limit=page.limit + 1))
    found = [dict(row._mapping) for row in rows]
    return cut(found, page, lambda row: (row["reported_at"].isoformat(), row["id"]))


def page_query(
    wanted: Filter, sight: Sight, *, before: tuple[datetime, UUID] | None, limit: int
) -> Select[Any]:
    """Build the statement of a page that begins after the hazard reported then."""
    query = _joined([*LINE, units.c.name.label("unit_name")], wanted, sight)
    if before:
        query = query.where(tuple_(hazards.c.reported_at, hazards.c.id) < before)
    return query.order_by(hazards.c.reported_at.desc(), hazards.c.id.desc()).limit(limit)


async def count(tx: Session, wanted: Filter, *, sight: Sight) -> int:
    """Count exactly what the list with this filter shows."""
    found = _joined([hazards.c.id], wanted, sight).subquery()
    return int(await tx.scalar(select(func.count()).select_from(found)) or 0)


async def count_up_to(tx: Session, wanted: Filter, *, sight: Sight, most: int) -> int:
    """Count what the list shows, but no further than one beyond `most`."""
    await plan_for_words(tx, wanted)
    found = _joined([hazards.c.id], wanted, sight).limit(most + 1).subquery()
    return int(await tx.scalar(select(func.count()).select_from(found)) or 0)


async def plan_for_words(tx: Session, wanted: Filter) -> None:
    """Let a search be planned for its own words: rare and common ones are found in other ways."""
    if wanted.text:
        await tx.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


async def ledger(tx: Session, wanted: Filter, *, sight: Sight) -> AsyncIterator[dict[str, Any]]:
    """Stream the hazards found, oldest first, with what a row of the ledger tells of them."""
    columns = [
        *FIELDS,
        units.c.name.label("unit_name"),
        units.c.code.label("unit_code"),
        _sent(NoticeTo.PRINCIPAL).label("principal_notified_on"),
        _sent(NoticeTo.ACTUAL_CONTROLLER).label("controller_notified_on"),
        hazards.c.passed_on.label("reviewed_on"),
        _of_reviews(reviews.c.reviewer_name).label("reviewer_names"),
        _of_reviews(reviews.c.department).label("closing_department"),
    ]
    query = _joined(columns, wanted, sight).order_by(hazards.c.reported_at, hazards.c.id)
    async for row in await tx.stream(query.execution_options(yield_per=500)):
        yield dict(row._mapping)


def _sent(to: NoticeTo) -> ScalarSelect[date]:
    sent = select(notices.c.sent_on).where(notices.c.hazard_id == hazards.c.id, notices.c.to == to)
    return sent.scalar_subquery()


def _of_reviews(column: ColumnElement[str]) -> ScalarSelect[str]:
    named = func.string_agg(column.distinct(), "、")
    of_it = select(named).where(reviews.c.hazard_id == hazards.c.id, reviews.c.passed)
    return of_it.scalar_subquery()


def _joined(columns: Sequence[ColumnElement[Any]], wanted: Filter, sight: Sight) -> Select[Any]:
    source = hazards.outerjoin(units, units.c.id == hazards.c.unit_id)
    return select(*columns).select_from(source).where(within(sight), *conditions(wanted))


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """What a filter asks of hazards joined with their units."""
    found = [*_equal(wanted), *_ranges(wanted), *_facts(wanted)]
    duplicate = hazards.c.merged_into.is_not(None)
    found.append(duplicate if wanted.merged else ~duplicate)
    if wanted.area:
        found.append(hazards.c.area.startswith(wanted.area, autoescape=True))
    if wanted.industry:
        digits = func.ltrim(hazards.c.industry, "ABCDEFGHIJKLMNOPQRST")
        found.append(digits.startswith(wanted.industry, autoescape=True))
    if wanted.criterion:
        cited = array([cast(wanted.criterion, Text)])
        found += [hazards.c.criteria != text("'{}'"), hazards.c.criteria.op("@>")(cited)]
    if wanted.text:
        found.append(says(wanted.text, disguised=wanted.disguised))
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
        "matter": wanted.matter,
        "link": wanted.link,
        "officer": wanted.officer,
        "transfer_to": wanted.transfer_to,
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
    asked = {name: getattr(wanted, name) for name in _FACTS}
    on = literal(wanted.as_of, Date)
    facts = {name: fact(on) for name, fact in _FACTS.items() if asked[name] is not None}
    return [fact if asked[name] else ~fact for name, fact in facts.items()]


Day: TypeAlias = ColumnElement[date]


def _verified(on: Day) -> ColumnElement[bool]:
    return func.coalesce(hazards.c.verified_on <= on, False)


def _closed(on: Day) -> ColumnElement[bool]:
    return func.coalesce(hazards.c.closed_on <= on, False)


def _open(on: Day) -> ColumnElement[bool]:
    return _verified(on) & ~_closed(on)


def _overdue(on: Day) -> ColumnElement[bool]:
    """Open past the due date, unless it was handed in by then and waits for its review."""
    handed_in = (hazards.c.status == Status.AWAITING_REVIEW) & (
        hazards.c.submitted_on <= hazards.c.due_on
    )
    return _open(on) & (hazards.c.due_on < on) & ~func.coalesce(handed_in, False)


def _unacknowledged(on: Day) -> ColumnElement[bool]:
    waiting = select(notices.c.id).where(
        notices.c.hazard_id == hazards.c.id,
        notices.c.acknowledged_on.is_(None),
        notices.c.due_on < on,
    )
    return _open(on) & waiting.exists()


_FACTS: dict[str, Callable[[Day], ColumnElement[bool]]] = {
    "verified": _verified,
    "closed": _closed,
    "open": _open,
    "overdue": _overdue,
    "unacknowledged": _unacknowledged,
    "on_time": lambda on: _closed(on) & (hazards.c.closed_on <= hazards.c.due_on),
    "notified": lambda on: func.coalesce(hazards.c.notified_on <= on, False),
    "under_order": lambda _: hazards.c.order_level.is_not(None),
    "stopped": lambda _: hazards.c.stopped_on.is_not(None),
    "transferring": lambda _: hazards.c.transfer_to.is_not(None),
    "recurring": lambda _: hazards.c.previous_id.is_not(None),
    "withdrawing": lambda _: hazards.c.withdrawal_on.is_not(None),
}
