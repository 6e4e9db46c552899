"""Figures over HTTP."""

from datetime import date

from reporting_whistleblower.schemas.words import Money, Told


class CellOut(Told):
    """A count; null where it is withheld so that it points at nobody."""

    key: str
    count: int | None


class StatisticsOut(Told):
    first: date
    last: date
    area: str
    total: int | None
    by_category: list[CellOut]
    by_status: list[CellOut]
    by_conclusion: list[CellOut]
    rewards: list[CellOut]
    rewards_paid: Money | None
    withheld_below: int
