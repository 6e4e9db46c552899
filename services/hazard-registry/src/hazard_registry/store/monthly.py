"""What the monthly table and the quarterly form count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, case, func, select

from hazard_registry.domain.life import OPEN, Level, Status
from hazard_registry.store.figures import Cut, marks_of
from hazard_registry.store.hazards import within
from hazard_registry.tables import hazards, self_checks, supervision_orders, units


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whole months, of which the last may not be over: `last` is the day up to which facts count."""

    first: date
    last: date
    area: str | None

    @property
    def cut(self) -> Cut:
        return Cut(area=self.area, first=self.first, last=self.last)


async def cohorts(tx: Session, window: Window, *, sight: Sight) -> Sequence[dict[str, Any]]:
    """By channel and level: what was found in the window, and how it stands at its end."""
    marks = marks_of(window.cut, sight)
    mark, day = marks.c.mark, marks.c.day

    def count(name: str, *more: ColumnElement[bool]) -> ColumnElement[Any]:
        wanted = (mark == name) & (day <= window.last)
        for one in more:
            wanted &= one
        return func.coalesce(func.sum(case((wanted, marks.c.hazards), else_=0)), 0)

    before = day < window.last
    past_due = count("due", before) - count("met", before) - count("waiting", before)
    query = select(
        marks.c.channel,
        marks.c.level,
        count("verified").label("found"),
        count("closed").label("closed"),
        (past_due - count("late")).label("past_due"),
    ).group_by(marks.c.channel, marks.c.level)
    return [dict(row._mapping) for row in await tx.execute(query)]


async def happened(tx: Session, window: Window, mark: str, *, sight: Sight) -> int:
    """How often this happened within the window to major hazards, found whenever."""
    marks = marks_of(Cut(area=window.area, level=Level.MAJOR), sight)
    within_ = (marks.c.mark == mark) & marks.c.day.between(window.first, window.last)
    total = select(func.coalesce(func.sum(marks.c.hazards), 0)).where(within_)
    return int(await tx.scalar(total) or 0)


async def listed(tx: Session, window: Window, *, sight: Sight) -> int:
    """How many hazards were listed for supervision (挂牌督办) within the window."""
    query = (
        select(func.count(supervision_orders.c.hazard_id.distinct()))
        .join(hazards, hazards.c.id == supervision_orders.c.hazard_id)
        .where(
            within(sight),
            hazards.c.merged_into.is_(None),
            hazards.c.area.startswith(window.area or "", autoescape=True),
            supervision_orders.c.listed,
            supervision_orders.c.issued_on.between(window.first, window.last),
        )
    )
    return int(await tx.scalar(query) or 0)


async def self_checked(tx: Session, window: Window, *, sight: Sight) -> dict[str, int]:
    """Units that owed a self-check in a period touching the window, and those that did it by its end.

    A quarter's duty is owed in each of its months. Led: checks led by the principal, done within it.
    """
    own, done = self_checks.c, self_checks.c.done_on
    owed = (own.starts_on <= window.last) & (own.due_on >= window.first)
    led = own.led_by_principal & done.between(window.first, window.last)
    counted = {
        "owed": func.count(own.unit_id.distinct()).filter(owed),
        "checked": func.count(own.unit_id.distinct()).filter(owed & (done <= window.last)),
        "led": func.count().filter(led),
    }
    query = (
        select(*(count.label(name) for name, count in counted.items()))
        .select_from(self_checks.join(units, units.c.id == own.unit_id))
        .where(
            narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id),
            units.c.area.startswith(window.area or "", autoescape=True),
        )
    )
    return dict((await tx.execute(query)).one()._mapping)


async def by_sector(tx: Session, window: Window, *, sight: Sight) -> Sequence[dict[str, Any]]:
    """The quarterly form: hazards found in the window by supervision sector, as they stand at its end."""
    major, general = hazards.c.level == Level.MAJOR, hazards.c.level == Level.GENERAL
    closed = hazards.c.closed_on <= window.last
    planned = major & (hazards.c.planned_on <= window.last)
    five = ("responsible", "measures", "contingency")
    fixed = planned & hazards.c.funds.is_not(None) & hazards.c.deadline.is_not(None)
    for name in five:
        fixed &= func.coalesce(hazards.c[name], "") != ""
    sector = func.coalesce(hazards.c.sector, units.c.sector, "").label("sector")
    counted = {
        "general": general,
        "general_closed": general & closed,
        "major": major,
        "major_closed": major & closed,
        "planned": planned,
        "fixed": fixed,
        "listed": _listed(window),
        "listed_province": _listed(window, "province"),
        "listed_city": _listed(window, "city"),
    }
    query = (
        select(
            sector,
            *(func.count().filter(wanted).label(name) for name, wanted in counted.items()),
            func.coalesce(func.sum(hazards.c.funds).filter(planned), 0).label("funds"),
        )
        .select_from(hazards.outerjoin(units, units.c.id == hazards.c.unit_id))
        .where(
            within(sight),
            hazards.c.merged_into.is_(None),
            hazards.c.area.startswith(window.area or "", autoescape=True),
            hazards.c.found_on.between(window.first, window.last),
            hazards.c.verified_on <= window.last,
            hazards.c.status.in_([*OPEN, Status.CLOSED]),
        )
        .group_by(sector)
        .order_by(sector)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]


def _listed(window: Window, level: str | None = None) -> ColumnElement[bool]:
    orders = select(supervision_orders.c.id).where(
        supervision_orders.c.hazard_id == hazards.c.id,
        supervision_orders.c.listed,
        supervision_orders.c.issued_on <= window.last,
    )
    if level:
        orders = orders.where(supervision_orders.c.level == level)
    return orders.exists()
