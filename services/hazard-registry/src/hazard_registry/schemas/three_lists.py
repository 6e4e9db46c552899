"""A row of any of the three lists; each list has its own columns."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from hazard_registry.domain.life import Level, Status
from hazard_registry.schemas.fields import Yuan


class ThreeListsRow(BaseModel):
    id: UUID
    checked_on: date | None = None
    what: str | None = None
    passed: bool | None = None
    note: str | None = None
    hazard_id: UUID | None = None
    number: str | None = None
    level: Level | None = None
    status: Status | None = None
    found_on: date | None = None
    place: str | None = None
    measures: str | None = None
    responsible: str | None = None
    funds: Yuan | None = None
    due_on: date | None = None
    submitted_on: date | None = None
    closed_on: date | None = None
