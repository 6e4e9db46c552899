"""A unit's own scheme (内部举报奖励): workers tell their unit of hazards and ideas, it answers and rewards."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    AlreadyRaised,
    ChangedMeanwhile,
    IllegalMove,
    NotRewarded,
)

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 12


class Kind(StrEnum):
    HAZARD = "hazard"
    SUGGESTION = "suggestion"


class Status(StrEnum):
    """What the unit sees. That a worker raised it to the authority is not for the unit."""

    RECEIVED = "received"
    ANSWERED = "answered"


class Outcome(StrEnum):
    FIXED = "fixed"
    BEING_FIXED = "being_fixed"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class RewardKind(StrEnum):
    MONEY = "money"
    HONOUR = "honour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One unit's scheme; its code stands on the poster."""

    id: UUID
    unit_id: UUID
    area: str
    code: str
    opened_by: UUID
    opened_at: datetime
    version: int = 1

    def renew(self, *, code: str, expected: int) -> "Scheme":
        """Another code: the old posters lead nowhere."""
        if expected != self.version:
            raise ChangedMeanwhile
        return replace(self, code=code, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalReport:
    """What a worker told his unit. Nobody's name is asked; the words lie encrypted."""

    id: UUID
    scheme_id: UUID
    unit_id: UUID
    area: str
    kind: Kind
    grave: bool
    receipt_hash: bytes
    content: bytes
    received_at: datetime
    answer_due_on: date
    status: Status = Status.RECEIVED
    outcome: Outcome | None = None
    answer: bytes | None = None
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    rose_at: datetime | None = None
    version: int = 1

    def give_answer(
        self, outcome: Outcome, *, answer: bytes, by: UUID, at: datetime, expected: int
    ) -> "InternalReport":
        """The unit says what it did. Once; later news is a new answer to nobody."""
        if expected != self.version:
            raise ChangedMeanwhile
        if self.status is not Status.RECEIVED:
            raise IllegalMove(status=self.status.value, move="answer")
        return replace(
            self,
            status=Status.ANSWERED,
            outcome=outcome,
            answer=answer,
            answered_by=by,
            answered_at=at,
            version=self.version + 1,
        )

    def rise(self, *, at: datetime) -> "InternalReport":
        """It becomes a report to the authority, once. Its version stays: the unit sees no change."""
        if self.kind is not Kind.HAZARD:
            raise IllegalMove(status=self.status.value, move="raise")
        if self.rose_at is not None:
            raise AlreadyRaised
        return replace(self, rose_at=at)

    def must_be_answered(self) -> None:
        """Raise `NotRewarded` where nothing was answered, or nothing came of it."""
        if self.outcome in {None, Outcome.NOT_ADOPTED}:
            raise NotRewarded


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeReward:
    """A line of the unit's reward book (奖励台账)."""

    id: UUID
    scheme_id: UUID
    report_id: UUID
    kind: RewardKind
    amount: Decimal
    title: str
    given_by: UUID
    given_on: date


def make_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
