"""Checklists and self-checks as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from hazard_registry.domain.checklist import ChecklistLevel, Edition
from hazard_registry.domain.self_check import Frequency
from hazard_registry.domain.unit import Sector
from hazard_registry.schemas.fields import AreaPrefix, Body, Criterion, Name, Out, Words
from hazard_registry.schemas.fields import Query as Text


class ItemFields(Body):
    text: Name
    criterion: Criterion | None = Field(None, examples=["GM-3-2"])
    article: Name | None = None


class ChecklistFields(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "title": "石材加工企业自查清单",
                "level": "unit",
                "sector": "industry",
                "items": [{"text": "切割机防护罩是否完好"}],
            }
        }
    )

    title: Name
    level: ChecklistLevel
    sector: Sector | None = Field(None, description="None is for every sector.")
    items: list[ItemFields] = Field([], max_length=200)


class ChecklistMade(Body):
    title: Name
    level: ChecklistLevel = ChecklistLevel.UNIT
    sector: Sector | None = None
    industry: Name = Field(description="Words of the criteria's industry.", examples=["工贸"])


class Retirement(Body):
    reason: Words


class ItemOut(Out):
    id: UUID
    position: int
    text: str
    criterion: str | None
    article: str | None
    uses: int = Field(description="How often it was answered.")
    hits: int = Field(description="How often it was found wrong.")
    rate: Decimal | None = Field(description="Hits of uses, in per cent.")


class ChecklistOut(Out):
    id: UUID
    series: UUID
    edition: int
    title: str
    level: ChecklistLevel
    sector: Sector | None
    status: Edition
    published_on: date | None
    retired_on: date | None
    retire_reason: str | None
    version: int


class ChecklistWhole(ChecklistOut):
    items: list[ItemOut]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistWanted:
    level: ChecklistLevel | None = None
    sector: Sector | None = None
    status: Edition | None = None
    series: UUID | None = None


class AnswerFields(Body):
    item_id: UUID
    passed: bool
    note: Words | None = None
    place: Name | None = None
    attachments: list[UUID] = Field([], max_length=10)


class SelfCheckAnswers(Body):
    checklist_id: UUID
    led_by: Name = Field(description="Who led the check; the rule wants the principal to.")
    answers: Annotated[list[AnswerFields], Field(min_length=1, max_length=200)]


class AnswerOut(BaseModel):
    item_id: UUID
    position: int
    text: str
    criterion: str | None
    passed: bool
    note: str | None
    hazard_id: UUID | None


class SelfCheckOut(Out):
    id: UUID
    unit_id: UUID
    period: str = Field(examples=["2026-Q1"])
    frequency: Frequency
    starts_on: date
    due_on: date
    basis: dict[str, Any] = Field(description="The rule that made the duty.")
    checklist_id: UUID | None
    led_by: str | None
    led_by_principal: bool
    items: int
    failed: int
    done_on: date | None
    overdue_on: date | None
    version: int


class SelfCheckWhole(SelfCheckOut):
    answers: list[AnswerOut]
    proposed_checklist_id: UUID | None = Field(description="What a unit of its trade checks by.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    period: Text | None = None
    frequency: Frequency | None = None
    done: Annotated[bool | None, Query(description="Done by the day.")] = None
    overdue: Annotated[bool | None, Query(description="Past due, not done by the day.")] = None
    principal_led: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    as_of: date | None = None
