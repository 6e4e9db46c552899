"""Count cases and hand-overs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, func, select

from enforcement.domain.status import OPEN_BEFORE_DECISION, Status
from enforcement.tables import cases

OPEN = sorted({*OPEN_BEFORE_DECISION, Status.DECIDED, Status.SERVED, Status.PERFORMING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of cases in a period: filed, decided and closed each by its own day."""

    body: str
    filed: int
    open: int
    overdue: int
    punished: int
    not_punished: int
    transferred: int
    withdrawn: int
    closed: int
    both_struck: int
    stopped: int
    fines_on_units: Decimal
    fines_on_persons: Decimal
    collected: Decimal


async def by_body(
    tx: Session, *, first: date, last: date, area: str, on: date, sight: Sight
) -> Sequence[Figures]:
    """One row for each body that has cases in the area."""
    rows = await tx.execute(
        _counts(first, last, on)
        .where(*_visible(area, sight))
        .group_by(cases.c.body)
        .order_by(cases.c.body)
    )
    return [Figures(**row._mapping) for row in rows]


def total(figures: Sequence[Figures]) -> Figures:
    """Add bodies up."""
    names = [name for name in Figures.__slots__ if name != "body"]
    sums = {name: sum(getattr(one, name) for one in figures) for name in names}
    money = {name: Decimal(value) for name, value in sums.items() if name in _MONEY}
    return Figures(body="*", **(sums | money))


_MONEY = {"fines_on_units", "fines_on_persons", "collected"}


def _counts(first: date, last: date, on: date) -> Select[*tuple[Any, ...]]:
    c = cases.c
    decided = c.decided_on.between(first, last)
    # What ended without a decision ended on a day we know from its deadline only; it counts by filing.
    filed = c.filed_on.between(first, last)

    def money(column: ColumnElement[Decimal]) -> ColumnElement[Decimal]:
        return func.coalesce(func.sum(column).filter(decided), 0)

    return select(
        c.body,
        func.count().filter(filed).label("filed"),
        func.count().filter(c.status.in_(OPEN)).label("open"),
        func.count().filter(c.next_due < on, c.status.in_(OPEN)).label("overdue"),
        func.count().filter(decided, c.outcome == "punished").label("punished"),
        func.count().filter(decided, c.outcome == "not_punished").label("not_punished"),
        func.count().filter(filed, c.status == Status.TRANSFERRED).label("transferred"),
        func.count().filter(filed, c.status == Status.WITHDRAWN).label("withdrawn"),
        func.count().filter(c.closed_on.between(first, last)).label("closed"),
        func.count().filter(decided, c.strikes_both).label("both_struck"),
        func.count().filter(decided, c.stops).label("stopped"),
        money(c.fine_unit).label("fines_on_units"),
        money(c.fine_persons).label("fines_on_persons"),
        money(c.collected).label("collected"),
    )


def _visible(area: str, sight: Sight) -> tuple[ColumnElement[bool], ...]:
    return (
        cases.c.area.startswith(area, autoescape=True),
        narrow(sight, area=cases.c.area, department=cases.c.body),
    )
