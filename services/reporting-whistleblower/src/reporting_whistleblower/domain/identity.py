"""Opening an identity: a handler asks, two custodians consent, one person sees it once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    AlreadyOpened,
    IllegalMove,
    NotFound,
    NotYetApproved,
    SelfApproval,
)

BLOB_BYTES: Final = 2048
CONSENTS: Final = 2
REQUEST_LIFE: Final = timedelta(days=3)


class Stage(StrEnum):
    """Where the case stands when somebody wants to know who it was."""

    VERIFYING = "verifying"
    CASE = "case"
    REWARD = "reward"
    RETALIATION = "retaliation"
    COURT = "court"


class Status(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    OPENED = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequest:
    """One reasoned wish to see one identity."""

    id: UUID
    report_id: UUID
    identity_id: UUID
    area: str
    stage: Stage
    reason: str
    asked_by: UUID
    asked_at: datetime
    expires_at: datetime
    status: Status = Status.ASKED
    consents: tuple[UUID, ...] = ()
    opened_at: datetime | None = None

    def approve(self, *, by: UUID, at: datetime) -> "IdentityRequest":
        """Take one custodian's consent; the second different one approves."""
        self._must_wait(at, "approve")
        if by == self.asked_by or by in self.consents:
            raise SelfApproval(move="approve")
        consents = (*self.consents, by)
        enough = len(consents) >= CONSENTS
        status = Status.APPROVED if enough else Status.ASKED
        return replace(self, consents=consents, status=status)

    def decline(self, *, by: UUID, at: datetime) -> "IdentityRequest":
        self._must_wait(at, "decline")
        if by == self.asked_by:
            raise SelfApproval(move="decline")
        return replace(self, status=Status.DECLINED)

    def open(self, *, by: UUID, at: datetime) -> "IdentityRequest":
        """Show it to the one who asked, once. To anybody else there is no such request."""
        if by != self.asked_by:
            raise NotFound
        if self.status is Status.OPENED:
            raise AlreadyOpened
        if self.status is not Status.APPROVED or at >= self.expires_at:
            raise NotYetApproved(consents=len(self.consents), needed=CONSENTS)
        return replace(self, status=Status.OPENED, opened_at=at)

    def _must_wait(self, at: datetime, move: str) -> None:
        if self.status is not Status.ASKED or at >= self.expires_at:
            raise IllegalMove(status=self.status.value, move=move)


def xor(left: bytes, right: bytes) -> bytes:
    """Split or join a key: neither half alone says anything about it."""
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def pairs(custodians: list[UUID]) -> list[tuple[UUID, UUID]]:
    """List every two custodians, each pair once and in order."""
    return list(combinations(sorted(custodians), 2))
