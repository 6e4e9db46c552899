"""When a report's clock stands still (中止计算), and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Ground(StrEnum):
    """What somebody else must do first. Which of these count, the rule `report.pause` says."""

    APPRAISAL = "appraisal"  # 检验、检测、检疫、鉴定
    COURT = "court"
    FORCE_MAJEURE = "force_majeure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """One time during which no day counts: after the day it began, up to the day it ended."""

    id: UUID
    report_id: UUID
    ground: Ground
    paused_at: datetime
    paused_by: UUID
    ended_at: datetime | None = None
    due_before: date
    due_after: date | None = None

    def end(self, *, at: datetime, due_after: date) -> "Pause":
        return replace(self, ended_at=at, due_after=due_after)
