"""What is put right about a hazard: amended, reclassified, transferred, withdrawn, merged (更正)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Level, Status
from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import (
    AnotherPersonRequired,
    CorrectionPending,
    CriterionRequired,
    DateTooEarly,
    HeldByMeasure,
    NotADuplicate,
    NothingAsked,
    NothingChanges,
    ReceivingDepartmentRequired,
    UnitBound,
)
from hazard_registry.domain.unit import Unit

ALIVE = (Status.REPORTED, *OPEN)
# Of a public report a person may have said where it is and what; the rest is not his to know.
AMENDABLE = (
    "description",
    "place",
    "found_on",
    "found_by",
    "in_charge",
    "in_charge_phone",
    "matter",
    "link",
    "previous_id",
)
# What a verification brought, and what rests on it; withdrawn, none of it stands.
_UNVERIFIED: dict[str, Any] = {
    "status": Status.REPORTED,
    "level": Level.SUSPECTED,
    "criteria": (),
    "percent": 0,
    "extensions": 0,
    "passed_by": (),
    **dict.fromkeys(
        (
            "exception_reason", "finding", "verified_by", "verified_on", "due_on", "notified_on",
            "responsible", "measures", "funds", "deadline", "contingency", "interim_control",
            "planned_on", "started_on", "submitted_on", "review_due_on", "passed_on", "overdue_on",
            "extension_to", "extension_by", "withdrawal_by", "withdrawal_on",
        )
    ),
}  # fmt: skip


class CorrectionKind(StrEnum):
    """What takes two: a transfer, a withdrawal, and the undoing of a merge."""

    TRANSFER = "transfer"
    WITHDRAWAL = "withdrawal"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What one person asked and another decided. A merge is accepted until somebody undoes it."""

    id: UUID
    hazard_id: UUID
    kind: CorrectionKind
    reason: str
    asked_by: UUID
    asked_at: datetime
    department: str | None = None
    other_id: UUID | None = None
    accepted: bool | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision: str | None = None

    def decide(
        self, *, accepted: bool, decision: str | None, by: UUID, at: datetime
    ) -> "Correction":
        return replace(self, accepted=accepted, decision=decision, decided_by=by, decided_at=at)


def amend(hazard: Hazard, fields: dict[str, Any]) -> Hazard:
    """Put right what was written down. Raise `NothingChanges` where it says so already."""
    hazard.need("amend", *ALIVE)
    changed = {name: value for name, value in fields.items() if getattr(hazard, name) != value}
    if not changed:
        raise NothingChanges()
    return replace(hazard, **changed, version=hazard.version + 1)


def reclassify(
    hazard: Hazard,
    *,
    level: Level,
    criteria: tuple[str, ...],
    exception_reason: str | None,
    due_on: date | None,
    on: date,
) -> Hazard:
    """Give a verified hazard another level or other criteria; whoever reviewed it looks again.

    A major hazard goes on only with all five fixed things: without them it waits for its plan.
    """
    hazard.need("reclassify", *OPEN)
    if level is Level.MAJOR and not criteria and not exception_reason:
        raise CriterionRequired(field="/criteria")
    if level is not Level.MAJOR and hazard.order_level is not None:
        raise HeldByMeasure(move="reclassify")
    if (level, criteria, exception_reason) == (
        hazard.level,
        hazard.criteria,
        hazard.exception_reason,
    ):
        raise NothingChanges()
    if due_on is not None and due_on < on:
        raise DateTooEarly(field="/due_on", earliest=on.isoformat())
    new_term = level is not hazard.level and due_on is not None
    return replace(
        hazard,
        **_without_plan(hazard, level),
        level=level,
        criteria=criteria,
        exception_reason=exception_reason,
        due_on=due_on if new_term else hazard.due_on,
        overdue_on=None if new_term else hazard.overdue_on,
        passed_by=(),
        passed_on=None,
        version=hazard.version + 1,
    )


def _without_plan(hazard: Hazard, level: Level) -> dict[str, Any]:
    """What changes where a hazard became major and lacks one of the five."""
    if level is not Level.MAJOR or not hazard.plan.missing(level):
        return {}
    return {"status": Status.VERIFIED, "submitted_on": None, "review_due_on": None}


def bind(hazard: Hazard, unit: Unit) -> Hazard:
    """Say which unit it is at, once that is known. Raise `UnitBound` if it has one."""
    hazard.need("bind", *ALIVE)
    if hazard.unit_id is not None:
        raise UnitBound()
    return replace(
        hazard,
        unit_id=unit.id,
        industry=unit.industry,
        sector=unit.sector.value if unit.sector else hazard.sector,
        version=hazard.version + 1,
    )


