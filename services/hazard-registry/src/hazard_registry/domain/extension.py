"""More time for a hazard (延期): asked before the due date, granted by somebody else."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Status
from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import (
    AnotherPersonRequired,
    DateTooEarly,
    ExtensionPending,
    NoExtensionAsked,
    NoMoreExtensions,
    TooLateToAsk,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One request for more time, and what became of it. `granted` is None while it is open."""

    id: UUID
    hazard_id: UUID
    from_on: date
    to_on: date
    reason: str
    asked_by: UUID
    asked_at: datetime
    granted: bool | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision: str | None = None

    def decide(self, *, granted: bool, decision: str | None, by: UUID, at: datetime) -> "Extension":
        return replace(self, granted=granted, decision=decision, decided_by=by, decided_at=at)


def ask(hazard: Hazard, *, to_on: date, most: int, by: Person, on: date) -> Hazard:
    """Ask for more time. Raise `TooLateToAsk` after the due date, `NoMoreExtensions` past the rule."""
    hazard.need("ask_extension", Status.VERIFIED, Status.PLANNED, Status.RECTIFYING)
    if hazard.extension_to is not None:
        raise ExtensionPending()
    if hazard.due_on is None or on > hazard.due_on:
        raise TooLateToAsk(due_on=hazard.due_on)
    if hazard.extensions >= most:
        raise NoMoreExtensions(most=most)
    if to_on <= hazard.due_on:
        raise DateTooEarly(field="/to_on", earliest=hazard.due_on.isoformat())
    return replace(hazard, extension_to=to_on, extension_by=by.id, version=hazard.version + 1)


def grant(hazard: Hazard, *, by: Person) -> Hazard:
    """Grant it, as another person than who asked; the due date moves, and nothing is overdue."""
    _decided_by_another(hazard, by)
    return replace(
        hazard,
        due_on=hazard.extension_to,
        extensions=hazard.extensions + 1,
        extension_to=None,
        extension_by=None,
        overdue_on=None,
        version=hazard.version + 1,
    )


def refuse(hazard: Hazard, *, by: Person) -> Hazard:
    """Refuse it; the due date stays."""
    _decided_by_another(hazard, by)
    return replace(hazard, extension_to=None, extension_by=None, version=hazard.version + 1)


def _decided_by_another(hazard: Hazard, by: Person) -> None:
    hazard.need("decide_extension", *OPEN)
    if hazard.extension_to is None:
        raise NoExtensionAsked()
    if by.id == hazard.extension_by or not by.is_official:
        raise AnotherPersonRequired(move="decide_extension")
