"""Figures over HTTP: statistics, the monthly table."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from enforcement.schemas.words import Shown


class CaseFigures(Shown):
    """Counts of the cases of one body in a period. Sums are in yuan."""

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


class CaseStatistics(Shown):
    first: date
    last: date
    area: str
    total: CaseFigures
    bodies: list[CaseFigures]


class MonthlyColumn(Shown):
    """A column of the monthly table. Null is missing, never zero."""

    column: int = Field(examples=[23])
    name: str = Field(examples=["立案(件)"])
    month: Decimal | None
    year_to_date: Decimal | None
    missing: str | None = None


class MonthlyOut(Shown):
    period: str = Field(examples=["2026-03"])
    area: str
    columns: list[MonthlyColumn]
