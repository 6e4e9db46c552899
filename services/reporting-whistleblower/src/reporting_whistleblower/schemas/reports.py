"""What handlers send and read."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from reporting_whistleblower.domain.letters import Author, Topic
from reporting_whistleblower.domain.report import (
    Category,
    Channel,
    Conclusion,
    RefusalGround,
    Status,
)
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.schemas.casework import PauseOut, TransferOut
from reporting_whistleblower.schemas.words import Area, Given, Money, Short, Text, Told, Words


class ReportOut(Told):
    """What a list shows: no word of the reporter."""

    id: UUID
    number: Annotated[str, Field(examples=["JB2026-7F3K-9QMX"])]
    lead_id: UUID
    category: Category
    channel: Channel
    area: Area
    unit_id: UUID | None
    unit_name: str | None = None
    wants_reward: bool
    named: bool
    status: Status
    handler_id: UUID | None
    received_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    extended: bool
    overdue: bool
    refusal_ground: RefusalGround | None
    merged_into: UUID | None
    proposed_conclusion: Conclusion | None
    proposed_from: str | None
    conclusion: Conclusion | None
    concluded_at: datetime | None
    feedback_due_on: date | None
    feedback_at: datetime | None
    objected_at: datetime | None
    reexamine_due_on: date | None
    paused_at: datetime | None
    destroyed_at: datetime | None
    version: int


class ContentOut(Told):
    """A sender's words; empty where his device sealed none."""

    what: str = ""
    where: str = ""
    unit_name: str | None = None
    happened_at: str | None = None
    is_employee: bool = False
    answers: dict[str, str] = Field(default_factory=dict)


class OpenLetterOut(Told):
    author: Author
    topic: Topic
    written_by: UUID | None
    written_at: datetime
    text: str


class UploadOut(Told):
    id: UUID
    media_type: str
    uploaded_at: datetime


class LeadOut(Told):
    """The matter restated for the field."""

    lead_id: UUID
    area: Area
    unit_id: UUID | None
    category: Category
    what: str
    place: str
    written_at: datetime


class ClockOut(Told):
    """A deadline, and how it was reckoned."""

    what: Annotated[str, Field(examples=["conclude"])]
    on: date
    basis: dict[str, Any]


class RewardShortOut(Told):
    id: UUID
    status: RewardStatus
    amount: Money


class OpenReportOut(Told):
    """A report with its words, for a handler whose key is open."""

    report: ReportOut
    content: ContentOut
    letters: list[OpenLetterOut]
    uploads: list[UploadOut]
    merged: list[UUID]
    lead: LeadOut | None
    reward: RewardShortOut | None
    clocks: list[ClockOut]
    pauses: list[PauseOut]
    transfer: TransferOut | None
    on_hold: bool


class AssignIn(Given):
    to: Annotated[UUID, Field(description="The handler's account")]


class AcceptIn(Given):
    """Restate the matter so that nothing points at the reporter."""

    what: Annotated[
        Words, Field(min_length=5, max_length=1000, examples=["打磨车间除尘系统停用,粉尘堆积"])
    ]
    place: Annotated[Words, Field(min_length=2, max_length=200, examples=["二车间"])]
    unit_id: UUID | None = None
    employee: Annotated[bool, Field(description="Proof of employment was seen")] = False


class RefuseIn(Given):
    ground: RefusalGround
    reason: Text


class TextIn(Given):
    text: Text


class ReasonIn(Given):
    reason: Text


class ConcludeIn(Given):
    conclusion: Conclusion
    statement: Text


class EntryOut(Told):
    """One thing that was done, from the audit log."""

    seq: int
    at: datetime
    by: str
    by_name: str | None
    action: str
    why: str | None
    changes: dict[str, Any]


class WhyIn(Given):
    why: Short
