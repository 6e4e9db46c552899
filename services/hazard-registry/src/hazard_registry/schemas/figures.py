"""Figures as they are shown."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field


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
