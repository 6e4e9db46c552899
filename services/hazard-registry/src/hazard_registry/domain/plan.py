"""The rectification plan (整改方案)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hazard_registry.domain.life import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The five fixed things (五落实) that make a rectification plan, and the interim control."""

    responsible: str | None = None
    measures: str | None = None
    funds: Decimal | None = None  # yuan; nought is an answer
    deadline: date | None = None
    contingency: str | None = None
    interim_control: str | None = None

    FIVE = ("responsible", "measures", "funds", "deadline", "contingency")

    def missing(self, level: Level) -> list[str]:
        """A major hazard needs all five; a general one a responsible person and measures."""
        needed = self.FIVE if level is Level.MAJOR else self.FIVE[:2]
        return [part for part in needed if getattr(self, part) in {None, ""}]
