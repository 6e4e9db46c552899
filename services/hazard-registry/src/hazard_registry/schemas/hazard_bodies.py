"""What people send about hazards."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from hazard_registry.domain.life import Level, Origin
from hazard_registry.domain.notice import Method, Visit
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.schemas.fields import (
    AreaCode,
    Body,
    Criterion,
    DepartmentCode,
    MatterCode,
    Name,
    Phone,
    Words,
    Yuan,
)

Attachments = Annotated[tuple[UUID, ...], Field(max_length=10)]
# What people may enter; public reports, lapses and alarms come from their own services.
EnteredOrigin = Literal[
    Origin.SELF_CHECK,
    Origin.INTERNAL_REPORT,
    Origin.INSPECTION,
    Origin.VISIT,
    Origin.ROUND,
    Origin.HAND_OVER,
]


class NewHazard(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "description": "石材切割车间配电箱无盖,电线裸露,地面积水",
                "origin": "inspection",
                "found_on": "2026-03-04",
                "area": "350583002202",
                "place": "切割车间东侧",
            }
        }
    )

    description: Words
    origin: EnteredOrigin
    found_on: date
    area: AreaCode | None = Field(None, description="Needed where no unit is named.")
    unit_id: UUID | None = None
    place: Name | None = None
    department: DepartmentCode | None = None
    found_by: Name | None = Field(None, description="发现单位")
    previous_id: UUID | None = Field(None, description="The hazard that came back.")
    matter: MatterCode | None = Field(
        None, description="一件事; its lead is proposed where no department is named."
    )
    link: MatterCode | None = None
    in_charge: Name | None = Field(
        None, description="Who answers for a place where no unit is registered."
    )
    in_charge_phone: Phone | None = None
    attachments: Attachments = ()


class Verification(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "level": "major",
                "criteria": ["GM-3-2"],
                "department": "enterprise",
                "due_on": "2026-04-30",
                "finding": "现场核查:两名焊工无有效特种作业操作证上岗",
            }
        }
    )

    level: Literal[Level.GENERAL, Level.MAJOR]
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=20)] = ()
    exception_reason: Words | None = Field(
        None, description="Why it is major without a criterion (令16号 art. 3)."
    )
    department: DepartmentCode
    due_on: date
    finding: Words | None = Field(None, description="Needed for a report from the public.")
    attachments: Attachments = ()


class Reason(Body):
    reason: Words


class Opinion(Body):
    opinion: Words


class PlanBody(Body):
    """The five fixed things (五落实); a major hazard needs them all."""

    responsible: Name | None = None
    measures: Words | None = None
    funds: Yuan | None = Field(None, description="Yuan; nought is an answer.")
    deadline: date | None = None
    contingency: Words | None = None
    interim_control: Words | None = None


class Progress(Body):
    percent: Annotated[int, Field(ge=0, le=100)]
    funds_used: Yuan | None = None
    note: Words
    attachments: Attachments = ()


class Submission(Body):
    note: Words
    attachments: Attachments = Field((), description="At least one piece of evidence.")


class ExtensionRequest(Body):
    to_on: date
    reason: Words


class ExtensionGrant(Body):
    decision: Words | None = None


class ExtensionRefusal(Body):
    decision: Words


class ReviewBody(Body):
    """One reviewer's own finding on site."""

    passed: bool
    opinion: Words
    visited_on: date


class Reopening(Body):
    reason: Words
    due_on: date


class NewOrder(Body):
    level: OrderLevel
    number: Name | None = Field(
        None, description="督办文号 of a letter from above; without it ours takes the next number."
    )
    listed: bool = Field(description="挂牌督办")
    issued_on: date
    due_on: date
    opinion: Words | None = None


class Reply(Body):
    reply: Words


class Stop(Body):
    scope: Name = Field(description="What must stand still.")
    document: Name = Field(description="Number of the order.")


class Application(Body):
    application: Words


class NoticeSent(Body):
    method: Method
    document: Name | None = None
    recipient: Name | None = None
    sent_on: date


class NoticeDelivered(Body):
    delivered_on: date
    witness: Name | None = Field(None, description="见证人, where it was left at the place.")
    attachments: Attachments = Field((), description="Photographs or papers that prove it.")


class NoticeFollowed(Body):
    """What the village met when it went there."""

    visit: Visit
    note: Words
    attachments: Attachments = ()
