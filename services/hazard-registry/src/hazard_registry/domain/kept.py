"""What every record of the registers has: an id, and a version that moves with every change."""

from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from hazard_registry.domain.refusals import ChangedMeanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record that is entered once and changed by moves."""

    id: UUID
    version: int = 1

    def at(self, expected: int) -> Self:
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def change(self, **fields: Any) -> Self:
        return replace(self, **fields, version=self.version + 1)
