"""Figures over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from reporting_whistleblower.schemas.words import Money, Told


class CellOut(Told):
    """A count of five at least, or nothing."""

    key: str
    count: int


class SpanOut(Told):
    """Whole months that were published together, both days included."""

    area: str
    first: date
    last: date


class FigureOut(Told):
    """What was counted in the published spans of the period; no span counts fewer than five."""

    total: int
    cells: list[CellOut]
    mean_days: Annotated[Decimal | None, Field(examples=["3.4"])]
    spans: list[SpanOut]


class YearOut(Told):
    """Rewards of the spans that ended in a year; claims paid, and their money."""

    year: int
    paid: int
    yuan: Money


class StatisticsOut(Told):
    first: date
    last: date
    area: str
    withheld_below: int
    received: FigureOut
    by_category: FigureOut
    accepted: FigureOut
    concluded: FigureOut
    by_conclusion: FigureOut
    substantiated_share: Annotated[
        Decimal | None, Field(description="Percent, partly counted in", examples=["61.5"])
    ]
    paid: FigureOut
    rewards_by_year: list[YearOut]


class MonthlyColumn(Told):
    """A column of the monthly table. Null is missing, never zero."""

    column: int = Field(examples=[36])
    name: str = Field(examples=["举报受理(件)"])
    month: Decimal | None
    counted_from: Annotated[
        date | None, Field(description="Earlier months that were too small are counted in")
    ]
    year_to_date: Decimal | None
    missing: str | None


class MonthlyOut(Told):
    period: str = Field(examples=["2026-03"])
    area: str
    columns: list[MonthlyColumn]
