"""The plan over HTTP."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from enforcement.domain.plan import Answer, Milestone, Plan, Row, Standing, WholePlan
from enforcement.schemas.words import Body, Given, Shown, Words

PlanCode = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{4})?$")]
RowCode = Annotated[str, StringConstraints(pattern=r"^(\d{1,2}[abc]?|S[1-6])$")]
Source = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=100, pattern=r"^[^\x00]*$"),
]


class InBoth(Given):
    """The same words in Chinese and in English."""

    zh: Source
    en: Source


class PlanOut(Shown):
    code: PlanCode = Field(examples=["2024-2026"])
    title: dict[str, str] = Field(examples=[{"zh": "三年行动", "en": "Three-year action"}])
    source: str = Field(examples=["南柳政〔2024〕65号"])
    area: str
    begins: date
    ends: date
    copied_from: str | None


class MilestoneOut(Shown):
    id: UUID
    by: date
    words: dict[str, str]
    standing: Standing
    reached_on: date | None
    reached_by_entry: UUID | None

    @classmethod
    def of(cls, milestone: Milestone, *, on: date) -> "MilestoneOut":
        plain = {name: getattr(milestone, name) for name in cls.model_fields if name != "standing"}
        return cls(standing=milestone.standing(on=on), **plain)


class ProgressOut(Shown):
    """What a body reported on a row."""

    id: UUID
    plan: str
    row: str
    milestone_id: UUID | None
    area: str
    body: str
    as_of: date
    words: str
    evidence: list[UUID]
    entered_by: UUID
    entered_at: datetime
    status: Answer
    answered_by: UUID | None
    answered_at: datetime | None
    why: str | None
    version: int


class RowOut(Shown):
    """A row of the plan; `latest` is the newest report on it that the office accepted."""

    row: RowCode = Field(examples=["3a"])
    part_of: str | None = Field(examples=["3"])
    action: int | None = Field(examples=[2])
    title: dict[str, str]
    asks: dict[str, str]
    owner: str = Field(examples=["training-records"])
    bodies: list[str] = Field(examples=[["office", "fire_station"]])
    groups: list[str] = Field(examples=[["sector_bodies", "villages"]])
    milestones: list[MilestoneOut]
    latest: ProgressOut | None

    @classmethod
    def of(cls, row: Row, whole: WholePlan, *, on: date) -> "RowOut":
        own = [one for one in whole.milestones if one.row == row.row]
        computed = {"milestones", "latest"}
        plain = {name: getattr(row, name) for name in cls.model_fields if name not in computed}
        latest = whole.latest.get(row.row)
        return cls(
            **plain,
            milestones=[MilestoneOut.of(one, on=on) for one in own],
            latest=None if latest is None else ProgressOut.model_validate(latest),
        )


class ActionOut(Shown):
    no: int
    zh: str
    en: str


class WholePlanOut(PlanOut):
    """A plan with its actions and rows, as of a day."""

    as_of: date
    actions: list[ActionOut]
    rows: list[RowOut]

    @classmethod
    def of(cls, whole: WholePlan, *, on: date) -> "WholePlanOut":
        plan = whole.plan
        plain = {name: getattr(plan, name) for name in PlanOut.model_fields}
        actions = [ActionOut.model_validate(action) for action in plan.actions]
        rows = [RowOut.of(row, whole, on=on) for row in whole.rows]
        return cls(**plain, as_of=on, actions=actions, rows=rows)


class PlanCopyIn(Given):
    """A successor plan with the rows of an older one."""

    code: PlanCode = Field(examples=["2027-2029"])
    title: InBoth
    source: Source
    begins: date
    ends: date

    def plan(self, *, area: str) -> Plan:
        title = self.title.model_dump()
        return Plan(
            code=self.code,
            title=title,
            source=self.source,
            area=area,
            begins=self.begins,
            ends=self.ends,
            actions=(),
        )


class ProgressIn(Given):
    row: RowCode = Field(examples=["25"])
    milestone_id: UUID | None = Field(None, description="Reached once the office accepts this.")
    body: Body = Field(examples=["science"])
    as_of: date = Field(description="The day the report tells of; not ahead.")
    words: Words
    evidence: list[UUID] = Field(default=[], max_length=20, description="Files sent before.")


class ReturnIn(Given):
    why: Words
