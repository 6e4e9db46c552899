"""Self-checks (企业自查): who owes one for which period, and what came of it."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import AnswersIncomplete

MONTHS_A_QUARTER = 3


class Frequency(StrEnum):
    """How often the principal leads a check for major hazards (task 6 of the plan)."""

    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a month with its first and last day."""

    name: str
    first: date
    last: date


def period_of(day: date, frequency: Frequency) -> Period:
    """The quarter or month that a day lies in."""
    if frequency is Frequency.MONTH:
        name, start, end = f"{day:%Y-%m}", day.month, day.month
    else:
        quarter = (day.month - 1) // MONTHS_A_QUARTER
        start, end = MONTHS_A_QUARTER * quarter + 1, MONTHS_A_QUARTER * quarter + 3
        name = f"{day.year}-Q{quarter + 1}"
    last = monthrange(day.year, end)[1]
    return Period(name, date(day.year, start, 1), date(day.year, end, last))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was seen at one item of the checklist."""

    item_id: UUID
    passed: bool
    note: str | None = None
    hazard_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck(Kept):
    """A unit's duty for one period. `basis` states the rule that made it."""

    unit_id: UUID
    period: str
    frequency: Frequency
    starts_on: date
    due_on: date
    basis: dict[str, Any]
    checklist_id: UUID | None = None
    led_by: str | None = None
    led_by_principal: bool = False
    items: int = 0
    failed: int = 0
    done_on: date | None = None
    done_by: UUID | None = None
    overdue_on: date | None = None

    def answer(
        self,
        answers: Collection[Answer],
        *,
        asked: Collection[UUID],
        checklist_id: UUID,
        led_by: str,
        principal: str | None,
        by: UUID,
        on: date,
    ) -> "SelfCheck":
        """Raise `IllegalMove` if it was done before, `AnswersIncomplete` unless each item is answered once."""
        if self.done_on is not None:
            raise IllegalMove(status="done", move="answer")
        answered = [answer.item_id for answer in answers]
        if len(answered) != len(asked) or set(answered) != set(asked):
            raise AnswersIncomplete(field="/answers", asked=len(asked))
        return self.change(
            checklist_id=checklist_id,
            led_by=led_by,
            led_by_principal=principal is not None and led_by == principal,
            items=len(asked),
            failed=sum(not answer.passed for answer in answers),
            done_on=on,
            done_by=by,
        )
