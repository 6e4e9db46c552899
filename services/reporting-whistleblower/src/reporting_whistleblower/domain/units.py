"""What this service copies of units, to show their registered names."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCopy:
    id: UUID
    code: str
    name: str
    area: str
