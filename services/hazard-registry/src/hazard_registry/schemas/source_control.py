"""Admission by the catalogue, and consultations on plans, as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hazard_registry.domain.source_control import Outcome, Restriction
from hazard_registry.schemas.fields import (
    AreaCode,
    AreaPrefix,
    Body,
    DepartmentCode,
    Industry,
    Name,
    Out,
    Words,
)

Digits = Annotated[str, StringConstraints(pattern=r"^\d{2,4}$"), Field(examples=["26"])]


class RuleFields(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "industry": "26",
                "area": "350583002",
                "restriction": "banned",
                "source": "园区产业禁限目录(演示)",
                "valid_from": "2024-05-01",
            }
        }
    )

    industry: Digits
    area: AreaPrefix
    restriction: Restriction
    conditions: Words | None = None
    source: Name
    valid_from: date
    ended_on: date | None = None


class RuleChange(RuleFields):
    why: Words | None = None


class RuleOut(Out):
    id: UUID
    industry: str
    area: str
    restriction: Restriction
    conditions: str | None
    source: str
    valid_from: date
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWanted:
    industry: Digits | None = None
    restriction: Restriction | None = None
    there: Annotated[bool | None, Query(description="In force on the day.")] = None
    as_of: date | None = None


class AdmissionQuestion(Body):
    industry: Industry
    area: AreaCode


class AdmissionAnswer(BaseModel):
    """What the catalogue says today."""

    restriction: Restriction | None
    matched: list[RuleOut]


class NewAdmission(AdmissionQuestion):
    name: Name
    department: DepartmentCode | None = None
    unit_id: UUID | None = None
    outcome: Outcome
    conditions: Words | None = None
    reason: Words


class AdmissionOut(Out):
    id: UUID
    name: str
    area: str
    department: str | None
    unit_id: UUID | None
    industry: str
    outcome: Outcome
    conditions: str | None
    reason: str
    matched: list[UUID]
    decided_on: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    outcome: Outcome | None = None
    decided_from: date | None = None
    decided_to: date | None = None


class ConsultationFields(Body):
    title: Name
    planner: Name
    area: AreaCode
    department: DepartmentCode | None = None
    received_on: date
    spatial_planning: Words | None = None
    disaster_survey: Words | None = None


class ConsultationChange(ConsultationFields):
    why: Words | None = None


class Hearing(Body):
    department: DepartmentCode
    opinion: Words


class Conclusion(Body):
    outcome: Outcome
    opinion: Words
    conditions: Words | None = None
    risks: Words


class ConditionsMet(Body):
    met_on: date
    note: Words


class HeardOut(BaseModel):
    department: str
    opinion: str
    on: date


class ConsultationOut(Out):
    id: UUID
    title: str
    planner: str
    area: str
    department: str | None
    received_on: date
    spatial_planning: str | None
    disaster_survey: str | None
    risks: str | None
    heard: list[HeardOut]
    outcome: Outcome | None
    opinion: str | None
    conditions: str | None
    concluded_on: date | None
    met_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationWanted:
    area: AreaPrefix | None = None
    outcome: Outcome | None = None
    concluded: bool | None = None
    received: Annotated[bool | None, Query(description="Received by the day.")] = None
    as_of: date | None = None
