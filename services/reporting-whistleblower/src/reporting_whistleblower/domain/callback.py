"""A call-back (回访): months after closing the reporter is asked whether he has been left in peace."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, IllegalMove


class Status(StrEnum):
    OPEN = "open"
    DONE = "done"


class Result(StrEnum):
    """What the reporter said."""

    IN_PEACE = "in_peace"
    RETALIATION = "retaliation"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One call-back of one report. `by` is empty where the reporter answered by himself."""

    id: UUID
    report_id: UUID
    area: str
    opened_on: date
    due_on: date
    status: Status = Status.OPEN
    result: Result | None = None
    by: UUID | None = None
    done_at: datetime | None = None
    version: int = 1

    def record(self, result: Result, *, by: UUID | None, at: datetime, expected: int) -> "Callback":
        if expected != self.version:
            raise ChangedMeanwhile
        if self.status is not Status.OPEN:
            raise IllegalMove(status=self.status.value, move="record")
        return replace(
            self, status=Status.DONE, result=result, by=by, done_at=at, version=self.version + 1
        )

    def is_overdue(self, today: date) -> bool:
        return self.status is Status.OPEN and self.due_on < today


def months_after(day: date, months: int) -> date:
    """The same day so many months later or, with a negative number, earlier; else the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
