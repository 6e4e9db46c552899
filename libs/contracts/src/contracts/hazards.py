"""Facts published by hazard-registry."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from contracts.codes import (
    AreaCode,
    Channel,
    CriterionCode,
    DepartmentCode,
    IndustryCode,
    Level,
    OrderLevel,
    Origin,
    PeriodCode,
    RegisteredName,
    RiskColour,
    UnitCode,
)
from contracts.event import Event


class UnitEvent(Event):
    """Something about a unit (生产经营单位). Carries what other services copy of it."""

    key: ClassVar[str] = "unit_id"

    unit_id: UUID
    code: UnitCode
    name: RegisteredName
    area: AreaCode
    industry: IndustryCode | None = None
    department: DepartmentCode | None = None
    training_high_risk: bool = False
    assessment_high_risk: bool = False
    drill_high_risk: bool = False


class UnitRegistered(UnitEvent):
    """A unit entered the register."""

    subject: ClassVar[str] = "unit.registered"


class UnitChanged(UnitEvent):
    """What others copy of a unit changed; the event holds the whole new state."""

    subject: ClassVar[str] = "unit.changed"


class HazardEvent(Event):
    """Something happened to a hazard (隐患). Enough to act on without asking back."""

    key: ClassVar[str] = "hazard_id"

    hazard_id: UUID
    unit_id: UUID | None = None
    area: AreaCode
    industry: IndustryCode | None = None
    department: DepartmentCode | None = None
    level: Level
    channel: Channel
    origin: Origin
    # Set where the hazard came from a public report; a random id, never the report's number.
    lead_id: UUID | None = None


class HazardReported(HazardEvent):
    """A hazard entered the registry; nobody has verified it yet."""

    subject: ClassVar[str] = "hazard.reported"

    found_on: date


class HazardVerified(HazardEvent):
    """An official confirmed the hazard and its level (认定)."""

    subject: ClassVar[str] = "hazard.verified"

    criteria: list[CriterionCode]
    due_on: date
    # Reports behind duplicates that were merged into it: what is found of it is found of them.
    merged_lead_ids: list[UUID] = Field(default_factory=list)


class HazardRejected(HazardEvent):
    """What was reported is no hazard."""

    subject: ClassVar[str] = "hazard.rejected"

    # As with `HazardVerified`.
    merged_lead_ids: list[UUID] = Field(default_factory=list)


class HazardNotified(HazardEvent):
    """The principal and the actual controller were sent their notices (告知)."""

    subject: ClassVar[str] = "hazard.notified"


class HazardPlanned(HazardEvent):
    """The five-fix plan (五落实) is complete."""

    subject: ClassVar[str] = "hazard.planned"


class HazardSubmitted(HazardEvent):
    """The unit says it is done and asks for review."""

    subject: ClassVar[str] = "hazard.submitted"


class HazardReturned(HazardEvent):
    """The review found it not done."""

    subject: ClassVar[str] = "hazard.returned"


class HazardExtended(HazardEvent):
    """More time was granted."""

    subject: ClassVar[str] = "hazard.extended"

    due_on: date


class HazardOverdue(HazardEvent):
    """The due date passed and the hazard is not closed."""

    subject: ClassVar[str] = "hazard.overdue"

    due_on: date


class HazardOrdered(HazardEvent):
    """A supervision order (督办) was issued on the hazard."""

    subject: ClassVar[str] = "hazard.ordered"

    order_id: UUID
    order_level: OrderLevel
    listed: bool
    due_on: date


class HazardStopped(HazardEvent):
    """Production was ordered to stop because of the hazard."""

    subject: ClassVar[str] = "hazard.stopped"


class HazardResumed(HazardEvent):
    """Production may go on, after review and consent (安全生产法 art. 65)."""

    subject: ClassVar[str] = "hazard.resumed"


class HazardClosed(HazardEvent):
    """The hazard was written off (销号)."""

    subject: ClassVar[str] = "hazard.closed"


class HazardReopened(HazardEvent):
    """A closed hazard was found again or closed wrongly."""

    subject: ClassVar[str] = "hazard.reopened"


class HazardAmended(HazardEvent):
    """What was written down was put right, or its level, unit or department changed.

    Holds the whole new state; `previous_level` is what it was before this change.
    """

    subject: ClassVar[str] = "hazard.amended"

    previous_level: Level
    criteria: list[CriterionCode]
    due_on: date | None = None


class HazardMerged(HazardEvent):
    """A hazard turned out to be another one again (并案), and counts no more.

    `into_verified`: whether that other one is verified already.
    """

    subject: ClassVar[str] = "hazard.merged"

    into_id: UUID
    into_verified: bool


class HazardParted(HazardEvent):
    """A merge was undone by a second person: the hazard stands for itself again."""

    subject: ClassVar[str] = "hazard.parted"

    from_id: UUID


class HazardWithdrawn(HazardEvent):
    """A mistaken verification was withdrawn by two persons; the hazard is unverified again."""

    subject: ClassVar[str] = "hazard.withdrawn"


class SelfCheckEvent(Event):
    """Something about a unit's duty to check itself for major hazards (task 6)."""

    key: ClassVar[str] = "self_check_id"

    self_check_id: UUID
    unit_id: UUID
    area: AreaCode
    department: DepartmentCode | None = None
    period: PeriodCode
    due_on: date


class SelfCheckDone(SelfCheckEvent):
    """The unit checked itself and said what it found; nothing found is a result too."""

    subject: ClassVar[str] = "self_check.done"

    items: int
    failed: int
    led_by_principal: bool
    done_on: date


class SelfCheckOverdue(SelfCheckEvent):
    """The period ended and the unit has not checked itself."""

    subject: ClassVar[str] = "self_check.overdue"


class RiskGraded(Event):
    """A risk point was graded, and with it perhaps its unit (红橙黄蓝)."""

    subject: ClassVar[str] = "risk.graded"
    key: ClassVar[str] = "risk_point_id"

    risk_point_id: UUID
    unit_id: UUID
    area: AreaCode
    colour: RiskColour
    # The worst colour of the unit's risk points now; none where its last one was taken off.
    unit_colour: RiskColour | None = None
