"""Pauses, transfers, ties, holds and ends of reports over HTTP."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from reporting_whistleblower.domain.conflicts import Tie
from reporting_whistleblower.domain.pauses import Ground
from reporting_whistleblower.schemas.words import Area, Given, Short, Text, Told, Words


class PauseIn(Given):
    ground: Ground
    reason: Text


class PauseOut(Told):
    ground: Ground
    paused_at: datetime
    paused_by: UUID
    ended_at: datetime | None
    due_before: date
    due_after: date | None


class TransferIn(Given):
    """To whom, why, and the matter in the handler's words; an accepted report has them already."""

    to: Annotated[Words, Field(min_length=2, max_length=100, examples=["南安市住建局"])]
    reason: Text
    what: Annotated[Words, Field(min_length=5, max_length=1000)] | None = None
    place: Annotated[Words, Field(min_length=2, max_length=200)] | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.what is None) != (self.place is None):
            raise ValueError("what and place belong together")
        return self


class TransferOut(Told):
    """All that the other body gets."""

    id: UUID
    area: Area
    to: str
    what: str
    place: str
    sent_by: UUID
    sent_at: datetime
    reference: str | None
    acknowledged_at: datetime | None
    version: int


class AcknowledgeIn(Given):
    reference: Annotated[Short, Field(examples=["南建收〔2026〕12号"])]


class MergeIn(Given):
    into: Annotated[UUID, Field(description="The report of the same matter that came first")]


class ConflictIn(Given):
    """Without an account: one's own ties."""

    account_id: UUID | None = None
    unit_id: UUID
    tie: Tie


class ConflictOut(Told):
    id: UUID
    account_id: UUID
    unit_id: UUID
    tie: Tie
    declared_by: UUID
    declared_at: datetime
    ended_at: datetime | None
    ended_by: UUID | None
    version: int


class ExcludeIn(Given):
    account_id: UUID
    tie: Tie


class RedactIn(Given):
    words: Annotated[Words, Field(min_length=1, max_length=200, examples=["张某某"])]
    reason: Text


class DestructionOut(Told):
    """That a report's keys are gone. `digest` is in hexadecimal."""

    report_id: UUID
    area: Area
    ended_on: date
    destroyed_at: datetime
    rule: str
    rule_version: int
    keys: int
    digest: str
