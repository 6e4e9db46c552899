"""Roles, what each must be narrowed to, and which no one person may hold together."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from gateway.domain.refusals import IncompatibleRoles, NarrowingRequired, TermWrong


class Role(StrEnum):
    """What a person does for the plan."""

    OFFICE_CLERK = "office_clerk"
    DEPARTMENT_OFFICER = "department_officer"
    DEPARTMENT_HEAD = "department_head"
    VILLAGE_OFFICER = "village_officer"
    GRID_WORKER = "grid_worker"
    ENFORCEMENT_OFFICER = "enforcement_officer"
    LEGAL_REVIEWER = "legal_reviewer"
    REPORT_HANDLER = "report_handler"
    CUSTODIAN = "custodian"
    PAYER = "payer"
    LEADER = "leader"
    UNIT_MANAGER = "unit_manager"
    UNIT_WORKER = "unit_worker"
    TRAINING_OFFICER = "training_officer"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"
    INTEGRATOR = "integrator"


class Narrowing(StrEnum):
    """What a grant can be narrowed to."""

    AREA = "area"
    DEPARTMENT = "department"
    UNIT = "unit"


NARROWED_BY: Final = {
    Role.VILLAGE_OFFICER: Narrowing.AREA,
    Role.GRID_WORKER: Narrowing.AREA,
    Role.DEPARTMENT_OFFICER: Narrowing.DEPARTMENT,
    Role.DEPARTMENT_HEAD: Narrowing.DEPARTMENT,
    Role.UNIT_MANAGER: Narrowing.UNIT,
    Role.UNIT_WORKER: Narrowing.UNIT,
}

CONFIDENTIALITY: Final = "confidentiality"
SEPARATION: Final = "separation"
_INTAKE = {Role.REPORT_HANDLER, Role.CUSTODIAN, Role.PAYER}
_ADMINISTRATION = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}

# Who handles a report must not learn who sent it (保密), and no one both sets the system up,
# hands out rights and audits (三权分立, GB/T 22239-2019).
APART: Final = (
    ({Role.REPORT_HANDLER}, {Role.CUSTODIAN, Role.PAYER}, CONFIDENTIALITY),
    ({Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN, Role.AUDITOR}, SEPARATION),
    ({Role.SECURITY_ADMIN}, {Role.AUDITOR}, SEPARATION),
    (_ADMINISTRATION, _INTAKE, CONFIDENTIALITY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One role, and what it is narrowed to. An empty area is the whole city.

    A deputy (代理) holds it in somebody's stead from one day to another, both included, in
    Asia/Shanghai; he acts under his own name.
    """

    id: UUID
    role: Role
    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    granted_by: UUID | None
    granted_at: datetime
    from_on: date | None = None
    until_on: date | None = None
    stands_in_for: UUID | None = None

    def __post_init__(self) -> None:
        """Raise `NarrowingRequired` if the role means nothing without an area, department or unit.

        Raise `TermWrong` for a term that ends before it begins, or a deputy without an end.
        """
        needs = NARROWED_BY.get(self.role)
        if needs is not None and not getattr(self, needs):
            raise NarrowingRequired(role=self.role, needs=needs, field=f"/{needs}")
        endless = self.stands_in_for is not None and self.until_on is None
        if endless or (self.from_on and self.until_on and self.until_on < self.from_on):
            raise TermWrong(field="/until_on")

    @property
    def scope(self) -> tuple[Any, ...]:
        """What makes two grants the same."""
        return (self.role, self.area, self.department, self.unit, self.from_on, self.until_on)

    def holds(self, on: date) -> bool:
        """Whether it is held that day."""
        begun = self.from_on is None or self.from_on <= on
        return begun and (self.until_on is None or on <= self.until_on)


def refuse_incompatible(role: Role, held: frozenset[Role]) -> None:
    """Raise `IncompatibleRoles` if the role may not join those already held."""
    for some, others, reason in APART:
        for one, rest in ((some, others), (others, some)):
            clash = sorted(rest & held)
            if role in one and clash:
                raise IncompatibleRoles(role=role, held=clash[0], reason=reason)
