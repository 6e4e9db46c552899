"""A budget line (治理资金): of a year and a source, planned and spent, for a hazard or a project."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import ChangedMeanwhile
from hazard_registry.domain.works_refusals import BudgetExceeded


class Source(StrEnum):
    """Where the money comes from."""

    HIGHER_GRANT = "higher_grant"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"
    UNIT = "unit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """Money is in yuan, and never spent beyond what is planned."""

    id: UUID
    year: int
    source: Source
    area: str
    department: str
    purpose: str
    planned: Decimal
    spent: Decimal = Decimal(0)
    project_id: UUID | None = None
    hazard_id: UUID | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if self.spent > self.planned:
            raise BudgetExceeded(field="/planned", planned=self.planned, spent=self.spent)

    def at(self, expected: int) -> "BudgetLine":
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def spend(self, amount: Decimal) -> "BudgetLine":
        """Raise `BudgetExceeded` where less is left."""
        spent = self.spent + amount
        if spent > self.planned:
            raise BudgetExceeded(field="/amount", planned=self.planned, spent=spent)
        return replace(self, spent=spent, version=self.version + 1)
