"""Conflicts of interest (回避): who has ties to a unit neither sees nor handles what is said of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, IllegalMove, Refusal


class Tie(StrEnum):
    KIN = "kin"
    EMPLOYMENT = "employment"
    MONEY = "money"
    OTHER = "other"


class Excluded(Refusal):
    """The officer has ties to the matter, or was excluded from the report."""

    code = "excluded"


class LastHandler(Refusal):
    """Nobody else could open it: share it with another handler first."""

    code = "last_handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An officer's ties to a unit; while it stands, every report about the unit is kept from him."""

    id: UUID
    account_id: UUID
    unit_id: UUID
    tie: Tie
    declared_by: UUID
    declared_at: datetime
    ended_at: datetime | None = None
    ended_by: UUID | None = None
    version: int = 1

    def end(self, *, by: UUID, at: datetime, expected: int) -> "Conflict":
        """Say that the ties are over. Somebody else has to."""
        if expected != self.version:
            raise ChangedMeanwhile
        if self.ended_at is not None:
            raise IllegalMove(status="ended", move="end_conflict")
        return replace(self, ended_at=at, ended_by=by, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """One report kept from one officer."""

    report_id: UUID
    account_id: UUID
    tie: Tie
    excluded_by: UUID
    excluded_at: datetime
