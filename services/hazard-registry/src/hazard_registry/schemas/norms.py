"""The four norms as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from hazard_registry.domain.checklist import Edition
from hazard_registry.domain.norm import NormKind
from hazard_registry.domain.unit import Sector
from hazard_registry.schemas.fields import Body, Name, Out, Words

EditionName = Annotated[
    str, StringConstraints(pattern=r"^\d{1,2}\.\d{1,2}$"), Field(examples=["2.0"])
]


class NormFields(Body):
    edition: EditionName
    kind: NormKind
    sector: Sector | None = None
    title: Name
    document: UUID | None = Field(None, description="The id of an uploaded document.")


class EvaluationFields(Body):
    score: Annotated[int, Field(ge=0, le=100)]
    effect: Words
    problems: Words
    advice: Words


class NormRevision(Body):
    edition: EditionName
    document: UUID | None = None
    answers: list[UUID] = Field([], max_length=50, description="Evaluations that it answers.")


class NormOut(Out):
    id: UUID
    series: UUID
    number: int
    edition: str
    kind: NormKind
    sector: Sector | None
    title: str
    document: UUID | None
    status: Edition
    published_on: date | None
    retired_on: date | None
    answers: list[UUID]
    version: int


class EvaluationOut(BaseModel):
    id: UUID
    norm_id: UUID
    edition: str
    evaluated_on: date
    score: int
    effect: str
    problems: str
    advice: str


class NormWhole(NormOut):
    evaluations: list[EvaluationOut] = Field(description="Of every edition, newest first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NormWanted:
    kind: NormKind | None = None
    sector: Sector | None = None
    status: Edition | None = None
    series: UUID | None = None
