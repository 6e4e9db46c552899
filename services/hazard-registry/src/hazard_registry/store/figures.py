"""Read the counters: what was folded and what still waits, as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    Table,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from hazard_registry.domain.statistics import DIMENSIONS, MEASURES, SUBDISTRICT_DIGITS
from hazard_registry.tables import (
    hazard_counters,
    hazard_deltas,
    hazard_marks,
    hazard_problems,
    hazard_rollups,
)

MOST_CELLS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which cells to sum. None means any; `first` and `last` are firsts of months of finding."""

    area: str | None = None
    industry: str | None = None
    channel: str | None = None
    level: str | None = None
    status: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def same(self) -> Mapping[str, str]:
        names = ("industry", "channel", "level", "status")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


async def figures(
    tx: Session, cut: Cut, *, sight: Sight, by: Sequence[str], area_digits: int
) -> Sequence[dict[str, Any]]:
    """Sum the cells the caller may see, grouped as asked; at most `MOST_CELLS` + 1 groups."""
    table = _table(cut, sight, by, area_digits)
    cells = _cells(table, cut, sight)
    groups = _groups(cells, by, area_digits)
    hazards, status = cells.c.hazards, cells.c.status

    def those(*statuses: str) -> ColumnElement[Any]:
        return func.sum(hazards * cast(status.in_(statuses), Integer))

    query = select(
        *groups,
        (func.sum(hazards) - those("rejected")).label("found"),
        those("closed").label("closed"),
        those("reported").label("unverified"),
        those("rejected").label("rejected"),
        *(func.sum(cells.c[name]).label(name) for name in MEASURES[1:]),
    ).group_by(*groups)
    rows = await tx.execute(query.order_by(*groups).limit(MOST_CELLS + 1))
    return [dict(row._mapping) for row in rows]


def _table(cut: Cut, sight: Sight, by: Sequence[str], area_digits: int) -> Table:
    """The rolled-up counters, where they hold all that is asked."""
    areas = [cut.area or "", *(reach.area for reach in sight.reaches)]
    finer = max(map(len, areas)) > SUBDISTRICT_DIGITS or (
        "area" in by and area_digits > SUBDISTRICT_DIGITS
    )
    if finer or "industry" in by or cut.industry is not None:
        return hazard_counters
    return hazard_rollups


def _groups(cells: Subquery, by: Sequence[str], area_digits: int) -> list[ColumnElement[Any]]:
    named: dict[str, ColumnElement[Any]] = {
        **{name: cells.c[name] for name in DIMENSIONS if name in cells.c},
        "area": func.left(cells.c.area, area_digits),
        "year": func.date_part("year", cells.c.month),
    }
    return [named[name].label(name) for name in by]


def _cells(table: Table, cut: Cut, sight: Sight) -> Subquery:
    """The kept cells, and those of changes that nobody folded yet."""
    names = [column.name for column in table.c]
    return union_all(
        *(
            _narrowed(select(*(source.c[name] for name in names)), source, cut, sight)
            for source in (table, hazard_deltas)
        )
    ).subquery()


def _narrowed(query: Select[Any], source: Table, cut: Cut, sight: Sight) -> Select[Any]:
    query = query.where(narrow(sight, area=source.c.area))
    if cut.area:
        query = query.where(source.c.area.startswith(cut.area, autoescape=True))
    for name, value in cut.same.items():
        if name in source.c:
            query = query.where(source.c[name] == value)
    if cut.first:
        query = query.where(source.c.month >= cut.first)
    if cut.last:
        query = query.where(source.c.month <= cut.last)
    return query


def marks_of(cut: Cut, sight: Sight) -> Subquery:
    """What happened when, kept or waiting."""
    names = ("area", "industry", "channel", "level", "month")
    one = func.unnest(hazard_deltas.c.marks).table_valued("one").render_derived()
    waiting = select(
        *(hazard_deltas.c[name] for name in names),
        func.split_part(one.c.one, ":", 1).label("mark"),
        cast(func.split_part(one.c.one, ":", 2), Date).label("day"),
        hazard_deltas.c.hazards,
    ).select_from(hazard_deltas.join(one, true()))
    kept = select(*(hazard_marks.c[name] for name in (*names, "mark", "day", "hazards")))
    return union_all(
        _narrowed(kept, hazard_marks, cut, sight), _narrowed(waiting, hazard_deltas, cut, sight)
    ).subquery()


