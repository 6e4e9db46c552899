"""Facts published by enforcement."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts.codes import AreaCode, BanScope, CaseOutcome, ClueSource, DepartmentCode, Yuan
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
