"""Imports and lists as they are shown."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from hazard_registry.domain.life import Channel, Level, Status
from hazard_registry.schemas.fields import Out, Yuan


class CellErrorOut(BaseModel):
    pointer: str = Field(examples=["Sheet1!J7"])
    code: str
    message: str


class ImportOut(Out):
    """What an import did, or, on a dry run, would do. Rows already known are left as they are."""

    dry_run: bool
    sheet: str
    rows: int = Field(description="Sound rows.")
    created: int
    already_known: int
    units_created: int
    ignored_columns: list[str]
    errors: list[CellErrorOut]


class ListRow(BaseModel):
    """A row of any of the lists; each list has its own columns."""

    hazard_id: UUID
    number: str
    unit_name: str | None
    unit_code: str | None
    area: str
    level: Level
    channel: Channel
    description: str
    found_on: date
    status: Status | None = None
    department: str | None = None
    due_on: date | None = None
    overdue_on: date | None = None
    order_level: str | None = None
    stopped_on: date | None = None
    percent: int | None = None
    measures: str | None = None
    submitted_on: date | None = None
    passed_on: date | None = None
    closed_on: date | None = None
    extensions: int | None = None
    funds_used: Yuan | None = None
    responsible: str | None = None
    principal: str | None = None
    leader: str | None = None
    case_department: str | None = None
    filed_on: date | None = None
    decided_on: date | None = None
    outcome: str | None = None
    fine: Yuan | None = None
    transferred_on: date | None = None
    case_closed_on: date | None = None
