"""Risk points as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from hazard_registry.domain.risk import ControlLevel, DirectReason, Method
from hazard_registry.domain.unit import Colour, Crs
from hazard_registry.schemas.fields import AreaPrefix, Body, Name, Out, Words

Factor = Annotated[Decimal, Field(gt=0, le=100, max_digits=6, decimal_places=2)]


class RiskFields(Body):
    name: Name
    place: Name | None = None
    consequences: Words
    control_level: ControlLevel
    responsible: Name
    engineering: Words | None = Field(None, description="工程防")
    technical: Words | None = Field(None, description="技防")
    people: Words | None = Field(None, description="人防")
    management: Words | None = Field(None, description="管理防")


class Judged(Body):
    """LEC takes l, e, c; LS takes l, s; direct takes reasons alone."""

    method: Method
    factors: dict[Annotated[str, Field(pattern=r"^[lecs]$")], Factor] = Field({}, max_length=3)
    direct_reasons: list[DirectReason] = Field([], max_length=4)


class NewRiskPoint(RiskFields, Judged):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "unit_id": "6f6ad1a8-2a6a-5e5e-9d4c-0d3f0a1b2c3d",
                "name": "桥式起重机吊运荒料",
                "consequences": "起重伤害",
                "control_level": "workshop",
                "responsible": "王演示",
                "technical": "限位器、力矩限制器",
                "method": "lec",
                "factors": {"l": "3", "e": "6", "c": "15"},
            }
        }
    )

    unit_id: UUID


class RiskChange(RiskFields):
    why: Words | None = None


class NewGrade(Judged):
    model_config = ConfigDict(
        json_schema_extra={"example": {"method": "ls", "factors": {"l": "3", "s": "4"}, "why": "x"}}
    )

    why: Words


class RiskCheckFields(Body):
    checked_on: date
    passed: bool
    note: Words


class Ending(Body):
    why: Words


class RiskPointOut(Out):
    id: UUID
    unit_id: UUID
    name: str
    place: str | None
    consequences: str
    control_level: ControlLevel
    responsible: str
    engineering: str | None
    technical: str | None
    people: str | None
    management: str | None
    method: Method
    factors: dict[str, str]
    direct_reasons: list[DirectReason]
    score: Decimal | None
    colour: Colour
    basis: dict[str, Any] = Field(description="The scheme it was graded by, and the working.")
    graded_on: date
    check_days: int
    check_basis: dict[str, Any] = Field(description="The rule of how often it is checked.")
    last_checked_on: date | None
    next_check_on: date
    ended_on: date | None
    version: int


class GradingOut(BaseModel):
    method: Method
    factors: dict[str, str]
    direct_reasons: list[DirectReason]
    score: Decimal | None
    colour: Colour
    basis: dict[str, Any]
    graded_on: date
    why: str | None


class RiskPointWhole(RiskPointOut):
    gradings: list[GradingOut] = Field(description="Newest first.")


class MapUnit(BaseModel):
    """A unit on the colour map, and how many points of each colour it has."""

    id: UUID
    name: str
    area: str
    longitude: Decimal | None
    latitude: Decimal | None
    crs: Crs | None
    colour: Colour
    red: int
    orange: int
    yellow: int
    blue: int


class AreaColour(BaseModel):
    area: str
    colour: Colour
    points: int
    units: int = Field(description="Units whose worst colour it is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    colour: Colour | None = None
    method: Method | None = None
    there: Annotated[bool | None, Query(description="Not taken off by the day.")] = None
    check_overdue: Annotated[bool | None, Query(description="A check is past due.")] = None
    as_of: date | None = None
