"""What is found: words, and a criterion that was in force on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hazard_registry.demo.kinds import Kind
from hazard_registry.domain.criterion import Standard

# Enforcement's demonstration has clues of every tenth hazard: those are major.
MAJOR_EVERY = 10


def is_major(number: int) -> bool:
    return number % MAJOR_EVERY == 0 or number % 4 == 2


@dataclass(frozen=True, slots=True)
class Words:
    """The standards and their items."""

    criteria: Sequence[dict[str, Any]]
    standards: Sequence[Standard]

    def criterion(self, kind: Kind, day: date, number: int) -> tuple[str | None, str]:
        """A criterion that was in force that day and fits the kind, with words for it."""
        offered = {standard.code for standard in self.standards if standard.offered(day)}
        fitting = [
            row
            for row in self.criteria
            if row["standard"] in offered and row["code"].startswith(kind.criteria)
        ]
        if fitting:
            row = fitting[number % len(fitting)]
            return row["code"], row["title_zh"]
        if "FR" in kind.criteria and "FR-2025" in offered:
            words = "安全疏散或消防设施存在可直接判定为重大火灾隐患的情形"
            return f"FR-2025-5-{1 + number % 9}", words
        return None, "存在须停产整改、短期内无法消除的隐患"
