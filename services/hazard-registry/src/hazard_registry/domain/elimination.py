"""Eliminations (26): what is to be fitted, promoted, scrapped, eliminated or closed, and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import DateInFuture, EvidenceRequired, IllegalMove


class EliminationClass(StrEnum):
    """What the catalogue asks to be done with a thing."""

    FIT = "fit"
    PROMOTE = "promote"
    SCRAP = "scrap"
    ELIMINATE = "eliminate"
    CLOSE = "close"


class Holder(StrEnum):
    """Who or what a thing is at."""

    UNIT = "unit"
    PERSON = "person"
    VEHICLE = "vehicle"
    BOAT = "boat"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class EliminationKind(Kept):
    """An entry of the catalogue. `due_on` is the plan's date, where it gives one."""

    code: str
    title: str
    action: EliminationClass
    source: str
    due_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elimination(Kept):
    """One such thing, held by a unit, a person, a vehicle, a boat or a place."""

    kind_id: UUID
    holder: Holder
    held_by: str
    area: str
    department: str | None = None
    unit_id: UUID | None = None
    quantity: int = 1
    due_on: date | None = None
    done_on: date | None = None
    done_note: str | None = None
    evidence: tuple[UUID, ...] = ()
    overdue_on: date | None = None
    hazard_id: UUID | None = None

    def finish(
        self, *, on: date, note: str, evidence: tuple[UUID, ...], today: date
    ) -> "Elimination":
        """Raise `EvidenceRequired` without any: gone is what somebody can show to be gone."""
        if self.done_on is not None:
            raise IllegalMove(status="done", move="finish")
        if not evidence:
            raise EvidenceRequired(field="/evidence")
        if on > today:
            raise DateInFuture(field="/done_on", latest=today.isoformat())
        return self.change(done_on=on, done_note=note, evidence=evidence)
