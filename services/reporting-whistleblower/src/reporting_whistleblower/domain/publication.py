"""Published figures: one span of whole months after another, each large enough, each for ever.

Whoever asks twice, for windows that overlap, or today and tomorrow, can only subtract spans from
each other, and no span counts fewer than five. A span that is too small waits for more months.
What is broken down spans whole spans of its total, so that none of the two betrays the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Measure(StrEnum):
    """What is counted, each by the day on which it happened."""

    RECEIVED = "received"
    ACCEPTED = "accepted"  # with the days it took
    CONCLUDED = "concluded"  # with the days it took
    PAID = "paid"  # rewards, with the money
    BY_CATEGORY = "by_category"
    BY_CONCLUSION = "by_conclusion"


# What is broken down, and the total it is broken down from.
BROKEN_DOWN: Final = {
    Measure.BY_CATEGORY: Measure.RECEIVED,
    Measure.BY_CONCLUSION: Measure.CONCLUDED,
}
SMALLEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What was counted in one subdistrict from `first` to `last`, both included."""

    area: str
    measure: Measure
    first: date
    last: date
    total: int
    cells: Mapping[str, int] = field(default_factory=dict)
    days: int | None = None  # together, from the step before
    yuan: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Several spans together."""

    spans: Sequence[Span] = ()
    total: int = 0
    cells: Mapping[str, int] = field(default_factory=dict)
    mean_days: Decimal | None = None
    yuan: Decimal | None = None


def next_span(months: Mapping[date, int], *, start: date, until: date) -> date | None:
    """The last day of the first months from `start` on that count five together, before `until`.

    `months`: counts by the first day of each month. None while there are too few.
    """
    together, month = 0, start
    while (following := next_month(month)) <= until:
        together += months.get(month, 0)
        if together >= SMALLEST:
            return following - timedelta(days=1)
        month = following
    return None


def is_ripe(cells: Mapping[str, int]) -> bool:
    """Whether a breakdown may be told: whole, or not at all.

    Withholding single cells would not do: where 4, 4 and 5 make 13, whoever knows the total and the
    way cells are chosen finds the two. A breakdown with a small cell waits for more months.
    """
    return all(count == 0 or count >= SMALLEST for count in cells.values())


def together(spans: Sequence[Span]) -> Figure:
    """Add spans up."""
    keys = {key for span in spans for key in span.cells}
    total = sum(span.total for span in spans)
    days = [span.days for span in spans if span.days is not None]
    yuan = [span.yuan for span in spans if span.yuan is not None]
    return Figure(
        spans=spans,
        total=total,
        cells={key: sum(span.cells.get(key, 0) for span in spans) for key in sorted(keys)},
        mean_days=(Decimal(sum(days)) / total).quantize(Decimal("0.1")) if days and total else None,
        yuan=sum(yuan, Decimal("0.00")) if yuan else None,
    )


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
