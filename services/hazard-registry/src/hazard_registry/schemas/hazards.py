"""Hazards as they are shown."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from hazard_registry.domain.correction import CorrectionKind
from hazard_registry.domain.life import Channel, Level, Origin, Status
from hazard_registry.domain.notice import Method, NoticeTo, Visit
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.schemas.fields import Out, Yuan


class HazardOut(Out):
    """A hazard as its list and its moves show it."""

    id: UUID
    number: str = Field(examples=["LC-2026-000123"])
    status: Status
    level: Level
    channel: Channel
    origin: Origin
    description: str
    place: str | None
    area: str
    unit_id: UUID | None
    industry: str | None
    sector: str | None
    department: str | None
    found_on: date
    found_by: str | None
    reported_by: UUID | None
    reported_at: AwareDatetime
    lead_id: UUID | None
    previous_id: UUID | None
    ledger_number: str | None
    matter: str | None
    link: str | None
    in_charge: str | None
    in_charge_phone: str | None
    officer: UUID | None
    transfer_to: str | None
    withdrawal_on: date | None
    merged_into: UUID | None
    criteria: list[str]
    exception_reason: str | None
    finding: str | None
    verified_by: UUID | None
    verified_on: date | None
    due_on: date | None
    reject_reason: str | None
    notified_on: date | None
    responsible: str | None
    measures: str | None
    funds: Yuan | None
    deadline: date | None
    contingency: str | None
    interim_control: str | None
    planned_on: date | None
    started_on: date | None
    percent: int
    funds_used: Yuan | None
    submitted_on: date | None
    review_due_on: date | None
    passed_by: list[UUID]
    passed_on: date | None
    closed_by: UUID | None
    closed_on: date | None
    reopened: int
    extensions: int
    extension_to: date | None
    overdue_on: date | None
    order_level: OrderLevel | None
    order_due_on: date | None
    stopped_on: date | None
    resumption_on: date | None
    version: int


class HazardLine(Out):
    """A hazard as a list shows it."""

    id: UUID
    number: str
    status: Status
    level: Level
    channel: Channel
    origin: Origin
    description: str
    area: str
    unit_id: UUID | None
    unit_name: str | None
    industry: str | None
    department: str | None
    found_on: date
    due_on: date | None
    overdue_on: date | None
    order_level: OrderLevel | None
    stopped_on: date | None
    percent: int
    closed_on: date | None
    version: int


class NoticeOut(Out):
    id: UUID
    hazard_id: UUID
    to: NoticeTo
    recipient: str | None
    phone: str | None
    due_on: date | None
    method: Method | None
    document: str | None
    sent_on: date | None
    delivered_on: date | None
    acknowledged_on: date | None
    witness: str | None
    proof: list[UUID]
    passed_on: date | None = Field(description="To the village: not acknowledged in time.")
    followed_on: date | None
    visit: Visit | None
    visit_note: str | None
    version: int


class ExtensionOut(Out):
    id: UUID
    from_on: date
    to_on: date
    reason: str
    asked_by: UUID
    asked_at: AwareDatetime
    granted: bool | None
    decided_by: UUID | None
    decided_at: AwareDatetime | None
    decision: str | None


class OrderOut(Out):
    id: UUID
    level: OrderLevel
    number: str
    listed: bool
    issued_on: date
    due_on: date
    opinion: str | None
    reply: str | None
    replied_on: date | None
    lifted_on: date | None
    lift_reason: str | None
    published_on: date | None
    publication: str | None
    exposed_on: date | None
    exposure: str | None


class StoppageOut(Out):
    id: UUID
    scope: str
    document: str
    stopped_on: date
    application: str | None
    applied_on: date | None
    review_due_on: date | None
    opinion: str | None
    resumed_on: date | None


class ProgressOut(Out):
    percent: int
    funds_used: Yuan | None
    note: str
    noted_by: UUID
    noted_at: AwareDatetime


class ReviewOut(Out):
    reviewer: UUID | None = Field(description="Null where a ledger only gave names.")
    reviewer_name: str | None
    department: str | None
    visited_on: date
    passed: bool
    opinion: str
    reviewed_at: AwareDatetime


class PhotoOut(Out):
    attachment_id: UUID
    stage: Literal["found", "progress", "evidence", "delivery"]
    added_at: AwareDatetime


class EnforcementOut(Out):
    case_id: UUID
    department: str
    filed_on: date | None
    decided_on: date | None
    outcome: str | None
    fine: Yuan | None
    transferred_on: date | None
    closed_on: date | None


class CorrectionOut(Out):
    id: UUID
    kind: CorrectionKind
    reason: str
    asked_by: UUID
    asked_at: AwareDatetime
    department: str | None
    other_id: UUID | None
    accepted: bool | None = Field(description="Null while it is open; a merge stands until undone.")
    decided_by: UUID | None
    decided_at: AwareDatetime | None
    decision: str | None


class RelativeOut(Out):
    """Another hazard that is the same, or came back."""

    id: UUID
    number: str
    status: Status
    channel: Channel
    found_on: date


class HazardDetail(HazardOut):
    """A hazard with every dated fact beside its status, and the rules its dates rest on."""

    unit_name: str | None
    notices: list[NoticeOut]
    progress: list[ProgressOut]
    extension_requests: list[ExtensionOut]
    reviews: list[ReviewOut]
    orders: list[OrderOut]
    stoppages: list[StoppageOut]
    photos: list[PhotoOut]
    enforcement: list[EnforcementOut]
    corrections: list[CorrectionOut]
    duplicates: list[RelativeOut]
    recurrences: list[RelativeOut]
    basis: dict[str, dict[str, Any]] = Field(
        description="For each computed date: rule, version, article, whether provisional."
    )
