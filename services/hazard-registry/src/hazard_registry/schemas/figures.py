"""Figures as they are shown."""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from hazard_registry.schemas.fields import Yuan


class FigureOut(BaseModel):
    """One cell. Only the dimensions that were asked for are there."""

    area: str | None = None
    industry: str | None = Field(None, description="GB/T 4754 division; empty where unknown.")
    channel: str | None = None
    level: str | None = None
    status: str | None = None
    month: date | None = None
    year: int | None = None
    found: int | None
    closed: int | None
    unverified: int | None
    rejected: int | None
    overdue: int | None
    under_order: int | None
    funds: Yuan | None = Field(description="Yuan planned for rectifying them.")
    funds_used: Yuan | None
    rate: Decimal | None = Field(description="closed ÷ found, in per cent", examples=["93.4"])


class CountOut(BaseModel):
    count: int = Field(examples=[1000])
    more: bool = Field(description="There are more than are counted.", examples=[True])


class CheckOut(BaseModel):
    differing: int = Field(description="Cells in which counters and a recount differ.")


class StandingLine(BaseModel):
    """Stock, increment and clearing of one area, industry or channel, or of all."""

    area: str | None = None
    industry: str | None = None
    channel: str | None = None
    stock: int = Field(description="Found by the end of 2023.")
    stock_closed: int
    stock_open: int = Field(description="Not cleared yet; one that was reopened counts again.")
    increment: int = Field(description="Found in the year of the day asked, until that day.")
    increment_closed: int
    year_before: int = Field(description="Found in the year before, until its same day.")
    change: Decimal | None = Field(description="Against the year before, in per cent.")
    due: int = Field(description="Fell due by that day.")
    closed_in_time: int = Field(description="Of these closed by their due date.")
    clearing_rate: Decimal | None = Field(description="closed_in_time ÷ due, in per cent")
    open_past_due: int
    found: int
    closed: int


class StandingOut(BaseModel):
    as_of: date
    stock_to: date
    basis: dict[str, Any] = Field(description="The rule of stock, increment and clearing.")
    items: list[StandingLine]


class ProblemLine(BaseModel):
    """An item of a standard that is found broken again and again."""

    criterion: str = Field(examples=["GM-3-2"])
    title: str | None = Field(description="None for a clause that is cited by its number alone.")
    title_en: str | None
    hazards: int
    before: int = Field(description="In a time of the same length just before.")
    areas: int = Field(description="Villages and communities it was found in.")
    industries: int
    hazards_url: str = Field(examples=["/v1/hazards?criterion=GM-3-2&found_from=2026-01-01"])


class ProblemsOut(BaseModel):
    first: date = Field(description="First of the first month of finding.")
    last: date = Field(description="First of the last month of finding.")
    least: int
    basis: dict[str, Any]
    items: list[ProblemLine]