def offer(hazard: Hazard, *, department: str) -> Hazard:
    """Ask another department to take it over (移交); until it answers nothing changes."""
    hazard.need("transfer", *ALIVE)
    _nothing_pending(hazard)
    if department == hazard.department:
        raise NothingChanges()
    return replace(hazard, transfer_to=department, version=hazard.version + 1)


def accept(hazard: Hazard, *, by: Person) -> Hazard:
    """Take it over; who looks after it there is still to be said: whoever took it."""
    _receives(hazard, by)
    return replace(
        hazard,
        department=hazard.transfer_to,
        transfer_to=None,
        officer=by.id,
        version=hazard.version + 1,
    )


def give_back(hazard: Hazard, *, by: Person) -> Hazard:
    """Return it: not ours."""
    _receives(hazard, by)
    return replace(hazard, transfer_to=None, version=hazard.version + 1)


def ask_withdrawal(hazard: Hazard, *, by: Person, on: date) -> Hazard:
    """Ask to withdraw a mistaken verification. Orders and stops in force must be lifted first."""
    hazard.need("withdraw", *OPEN)
    _nothing_pending(hazard)
    _unheld(hazard, "withdraw")
    return replace(hazard, withdrawal_by=by.id, withdrawal_on=on, version=hazard.version + 1)


def withdraw(hazard: Hazard, *, by: Person) -> Hazard:
    """Confirm it, as another official: reported and unverified again, as if never verified."""
    _second(hazard, by)
    _unheld(hazard, "withdraw")
    return replace(hazard, **_UNVERIFIED, version=hazard.version + 1)


def keep_verified(hazard: Hazard, *, by: Person) -> Hazard:
    """Refuse to withdraw: the verification stands."""
    _second(hazard, by)
    return replace(hazard, withdrawal_by=None, withdrawal_on=None, version=hazard.version + 1)


def merge(duplicate: Hazard, kept: Hazard) -> tuple[Hazard, Hazard]:
    """Say that one is the other again. The kept one answers for the reports behind both."""
    duplicate.need("merge", *ALIVE)
    kept.need("merge", *ALIVE)
    _nothing_pending(duplicate)
    _unheld(duplicate, "merge")
    units = {duplicate.unit_id, kept.unit_id} - {None}
    if duplicate.id == kept.id or kept.merged_into is not None or len(units) > 1:
        raise NotADuplicate(field="/into")
    merged = replace(duplicate, merged_into=kept.id, version=duplicate.version + 1)
    leads = tuple(dict.fromkeys((*kept.merged_leads, *_leads(duplicate))))
    return merged, replace(kept, merged_leads=leads, version=kept.version + 1)


def split(duplicate: Hazard, kept: Hazard, *, merged_by: UUID, by: Person) -> tuple[Hazard, Hazard]:
    """Undo a merge, as another person than who merged: each is as it was, and counts again."""
    if by.id == merged_by:
        raise AnotherPersonRequired(move="split")
    leads = tuple(lead for lead in kept.merged_leads if lead not in _leads(duplicate))
    return (
        replace(duplicate, merged_into=None, version=duplicate.version + 1),
        replace(kept, merged_leads=leads, version=kept.version + 1),
    )


def _leads(hazard: Hazard) -> tuple[UUID, ...]:
    return (*((hazard.lead_id,) if hazard.lead_id else ()), *hazard.merged_leads)


def _nothing_pending(hazard: Hazard) -> None:
    if hazard.transfer_to is not None or hazard.withdrawal_on is not None:
        raise CorrectionPending()


def _unheld(hazard: Hazard, move: str) -> None:
    """Raise `HeldByMeasure` while an order or a stop is in force, which somebody must lift first."""
    if hazard.order_level is not None or hazard.stopped_on is not None:
        raise HeldByMeasure(move=move)


def _receives(hazard: Hazard, by: Person) -> None:
    if hazard.transfer_to is None:
        raise NothingAsked(move="transfer")
    if hazard.transfer_to not in by.departments:
        raise ReceivingDepartmentRequired(department=hazard.transfer_to)


def _second(hazard: Hazard, by: Person) -> None:
    if hazard.withdrawal_by is None:
        raise NothingAsked(move="withdraw")
    if by.id == hazard.withdrawal_by or not by.is_official:
        raise AnotherPersonRequired(move="withdraw")
