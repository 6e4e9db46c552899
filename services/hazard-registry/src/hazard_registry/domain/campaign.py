"""A campaign (专项整治行动): where, what and how long; and what came of it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import ChangedMeanwhile, DateTooEarly, IllegalMove


class CampaignStatus(StrEnum):
    """Where it stands on a day; only the result ends it."""

    PLANNED = "planned"
    RUNNING = "running"
    OVERDUE = "overdue"  # its time is over, and nobody said what came of it
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """`sector` narrows it to one supervision sector; without it, it is about all."""

    id: UUID
    name: str
    area: str
    department: str
    sector: str | None = None
    scope: str
    begins_on: date
    ends_on: date
    result: str | None = None
    finished_on: date | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if self.ends_on < self.begins_on:
            raise DateTooEarly(field="/ends_on", earliest=self.begins_on.isoformat())

    def at(self, expected: int) -> "Campaign":
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def status_on(self, day: date) -> CampaignStatus:
        if self.finished_on is not None and self.finished_on <= day:
            return CampaignStatus.FINISHED
        if day < self.begins_on:
            return CampaignStatus.PLANNED
        return CampaignStatus.RUNNING if day <= self.ends_on else CampaignStatus.OVERDUE

    def finish(self, *, result: str, on: date) -> "Campaign":
        """Say what came of it. Raise `IllegalMove` before it began, or twice."""
        if self.finished_on is not None or on < self.begins_on:
            raise IllegalMove(status=self.status_on(on).value, move="finish")
        return replace(self, result=result, finished_on=on, version=self.version + 1)
