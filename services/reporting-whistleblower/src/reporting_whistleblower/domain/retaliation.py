"""A retaliation claim (打击报复申诉): a reporter is punished for reporting (安全生产法 art. 54)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, IllegalMove
from reporting_whistleblower.domain.report import Conclusion


class Act(StrEnum):
    """What was done to the reporter; the first three are named by the law."""

    PAY_CUT = "pay_cut"
    BENEFIT_CUT = "benefit_cut"
    DISMISSAL = "dismissal"
    TRANSFER = "transfer"
    THREAT = "threat"
    VIOLENCE = "violence"
    OTHER = "other"


class Status(StrEnum):
    RECEIVED = "received"
    TAKEN_UP = "taken_up"
    CONCLUDED = "concluded"


MOVES: Final[dict[str, tuple[Status, Status]]] = {
    "take_up": (Status.RECEIVED, Status.TAKEN_UP),
    "conclude": (Status.TAKEN_UP, Status.CONCLUDED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetaliationClaim:
    """What may be known without a key; the words lie sealed in the report's thread.

    `lead_id` is the claim's own: outside nothing ties it to the report. Nobody outside hears of it
    before the reporter consents to an inquiry, for whoever inquires shows that somebody complained.
    """

    id: UUID
    report_id: UUID
    lead_id: UUID
    area: str
    unit_id: UUID | None
    acts: tuple[Act, ...]
    inquiry: bool
    received_at: datetime
    status: Status = Status.RECEIVED
    taken_up_by: UUID | None = None
    taken_up_at: datetime | None = None
    told_at: datetime | None = None
    conclusion: Conclusion | None = None
    concluded_by: UUID | None = None
    concluded_at: datetime | None = None
    version: int = 1

    def consent(self, *, at: datetime) -> "RetaliationClaim":
        """The reporter lets it be looked into outside; told once, never taken back."""
        return replace(self, inquiry=True, told_at=self.told_at or at)

    def take_up(self, *, by: UUID, at: datetime, expected: int) -> "RetaliationClaim":
        return replace(self._move("take_up", expected), taken_up_by=by, taken_up_at=at)

    def conclude(
        self, conclusion: Conclusion, *, by: UUID, at: datetime, expected: int
    ) -> "RetaliationClaim":
        moved = self._move("conclude", expected)
        return replace(moved, conclusion=conclusion, concluded_by=by, concluded_at=at)

    def _move(self, move: str, expected: int) -> "RetaliationClaim":
        if expected != self.version:
            raise ChangedMeanwhile
        allowed, to = MOVES[move]
        if self.status is not allowed:
            raise IllegalMove(status=self.status.value, move=move)
        return replace(self, status=to, version=self.version + 1)
