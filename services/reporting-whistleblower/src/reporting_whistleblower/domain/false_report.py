"""A false report (诬告): somebody knowingly made it up. A mistake is none (19号 art. 9)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    ChangedMeanwhile,
    IllegalMove,
    NotUnfounded,
    SelfApproval,
)
from reporting_whistleblower.domain.report import Conclusion, Report
from reporting_whistleblower.domain.report import Status as ReportStatus


class Ground(StrEnum):
    """Of what there must be proof; that a report was not confirmed proves nothing."""

    FABRICATED = "fabricated"
    FORGED_EVIDENCE = "forged_evidence"
    FRAMED = "framed"


class Status(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseReport:
    """Proposed by a handler, decided by somebody who never handled the report."""

    id: UUID
    report_id: UUID
    area: str
    ground: Ground
    proposed_by: UUID
    proposed_at: datetime
    status: Status = Status.PROPOSED
    to_police: bool = False
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    version: int = 1

    def confirm(
        self,
        *,
        by: UUID,
        handlers: frozenset[UUID],
        report: Report,
        to_police: bool,
        at: datetime,
        expected: int,
    ) -> "FalseReport":
        """Find it proved. Raise `NotUnfounded` if the report was confirmed or objected to since."""
        decided = self._decide(Status.CONFIRMED, by=by, handlers=handlers, at=at, expected=expected)
        must_be_unfounded(report)
        return replace(decided, to_police=to_police)

    def reject(
        self, *, by: UUID, handlers: frozenset[UUID], at: datetime, expected: int
    ) -> "FalseReport":
        return self._decide(Status.REJECTED, by=by, handlers=handlers, at=at, expected=expected)

    def _decide(
        self,
        status: Status,
        *,
        by: UUID,
        handlers: frozenset[UUID],
        at: datetime,
        expected: int,
    ) -> "FalseReport":
        if expected != self.version:
            raise ChangedMeanwhile
        move = "confirm_false" if status is Status.CONFIRMED else "reject_false"
        if self.status is not Status.PROPOSED:
            raise IllegalMove(status=self.status.value, move=move)
        if by == self.proposed_by or by in handlers:
            raise SelfApproval(move=move)
        return replace(self, status=status, decided_by=by, decided_at=at, version=self.version + 1)


def must_be_unfounded(report: Report) -> None:
    """Only what was looked into and not confirmed can have been made up."""
    unfounded = report.conclusion is Conclusion.UNSUBSTANTIATED
    if report.status is not ReportStatus.CONCLUDED or not unfounded:
        raise NotUnfounded(status=report.status.value)
