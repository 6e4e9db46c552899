"""What people send to put a hazard right."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from hazard_registry.domain.life import Level
from hazard_registry.schemas.fields import (
    Body,
    Criterion,
    DepartmentCode,
    MatterCode,
    Name,
    Phone,
    Words,
)


class Amendment(Body):
    """Only what is named changes; null empties a field that may be empty."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"place": "二号车间", "reason": "地点登记有误"}}
    )

    description: Words | None = None
    place: Name | None = None
    found_on: date | None = None
    found_by: Name | None = None
    in_charge: Name | None = Field(None, description="Who answers for a place without a unit.")
    in_charge_phone: Phone | None = None
    matter: MatterCode | None = None
    link: MatterCode | None = None
    previous_id: UUID | None = Field(None, description="The hazard that came back.")
    reason: Words


class Reclassification(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "level": "major",
                "criteria": ["GM-3-2"],
                "due_on": "2026-04-30",
                "reason": "复核后符合重大事故隐患判定标准",
            }
        }
    )

    level: Literal[Level.GENERAL, Level.MAJOR]
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=20)] = ()
    exception_reason: Words | None = None
    due_on: date | None = Field(None, description="A new term, where the level changes.")
    reason: Words


class UnitBinding(Body):
    unit_id: UUID


class TransferOffer(Body):
    department: DepartmentCode
    reason: Words


class TransferAnswer(Body):
    accepted: bool
    decision: Words | None = None


class WithdrawalAnswer(Body):
    accepted: bool
    decision: Words


class Merge(Body):
    into: UUID = Field(description="The hazard that is kept.")
    reason: Words
