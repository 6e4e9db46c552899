"""Handing over all open hazards that one person looks after to another (交接)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hazard_registry.domain.refusals import SamePerson


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One hand-over, and how many hazards it was."""

    id: UUID
    from_person: UUID
    to_person: UUID
    reason: str
    hazards: int
    handed_by: UUID
    handed_at: datetime

    def __post_init__(self) -> None:
        """Raise `SamePerson` if nobody else gets them."""
        if self.from_person == self.to_person:
            raise SamePerson(field="/to_person")
