"""Standardisation, demonstrations, self-assessments, safety expenses as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hazard_registry.domain.standing import DemonstrationKind, Grade
from hazard_registry.schemas.fields import AreaCode, AreaPrefix, Body, Name, Out, Words, Yuan

Sector = Literal[
    "machinery", "smelting", "hazardous_goods", "fireworks", "freight", "passenger",
    "construction_mine", "construction_building", "construction_water", "construction_smelting",
    "construction_municipal", "mine_metal_open", "mine_metal_underground", "mine_nonmetal_open",
    "mine_nonmetal_underground", "mine_quarry", "none",
]  # fmt: skip
Item = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z_]{1,40}$"), Field(examples=["organisation"])
]


class NewStandardisation(Body):
    unit_id: UUID
    grade: Grade
    certificate: Name
    issuer: Name
    granted_on: date
    valid_to: date | None = Field(None, description="By rule where the paper does not say.")
    evidence: list[UUID] = Field([], max_length=10)


class Revocation(Body):
    reason: Words


class StandardisationOut(Out):
    id: UUID
    unit_id: UUID
    grade: Grade
    certificate: str
    issuer: str
    granted_on: date
    valid_to: date
    basis: dict[str, Any]
    evidence: list[UUID]
    revoked_on: date | None
    revoke_reason: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisationWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    grade: Grade | None = None
    in_force: Annotated[bool | None, Query(description="Valid on the day.")] = None
    of_small: Annotated[bool | None, Query(description="Of medium, small, micro units.")] = None
    granted_from: date | None = None
    granted_to: date | None = None
    as_of: date | None = None


class DemonstrationFields(Body):
    kind: DemonstrationKind
    name: Name
    area: AreaCode
    unit_id: UUID | None = None
    recognised_by: Name
    recognised_on: date
    evidence: list[UUID] = Field([], max_length=10)
    ended_on: date | None = None


class DemonstrationChange(DemonstrationFields):
    why: Words | None = None


class DemonstrationOut(Out):
    id: UUID
    kind: DemonstrationKind
    name: str
    area: str
    unit_id: UUID | None
    recognised_by: str
    recognised_on: date
    evidence: list[UUID]
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    kind: DemonstrationKind | None = None
    there: Annotated[bool | None, Query(description="Recognised on the day.")] = None
    recognised_from: date | None = None
    as_of: date | None = None


class Met(Body):
    """The items of each dimension that are met; the rule `running.items` lists them."""

    management: list[Item] = Field([], max_length=50)
    site: list[Item] = Field([], max_length=50)
    post: list[Item] = Field([], max_length=50)


class NewAssessment(Body):
    unit_id: UUID
    met: Met
    note: Words | None = None


class AssessmentOut(Out):
    id: UUID
    unit_id: UUID
    assessed_on: date
    met: dict[str, list[str]]
    management: int
    site: int
    post: int
    up_to_standard: bool
    basis: dict[str, Any]
    note: str | None
    superseded_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    up_to_standard: bool | None = None
    newest: Annotated[bool | None, Query(description="Each unit's newest on the day.")] = None
    as_of: date | None = None


class ProfileOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    unit_id: UUID
    score: int = Field(description="Parts that are filled, in per cent.")
    missing: list[str]
    assessment: AssessmentOut | None


class ExpenseFields(Body):
    sector: Sector = Field(description="`none` where the law sets no rate.")
    base: Yuan = Field(description="Revenue or project cost in yuan; mines: tonnes.")
    accrued: Yuan
    used: Yuan


class NewExpense(ExpenseFields):
    unit_id: UUID
    year: Annotated[int, Field(ge=2023, le=2100)]


class ExpenseChange(ExpenseFields):
    why: Words | None = None


class ExpenseOut(Out):
    id: UUID
    unit_id: UUID
    year: int
    sector: str
    base: Decimal
    due: Yuan | None
    basis: dict[str, Any] | None
    accrued: Yuan
    used: Yuan
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    year: Annotated[int | None, Query(ge=2023, le=2100)] = None
    short: Annotated[bool | None, Query(description="Less set aside than the law asks.")] = None
    lawful: Annotated[bool | None, Query(description="The law sets a rate.")] = None