async def standing(
    tx: Session,
    cut: Cut,
    *,
    sight: Sight,
    by: str | None,
    area_digits: int,
    on: date,
    stock_to: date,
) -> Sequence[dict[str, Any]]:
    """Stock (found by `stock_to`), increment and clearing as the facts of that day say.

    `year_before` is what the same day a year ago knew of its own year; months are those of finding.
    """
    marks = marks_of(cut, sight)
    groups = _groups(marks, [by] if by else [], area_digits)
    counted = [*_grown(marks, on, stock_to), *_cleared(marks, on)]
    query = select(*groups, *counted).group_by(*groups).order_by(*groups)
    return [dict(row._mapping) for row in await tx.execute(query.limit(MOST_CELLS + 1))]


def _grown(marks: Subquery, on: date, stock_to: date) -> list[ColumnElement[Any]]:
    day, month = marks.c.day, marks.c.month
    known, closed = _by(marks, "verified", on), _by(marks, "closed", on)
    old, new = month <= stock_to, month >= date(on.year, 1, 1)
    last_year = (month >= date(on.year - 1, 1, 1)) & (month < date(on.year, 1, 1))
    ago = (marks.c.mark == "verified") & (day <= _a_year_before(on))
    counts = {
        "found": known,
        "closed": closed,
        "stock": known & old,
        "stock_closed": closed & old,
        "increment": known & new,
        "increment_closed": closed & new,
        "year_before": ago & last_year,
    }
    return [count(marks, wanted).label(name) for name, wanted in counts.items()]


def _cleared(marks: Subquery, on: date) -> list[ColumnElement[Any]]:
    day_before = on - timedelta(days=1)
    late = {name: count(marks, _by(marks, name, day_before)) for name in ("due", "met", "waiting")}
    closed_late = count(marks, _by(marks, "late", on))
    return [
        count(marks, _by(marks, "due", on)).label("due"),
        count(marks, _by(marks, "met", on)).label("closed_in_time"),
        (late["due"] - late["met"] - late["waiting"] - closed_late).label("open_past_due"),
    ]


def _by(marks: Subquery, mark: str, day: date) -> ColumnElement[bool]:
    """It happened by that day."""
    return (marks.c.mark == mark) & (marks.c.day <= day)


def count(marks: Subquery, wanted: ColumnElement[bool]) -> ColumnElement[Any]:
    """Sum the hazards of marks that are wanted."""
    return func.coalesce(func.sum(case((wanted, marks.c.hazards), else_=0)), 0)


def _a_year_before(on: date) -> date:
    """The 29th of February has its like on the 28th."""
    last = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year - 1, on.month, last)


async def problems(
    tx: Session, cut: Cut, *, sight: Sight, before: date, least: int, limit: int
) -> Sequence[dict[str, Any]]:
    """The items of standards found broken at least so often from `cut.first` on, most often first.

    `before` is the first month of the time just before, with which they are compared.
    """
    wider = Cut(area=cut.area, industry=cut.industry, level=cut.level, first=before, last=cut.last)
    cells = _problem_cells(wider, sight)
    now = cells.c.month >= literal(cut.first, Date)
    hazards = func.sum(case((now, cells.c.hazards), else_=0))
    query = (
        select(
            cells.c.criterion,
            hazards.label("hazards"),
            func.sum(case((now, 0), else_=cells.c.hazards)).label("before"),
            func.count(case((now, cells.c.area)).distinct()).label("areas"),
            func.count(case((now, cells.c.industry)).distinct()).label("industries"),
        )
        .group_by(cells.c.criterion)
        .having(hazards >= least)
        .order_by(hazards.desc(), cells.c.criterion)
        .limit(limit)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]


def _problem_cells(cut: Cut, sight: Sight) -> Subquery:
    names = ("area", "industry", "level", "month")
    one = func.unnest(hazard_deltas.c.criteria).table_valued("one").render_derived()
    waiting = select(
        *(hazard_deltas.c[name] for name in names),
        one.c.one.label("criterion"),
        hazard_deltas.c.hazards,
    ).select_from(hazard_deltas.join(one, true()))
    kept = select(*(hazard_problems.c[name] for name in (*names, "criterion", "hazards")))
    return union_all(
        _narrowed(kept, hazard_problems, cut, sight),
        _narrowed(waiting, hazard_deltas, cut, sight),
    ).subquery()
