"""Eliminations as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hazard_registry.domain.elimination import EliminationClass, Holder
from hazard_registry.schemas.fields import (
    AreaCode,
    AreaPrefix,
    Body,
    DepartmentCode,
    Name,
    Out,
    Words,
)
from hazard_registry.schemas.fields import Query as Text

KindCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z_]{1,40}$"), Field(examples=["old_fishing_boat"])
]


class KindFields(Body):
    code: KindCode
    title: Name
    action: EliminationClass
    source: Name
    due_on: date | None = None
    ended_on: date | None = None


class KindChange(KindFields):
    why: Words | None = None


class KindOut(Out):
    id: UUID
    code: str
    title: str
    action: EliminationClass
    source: str
    due_on: date | None
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWanted:
    action: EliminationClass | None = None
    code: Text | None = None


class EliminationFields(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind_id": "6f6ad1a8-2a6a-5e5e-9d4c-0d3f0a1b2c3d",
                "holder": "vehicle",
                "held_by": "闽C演示01 变型拖拉机",
                "area": "350583002202",
                "due_on": "2025-12-31",
            }
        }
    )

    kind_id: UUID
    holder: Holder
    held_by: Name
    area: AreaCode
    department: DepartmentCode | None = None
    unit_id: UUID | None = None
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    due_on: date | None = None


class EliminationChange(EliminationFields):
    why: Words | None = None


class Finished(Body):
    done_on: date
    note: Words
    evidence: list[UUID] = Field([], max_length=10)


class EliminationOut(Out):
    id: UUID
    kind_id: UUID
    holder: Holder
    held_by: str
    area: str
    department: str | None
    unit_id: UUID | None
    quantity: int
    due_on: date | None
    done_on: date | None
    done_note: str | None
    evidence: list[UUID]
    overdue_on: date | None
    hazard_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EliminationWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    kind_id: UUID | None = None
    code: Annotated[Text | None, Query(description="The entry's code in the catalogue.")] = None
    action: EliminationClass | None = None
    holder: Holder | None = None
    done: bool | None = None
    overdue: bool | None = None
    as_of: date | None = None


class ShareOut(BaseModel):
    """One entry of the catalogue: how much is held, done and late on the day."""

    code: str
    title: str
    action: EliminationClass
    source: str
    due_on: date | None
    held: int
    done: int
    overdue: int
    rate: Decimal | None
