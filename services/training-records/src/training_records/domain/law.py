"""The rules certificates obey, laid out along the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from training_records.domain.regime import Regime

REMINDER = "certificate.reminder"
COVERAGE_LIGHT = "indicator.3a.light"


def term(regime: Regime) -> str:
    return f"{regime}.term"


def review(regime: Regime) -> str:
    return f"{regime}.review"


def review_window(regime: Regime) -> str:
    return f"{regime}.review_window"


def missed_review(regime: Regime) -> str:
    return f"{regime}.missed_review"


def renewal_window(regime: Regime) -> str:
    return f"{regime}.renewal_window"


def required(regime: Regime) -> str:
    return f"{regime}.required"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is applied and cited. Nothing binding rests on a provisional one."""

    code: str
    version: int
    value: Mapping[str, Any]
    source: str
    article: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of days, `[from_on, to_on)`, on which one rule governs."""

    from_on: date
    to_on: date | None
    rule: Rule

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True, slots=True)
class Law:
    """For each code: the segments, in order and without overlap."""

    segments: Mapping[str, tuple[Segment, ...]] = field(default_factory=dict)

    def of(self, code: str) -> tuple[Segment, ...]:
        return self.segments.get(code, ())

    def at(self, code: str, day: date) -> Rule | None:
        """The rule in force on a day, if there is one."""
        return next((s.rule for s in self.of(code) if s.covers(day)), None)
