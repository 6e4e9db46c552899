"""Cases over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from enforcement.domain.case import Case
from enforcement.domain.copies import Hazard, Unit
from enforcement.domain.deadline import Deadline, Due
from enforcement.domain.penalty import Kind, Penalty, Stage, Target
from enforcement.domain.performance import Method, Performance, Remedy, Result
from enforcement.domain.record import (
    Assignment,
    Closing,
    ClosingGround,
    Decision,
    Discussion,
    Evidence,
    EvidenceKind,
    Hearing,
    Notice,
    Outcome,
    Place,
    PlatformState,
    Publication,
    Review,
    Statement,
    StatementKind,
)
from enforcement.domain.status import Status
from enforcement.schemas.clue import HazardOut, UnitOut
from enforcement.schemas.words import Article, Body, Code, Given, Short, Shown, Words, Yuan


class InvestigationIn(Given):
    officers: list[UUID] = Field(min_length=1, max_length=10, description="至少两名持证执法人员")


class ReplacementIn(Given):
    officer_id: UUID
    replacement_id: UUID
    interest: Words = Field(examples=["与当事人有亲属关系"])


class EvidenceIn(Given):
    kind: EvidenceKind
    title: Words = Field(examples=["现场检查记录"])
    obtained_on: date
    attachment_id: UUID | None = None


class PenaltyIn(Given):
    article: Article = Field(examples=["102"])
    stage: Stage
    target: Target
    kind: Kind = Kind.FINE
    amount: Yuan = Field(examples=["30000.00"])
    person: Short | None = None
    act: str = Field("", max_length=200, description="同案内区分违法行为；同一行为只罚一次款")
    order_number: Short | None = Field(None, description="责令限期整改指令书文号；逾期阶段必填")
    income: Yuan | None = None
    tier: Short | None = Field(None, description="裁量基准的档次")

    def penalty(self) -> Penalty:
        return Penalty(**self.model_dump(exclude={"tier"}))


class ProposalIn(Given):
    penalties: list[PenaltyIn] = Field(min_length=1, max_length=20)


class ReviewIn(Given):
    passed: bool
    heavy: bool = Field(default=False, description="重大、复杂或较重处罚，须集体讨论")
    opinion: Words


class NoticeIn(Given):
    state_by: date | None = Field(None, description="陈述申辩截止日；不填与听证申请期限相同")


class StatementIn(Given):
    kind: StatementKind
    text: Words
    stated_on: date


class AnswerIn(Given):
    answer: Words


class HearingRequestIn(Given):
    requested_on: date


class HearingDateIn(Given):
    to_be_held_on: date
    chair: UUID = Field(description="主持人的账号；不得是本案调查人员")


class HearingReportIn(Given):
    held_on: date
    report: Words


class DiscussionIn(Given):
    held_on: date
    attendees: int = Field(ge=2, le=50)
    conclusion: Words


class ExtensionIn(Given):
    until: date
    ground: Words = Field(description="允许延长的法律、法规、规章条款")
    reason: Words


class DecisionIn(Given):
    outcome: Outcome
    ground: Words = Field(examples=["安全生产法（2021）第一百零二条"])
    correction: Words | None = Field(None, description="责令改正的内容（行政处罚法第二十八条）")
    penalties: list[PenaltyIn] | None = Field(
        None, max_length=20, description="不填即按告知的处罚决定；不得重于告知"
    )


class ServiceIn(Given):
    served_on: date
    method: Method
    receipt: Short = Field(examples=["送达回执 2026-015"])


class PaymentIn(Given):
    target: Target
    person: Short | None = None
    amount: Yuan = Field(gt=0)
    on: date
    voucher: Short


class PartIn(Given):
    amount: Yuan = Field(gt=0)
    by: date


class InstalmentsIn(Given):
    target: Target
    person: Short | None = None
    parts: list[PartIn] = Field(min_length=1, max_length=24)
    reason: Words


class SuspensionIn(Given):
    remedy: Remedy
    number: Short | None = None
    since: date


class ResumptionIn(Given):
    until: date
    result: Result


class PublicationIn(Given):
    published_on: date
    where: Short = Field(examples=["南安市人民政府门户网站"])


class PlatformIn(Given):
    state: PlatformState
    platform_number: Short | None = None


class TransferIn(Given):
    to: Body
    matter: Code | None = Field(None, description="接收机关的执法事项领域；不填与本案相同")
    reason: Words


class ReasonIn(Given):
    reason: Words


class ClosingIn(Given):
    ground: ClosingGround
    note: Words | None = None


class OwedOut(Shown):
    """What one debtor owes on a day, with the law and the working."""

    target: Target
    person: str | None
    fine: Yuan
    paid: Yuan
    added: Yuan
    rest: Yuan
    overdue_days: int
    basis: dict[str, Any] = Field(default_factory=dict)


class CaseRow(Shown):
    """A case in a list."""

    id: UUID
    number: str
    body: str
    area: str
    matter: str
    unit_id: UUID | None
    unit_name: str | None = None
    cause: str
    status: Status
    filed_on: date
    overdue: list[Due] = Field(default_factory=list)
    version: int

    @classmethod
    def row(cls, case: Case, *, on: date, names: dict[UUID, str]) -> "CaseRow":
        shown = {name: getattr(case, name) for name in cls.model_fields if hasattr(case, name)}
        shown["overdue"] = [deadline.what for deadline in case.overdue(on)]
        shown["unit_name"] = names.get(case.unit_id) if case.unit_id else None
        return cls.model_validate(shown)


class CaseOut(Shown):
    id: UUID
    number: str
    clue_id: UUID
    body: str
    area: str
    matter: str
    unit_id: UUID | None
    unit: UnitOut | None = None
    hazard_ids: tuple[UUID, ...]
    hazards: list[HazardOut] = Field(default_factory=list)
    cause: str
    act_on: date
    act_key: str
    harmful_result: bool
    status: Status
    filed_on: date
    filed_by: UUID
    place: Place
    team: tuple[Assignment, ...]
    evidence: tuple[Evidence, ...]
    penalties: tuple[Penalty, ...]
    heavy: bool
    reviews: tuple[Review, ...]
    notice: Notice | None
    statements: tuple[Statement, ...]
    hearing: Hearing | None
    discussion: Discussion | None
    decision: Decision | None
    performance: Performance | None
    publication: Publication | None
    transferred_to: str | None
    ended_because: str | None
    extended_because: str | None
    closing: Closing | None
    deadlines: tuple[Deadline, ...]
    overdue: list[Due] = Field(default_factory=list)
    version: int

    @classmethod
    def of(cls, case: Case, *, on: date, unit: Unit | None, hazards: list[Hazard]) -> "CaseOut":
        """Show a case as it stands on a day."""
        shown = {name: getattr(case, name) for name in cls.model_fields if hasattr(case, name)}
        shown["overdue"] = [deadline.what for deadline in case.overdue(on)]
        shown["unit"] = unit
        shown["hazards"] = hazards
        return cls.model_validate(shown)
