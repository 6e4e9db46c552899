"""What is known to need treatment, item by item: hazardous self-built houses, areas without fire water."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import (
    ChangedMeanwhile,
    DateInFuture,
    DateTooEarly,
    IllegalMove,
)


class InventoryKind(StrEnum):
    """The two that the plan's task 30 wants covered."""

    SELF_BUILT_HOUSE = "self_built_house"
    FIRE_WATER = "fire_water"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryItem:
    """One house, or one built-up area. Treated means treated, with evidence."""

    id: UUID
    kind: InventoryKind
    name: str
    area: str
    known_on: date
    project_id: UUID | None = None
    treated_on: date | None = None
    evidence: str | None = None
    version: int = 1

    def at(self, expected: int) -> "InventoryItem":
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def treat(self, *, treated_on: date, evidence: str, on: date) -> "InventoryItem":
        """Note that it was treated (整治完成)."""
        if self.treated_on is not None:
            raise IllegalMove(status="treated", move="treat")
        if treated_on > on:
            raise DateInFuture(field="/treated_on", latest=on.isoformat())
        if treated_on < self.known_on:
            raise DateTooEarly(field="/treated_on", earliest=self.known_on.isoformat())
        changed = {"treated_on": treated_on, "evidence": evidence}
        return replace(self, **changed, version=self.version + 1)  # type: ignore[arg-type]
