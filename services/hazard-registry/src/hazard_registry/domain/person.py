"""Who acts on a hazard, as far as the rules about who may do what ask."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account, with the departments or the units it acts for."""

    id: UUID
    is_official: bool = True
    departments: frozenset[str] = frozenset()
    units: frozenset[UUID] = frozenset()
