"""The action plan (治本攻坚三年行动): its rows, its milestones, and what is reported on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from enforcement.domain.refusals import ChangedMeanwhile, IllegalMove, SelfApproval


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of some years. Its rows lie apart."""

    code: str
    title: Mapping[str, str]
    source: str
    area: str
    begins: date
    ends: date
    actions: tuple[Mapping[str, object], ...]
    copied_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task (1–30, of which 3 has parts) or a safeguard (S1–S6). `owner` is the service that measures it."""

    plan: str
    row: str
    part_of: str | None
    position: int
    action: int | None
    title: Mapping[str, str]
    asks: Mapping[str, str]
    owner: str
    bodies: tuple[str, ...]
    groups: tuple[str, ...]


class Standing(StrEnum):
    """How a milestone stands on a day."""

    REACHED = "reached"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something a row is to have reached by a day. Reached once a report of it is accepted."""

    id: UUID
    plan: str
    row: str
    by: date
    words: Mapping[str, str]
    reached_on: date | None = None
    reached_by_entry: UUID | None = None

    def standing(self, *, on: date) -> Standing:
        if self.reached_on is not None and self.reached_on <= on:
            return Standing.REACHED
        return Standing.OVERDUE if self.by < on else Standing.DUE


class Answer(StrEnum):
    """What the office makes of a report."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a body reports on a row, with its evidence; it counts once the office accepts it."""

    id: UUID
    plan: str
    row: str
    milestone_id: UUID | None
    area: str
    body: str
    as_of: date
    words: str
    evidence: tuple[UUID, ...]
    entered_by: UUID
    entered_at: datetime
    status: Answer = Answer.SUBMITTED
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    why: str | None = None
    version: int = 1

    def accept(self, *, by: UUID, at: datetime, expected: int) -> "Progress":
        """Raise `SelfApproval` if whoever wrote it would accept it."""
        return self._answered(Answer.ACCEPTED, by=by, at=at, why=None, expected=expected)

    def send_back(self, *, by: UUID, at: datetime, why: str, expected: int) -> "Progress":
        return self._answered(Answer.RETURNED, by=by, at=at, why=why, expected=expected)

    def _answered(
        self, answer: Answer, *, by: UUID, at: datetime, why: str | None, expected: int
    ) -> "Progress":
        if expected != self.version:
            raise ChangedMeanwhile
        if self.status is not Answer.SUBMITTED:
            raise IllegalMove(status=self.status.value, move=answer.value)
        if by == self.entered_by:
            raise SelfApproval
        return replace(
            self, status=answer, answered_by=by, answered_at=at, why=why, version=self.version + 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePlan:
    """A plan with its rows, how its milestones stand, and the newest accepted report of each row."""

    plan: Plan
    rows: Sequence[Row]
    milestones: Sequence[Milestone]
    latest: Mapping[str, Progress]
