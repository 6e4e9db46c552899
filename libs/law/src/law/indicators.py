"""The figures a plan is measured by, in one shape for every service.

A figure counts records, and `list_url` lists exactly these. Where it cannot be known its value is
None and `missing` says why: never a zero that nobody counted.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_TENTH = Decimal("0.1")


class Light(StrEnum):
    """How a figure stands; grey where there is nothing to judge."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure. `unit` is `%` or what is counted; `basis` is the rule of its light and target."""

    code: str
    row: str
    name: str
    name_en: str
    unit: str
    list_url: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    target: Decimal | None = None
    target_date: date | None = None
    light: Light = Light.GREY
    basis: dict[str, Any] | None = None
    missing: str | None = None


class IndicatorOut(BaseModel):
    """One figure of the plan; `list_url` lists exactly the records counted."""

    model_config = ConfigDict(from_attributes=True)

    code: str = Field(examples=["7.closing_rate"])
    row: str = Field(examples=["7"], description="The row of the plan it measures.")
    name: str = Field(examples=["重大隐患整改销号率"])
    name_en: str = Field(examples=["Major hazards closed"])
    value: Decimal | None = Field(examples=["93.4"])
    numerator: int | None = Field(examples=[254])
    denominator: int | None = Field(examples=[272])
    unit: str = Field(examples=["%"])
    target: Decimal | None = Field(examples=["100"])
    target_date: date | None = Field(examples=["2026-12-31"])
    light: Light = Field(examples=["yellow"])
    basis: dict[str, Any] | None = Field(description="The rule of target and light.")
    list_url: str = Field(examples=["/v1/hazards?level=major&closed=true"])
    missing: str | None = Field(None, description="Why there is no value.")


class IndicatorsOut(BaseModel):
    """The figures of a day."""

    model_config = ConfigDict(from_attributes=True)

    as_of: date
    items: list[IndicatorOut]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a day."""

    as_of: date
    items: list[Indicator]


def percent(part: int, whole: int) -> Decimal | None:
    """Round to a tenth; 100 only where nothing is lacking, None where there is nothing."""
    if not whole:
        return None
    share = (Decimal(100) * part / whole).quantize(_TENTH, ROUND_HALF_UP)
    return min(share, Decimal("99.9")) if part < whole else share


def at_least(value: Decimal | None, *, green: Decimal, yellow: Decimal) -> Light:
    """Judge a figure that should be high: green from here on, yellow from there on."""
    if value is None:
        return Light.GREY
    if value >= green:
        return Light.GREEN
    return Light.YELLOW if value >= yellow else Light.RED


def at_most(value: Decimal | None, *, green: Decimal, yellow: Decimal) -> Light:
    """Judge a figure that should be low: green up to here, yellow up to there."""
    return at_least(None if value is None else -value, green=-green, yellow=-yellow)
