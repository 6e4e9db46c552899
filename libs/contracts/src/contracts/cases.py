"""Facts published by enforcement."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts.codes import (
    AccountabilityKind,
    AreaCode,
    BanScope,
    CaseOutcome,
    ClueSource,
    CreditGrade,
    DepartmentCode,
    MeasureKind,
    Yuan,
)
from contracts.event import Event


class ClueReceived(Event):
    """Something arrived that must be answered: filed, handed over, or refused with reasons."""

    subject: ClassVar[str] = "clue.received"
    key: ClassVar[str] = "clue_id"

    clue_id: UUID
    source: ClueSource
    area: AreaCode
    unit_id: UUID | None = None
    hazard_ids: list[UUID]


class CaseEvent(Event):
    """Something happened to a case (案件)."""

    key: ClassVar[str] = "case_id"

    case_id: UUID
    clue_id: UUID
    unit_id: UUID | None = None
    area: AreaCode
    department: DepartmentCode
    hazard_ids: list[UUID]


class CaseFiled(CaseEvent):
    """A case was opened (立案, 行政处罚法 art. 54)."""

    subject: ClassVar[str] = "case.filed"


class CaseInformed(CaseEvent):
    """The party was told what is intended and what rights it has (告知, art. 44)."""

    subject: ClassVar[str] = "case.informed"


class CaseDecided(CaseEvent):
    """The decision was made (决定, art. 57). `fine` is what the unit owes, in yuan."""

    subject: ClassVar[str] = "case.decided"

    outcome: CaseOutcome
    fine: Yuan
    decided_on: date


class CaseTransferred(CaseEvent):
    """The case went to the body that has the power to punish."""

    subject: ClassVar[str] = "case.transferred"


class CaseClosed(CaseEvent):
    """The case was closed (结案)."""

    subject: ClassVar[str] = "case.closed"


class BanImposed(Event):
    """A person may head no unit, or none of a trade, for a time or for life (art. 94, 113)."""

    subject: ClassVar[str] = "ban.imposed"
    key: ClassVar[str] = "ban_id"

    ban_id: UUID
    scope: BanScope
    from_on: date
    until_on: date | None = None


class FindingsEvent(Event):
    """Somebody was there, and this is what was found: ids that name findings, never words."""

    unit_id: UUID | None = None
    area: AreaCode
    department: DepartmentCode | None = None
    finding_ids: list[UUID]
    on: date


class InspectionFinished(FindingsEvent):
    """An inspection (检查) ended; its findings become hazards."""

    subject: ClassVar[str] = "inspection.finished"
    key: ClassVar[str] = "inspection_id"

    inspection_id: UUID


class VisitFinished(FindingsEvent):
    """A visit that is no inspection (巡查、帮扶) ended; its findings become suspected hazards."""

    subject: ClassVar[str] = "visit.finished"
    key: ClassVar[str] = "visit_id"

    visit_id: UUID


class MeasureEvent(Event):
    """Something happened to a measure (强制措施)."""

    key: ClassVar[str] = "measure_id"

    measure_id: UUID
    kind: MeasureKind
    unit_id: UUID | None = None
    area: AreaCode
    department: DepartmentCode
    hazard_ids: list[UUID]
    on: date


class MeasureOrdered(MeasureEvent):
    """A stop, a seal, a power cut was ordered, or closure proposed."""

    subject: ClassVar[str] = "measure.ordered"


class MeasureLifted(MeasureEvent):
    """The measure was lifted."""

    subject: ClassVar[str] = "measure.lifted"


class CreditGraded(Event):
    """A unit's safety credit was graded (信用等级)."""

    subject: ClassVar[str] = "credit.graded"
    key: ClassVar[str] = "unit_id"

    unit_id: UUID
    grade: CreditGrade
    on: date


class AccountabilityEvent(Event):
    """Something happened to a matter of accountability (问责)."""

    key: ClassVar[str] = "accountability_id"

    accountability_id: UUID
    kind: AccountabilityKind
    unit_id: UUID | None = None
    area: AreaCode
    department: DepartmentCode | None = None
    hazard_ids: list[UUID]
    on: date


class AccountabilityOpened(AccountabilityEvent):
    """A department, a unit or a place is asked to answer."""

    subject: ClassVar[str] = "accountability.opened"


class AccountabilityClosed(AccountabilityEvent):
    """It was answered, with a conclusion."""

    subject: ClassVar[str] = "accountability.closed"
