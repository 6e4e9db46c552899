"""Projects, inventories, campaigns and budgets as they are sent and shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from hazard_registry.domain.budget import Source
from hazard_registry.domain.campaign import CampaignStatus
from hazard_registry.domain.inventory import InventoryKind
from hazard_registry.domain.project import ProjectKind, Works
from hazard_registry.domain.unit import Sector
from hazard_registry.schemas.fields import AreaCode, Body, DepartmentCode, Name, Out, Words, Yuan

Percent = Annotated[int, Field(ge=0, le=100)]
Year = Annotated[int, Field(ge=2020, le=2100)]


class MilestoneIn(Body):
    name: Name
    due_on: date
    done_on: date | None = None


class ProjectIn(Body):
    """A project; money in yuan."""

    number: Name = Field(examples=["重点-012"])
    name: Name
    kind: ProjectKind
    area: AreaCode
    department: DepartmentCode
    source: Words | None = Field(None, description="The list or letter it came from.")
    works: Works | None = Field(None, description="By which the least safety cost goes.")
    cost: Yuan | None = None
    safety_cost: Yuan | None = None
    starts_on: date | None = None
    due_on: date
    milestones: tuple[MilestoneIn, ...] = Field((), max_length=50)
    note: Words | None = None


class ProgressIn(Body):
    percent: Percent
    spent: Yuan | None = None
    note: Words | None = None


class ReachedIn(Body):
    done_on: date


class MilestoneOut(Out):
    name: str
    due_on: date
    done_on: date | None


class ProjectOut(Out):
    id: UUID
    number: str
    name: str
    kind: ProjectKind
    area: str
    department: str
    source: str | None
    works: Works | None
    cost: Yuan | None
    safety_cost: Yuan | None
    spent: Yuan
    starts_on: date | None
    due_on: date
    done_on: date | None
    percent: int
    milestones: list[MilestoneOut]
    note: str | None
    delay_days: int = Field(description="0 where nothing of it is late.")
    least_safety_cost: Yuan | None = Field(description="What the rule asks for its works.")
    safety_cost_short: bool | None = Field(description="Null where nothing is known to judge.")
    basis: dict[str, Any] | None = Field(description="The rule of the least safety cost.")
    version: int


class ItemIn(Body):
    kind: InventoryKind
    name: Name = Field(examples=["露江村88号自建房"])
    area: AreaCode
    known_on: date
    project_id: UUID | None = None


class TreatedIn(Body):
    treated_on: date
    evidence: Words


class ItemOut(Out):
    id: UUID
    kind: InventoryKind
    name: str
    area: str
    known_on: date
    project_id: UUID | None
    treated_on: date | None
    evidence: str | None
    version: int


class CampaignIn(Body):
    name: Name
    area: AreaCode
    department: DepartmentCode
    sector: Sector | None = None
    scope: Words
    begins_on: date
    ends_on: date


class FinishIn(Body):
    result: Words


class CampaignOut(Out):
    id: UUID
    name: str
    area: str
    department: str
    sector: str | None
    scope: str
    begins_on: date
    ends_on: date
    result: str | None
    finished_on: date | None
    status: CampaignStatus
    found: int = Field(description="Hazards found within its area, sector and time.")
    closed: int
    hazards_url: str
    version: int


class BudgetIn(Body):
    year: Year
    source: Source
    area: AreaCode
    department: DepartmentCode
    purpose: Words
    planned: Yuan
    project_id: UUID | None = None
    hazard_id: UUID | None = None


class SpendIn(Body):
    amount: Annotated[Decimal, Field(gt=0, le=Decimal("999999999.99"), decimal_places=2)]
    note: Words


class BudgetOut(Out):
    id: UUID
    year: int
    source: Source
    area: str
    department: str
    purpose: str
    planned: Yuan
    spent: Yuan
    project_id: UUID | None
    hazard_id: UUID | None
    version: int


class BudgetTotal(BaseModel):
    year: int
    source: Source
    planned: Yuan
    spent: Yuan
    lines: int


class ProjectsImportOut(BaseModel):
    dry_run: bool
    rows: int
    created: int
    already_known: int
    errors: list[dict[str, str]]
