"""The escrow: a key to every report that nobody holds, and that two trustees open for a handler."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import IllegalMove, NotFound, Refusal, SelfApproval

CONSENTS: Final = 2
REQUEST_LIFE: Final = timedelta(days=3)


class NoEscrow(Refusal):
    """There is no escrow, or there are not two trustees to keep one."""

    code = "no_escrow"


class Status(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A handler's reasoned wish to read the reports of his area that his key does not open."""

    id: UUID
    escrow_id: UUID
    key_id: UUID
    asked_by: UUID
    reason: str
    asked_at: datetime
    expires_at: datetime
    status: Status = Status.ASKED
    consents: tuple[UUID, ...] = ()
    reports: int = 0

    def approve(self, *, by: UUID, at: datetime) -> "Recovery":
        """Take one trustee's consent; the second different one approves."""
        self._must_wait(at, "approve")
        if by == self.asked_by or by in self.consents:
            raise SelfApproval(move="approve")
        consents = (*self.consents, by)
        status = Status.APPROVED if len(consents) >= CONSENTS else Status.ASKED
        return replace(self, consents=consents, status=status)

    def decline(self, *, by: UUID, at: datetime) -> "Recovery":
        self._must_wait(at, "decline")
        if by == self.asked_by:
            raise SelfApproval(move="decline")
        return replace(self, status=Status.DECLINED)

    def complete(self, *, by: UUID, reports: int, finished: bool, at: datetime) -> "Recovery":
        """Count what came back; nobody but the one who asked, while the consents are fresh."""
        if by != self.asked_by:
            raise NotFound
        if self.status is not Status.APPROVED or at >= self.expires_at:
            raise IllegalMove(status=self.status.value, move="restore")
        status = Status.RESTORED if finished else Status.APPROVED
        return replace(self, reports=self.reports + reports, status=status)

    def _must_wait(self, at: datetime, move: str) -> None:
        if self.status is not Status.ASKED or at >= self.expires_at:
            raise IllegalMove(status=self.status.value, move=move)
