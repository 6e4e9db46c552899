"""Figures as they are shown."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

from hazard_registry.schemas.fields import Out


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
    rate: Decimal | None = Field(description="closed ÷ found, in per cent")


class CheckOut(BaseModel):
    differing: int = Field(description="Cells in which counters and a recount differ.")


class IndicatorOut(Out):
    code: str
    row: str
    name: str
    value: Decimal | None
    numerator: int
    denominator: int | None
    unit: str
    target: Decimal
    target_on: date
    light: Literal["green", "yellow", "red", "grey"]
    basis: dict[str, Any]
    list_url: str
