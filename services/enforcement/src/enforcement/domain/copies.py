"""What we know of other services' units and hazards."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit (生产经营单位), as the registry last told it."""

    id: UUID
    code: str
    name: str
    area: str
    industry: str | None
    department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A hazard (隐患), as far as it matters for a clue or a case."""

    id: UUID
    unit_id: UUID | None
    area: str
    level: str
    department: str | None
    criteria: tuple[str, ...] = ()
    lead_id: UUID | None = None
    due_on: date | None = None
    verified_on: date | None = None
    closed_on: date | None = None

    def closed(self, on: date) -> "Hazard":
        return replace(self, closed_on=on)

    def reopened(self) -> "Hazard":
        return replace(self, closed_on=None)
