"""The monthly table and the quarterly form as they are shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, PlainSerializer

Plain = Annotated[Decimal, PlainSerializer(lambda value: f"{value:f}", return_type=str)]


class MonthlyColumn(BaseModel):
    """A column of the monthly table. Null is a rate of nothing, or missing, never zero."""

    column: int = Field(examples=[7])
    name: str = Field(examples=["企业自查重大事故隐患(项)"])
    month: Plain | None
    year_to_date: Plain | None
    missing: str | None = Field(None, description="Why there is no figure.")


class MonthlyOut(BaseModel):
    period: str = Field(examples=["2026-03"])
    area: str
    columns: list[MonthlyColumn]


class QuarterlyRow(BaseModel):
    """A sector. Rates are null where there is nothing; funds are in 万元."""

    sector: str
    sector_name: str
    units_due: int | None
    units_done: int | None
    coverage: Plain | None
    general: int
    general_closed: int
    general_rate: Plain | None
    major: int
    major_closed: int
    major_rate: Plain | None
    planned: int
    fixed: int
    listed: int
    listed_province: int
    listed_city: int
    funds: Plain


class QuarterlyOut(BaseModel):
    until: date = Field(description="What is known by this day.")
    area: str
    rows: list[QuarterlyRow]
    total: QuarterlyRow
