"""Which function measures which rows of the plan: one line each."""

from collections.abc import Awaitable, Sequence
from datetime import date
from typing import Final, Protocol

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator

from hazard_registry.use_cases import clearance, figures, site_figures, working_figures


class Measure(Protocol):
    """Computes the indicators of one row as of a day, of what the caller may see."""

    def __call__(
        self, tx: Session, *, sight: Sight, as_of: date, area: str | None
    ) -> Awaitable[Sequence[Indicator]]: ...


# Each measures the rows that are named, so that nobody counts what nobody asked for.
MEASURES: Final[Sequence[tuple[frozenset[str], Measure]]] = (
    (frozenset({"5"}), working_figures.of_campaigns),
    (figures.ROWS, figures.indicators),
    (frozenset({"30"}), working_figures.of_projects),
    (frozenset({"S2"}), working_figures.of_investment),
    (frozenset({clearance.ROW}), clearance.indicators),
    *((frozenset({row}), of) for row, of in site_figures.MEASURES.items()),
)


async def measure(
    tx: Session, *, row: str | None, sight: Sight, as_of: date, area: str | None
) -> list[Indicator]:
    """Measure one row, or all."""
    found: list[Indicator] = []
    for rows, of in MEASURES:
        if row is None or row in rows:
            found += await of(tx, sight=sight, as_of=as_of, area=area)
    return [one for one in found if row in {None, one.row}]
