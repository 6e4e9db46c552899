"""Who looks after hazards, and what enforcement did."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from hazard_registry.domain.enforcement_news import NewsKind
from hazard_registry.schemas.fields import Body, Out, Words


class NewHandOver(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "from_person": "01920000-0000-7000-8000-000000000001",
                "to_person": "01920000-0000-7000-8000-000000000002",
                "reason": "岗位调整",
            }
        }
    )

    from_person: UUID = Field(description="Account of who looked after them.")
    to_person: UUID
    reason: Words


class HandOverOut(Out):
    id: UUID
    from_person: UUID
    to_person: UUID
    reason: str
    hazards: int = Field(description="How many open hazards were handed over.")
    handed_by: UUID
    handed_at: AwareDatetime


class Assignment(Body):
    officer: UUID = Field(description="Account of who looks after it from now on (经办人).")
    reason: Words | None = None


class NewsOut(Out):
    """A measure, a matter of accountability or a credit grade, as enforcement told it."""

    id: UUID
    kind: NewsKind
    code: str = Field(examples=["stop"])
    unit_id: UUID | None
    area: str
    department: str | None
    hazard_ids: list[UUID]
    began_on: date
    ended_on: date | None
