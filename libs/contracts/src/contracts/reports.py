"""Facts published by reporting-whistleblower. None holds a report's number or a word of it."""

from typing import ClassVar
from uuid import UUID

from contracts.codes import AreaCode, Conclusion, ReportCategory, Yuan
from contracts.event import Event


class ReportEvent(Event):
    """Something happened to a report (举报), known outside only by its random lead id."""

    key: ClassVar[str] = "lead_id"

    lead_id: UUID
    category: ReportCategory
    area: AreaCode
    unit_id: UUID | None = None


class ReportReceived(ReportEvent):
    """A report came in."""

    subject: ClassVar[str] = "report.received"


class ReportAccepted(ReportEvent):
    """The office took the report on; it becomes a suspected hazard."""

    subject: ClassVar[str] = "report.accepted"


class ReportRefused(ReportEvent):
    """The office refused the report on a legal ground."""

    subject: ClassVar[str] = "report.refused"


class ReportTransferred(ReportEvent):
    """The report belongs to another body and was passed on (安全生产法 art. 73)."""

    subject: ClassVar[str] = "report.transferred"


class ReportConcluded(ReportEvent):
    """The investigation of the report ended."""

    subject: ClassVar[str] = "report.concluded"

    conclusion: Conclusion


class RewardEvent(Event):
    """Something happened to a reward (奖励). Holds no trace of the report."""

    key: ClassVar[str] = "reward_id"

    reward_id: UUID
    amount: Yuan


class RewardApproved(RewardEvent):
    """A second person approved the reward."""

    subject: ClassVar[str] = "reward.approved"


class RewardPaid(RewardEvent):
    """A third person paid the reward out of the fund."""

    subject: ClassVar[str] = "reward.paid"


class RewardLapsed(RewardEvent):
    """Nobody claimed the reward in time."""

    subject: ClassVar[str] = "reward.lapsed"


class RetaliationClaimed(ReportEvent):
    """A reporter says he is being punished for reporting (安全生产法 art. 54)."""

    subject: ClassVar[str] = "retaliation.claimed"
