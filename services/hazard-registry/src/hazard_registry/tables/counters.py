"""Figures: what each change adds and takes away, and the sums of what was folded."""

from sqlalchemy import BigInteger, Column, Date, Identity, Integer, Table, Text

from hazard_registry.tables.columns import metadata


def _dimensions(*, key: bool) -> list[Column[object]]:
    names = ("area", "industry", "channel", "level", "status")
    texts: list[Column[object]] = [
        Column(name, Text(collation="C"), primary_key=key, nullable=False) for name in names
    ]
    return [*texts, Column("month", Date, primary_key=key, nullable=False)]


def _measures() -> list[Column[object]]:
    return [Column(name, Integer, nullable=False) for name in ("hazards", "overdue", "under_order")]


hazard_deltas = Table(
    "hazard_deltas",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    *_dimensions(key=False),
    *_measures(),
)

hazard_counters = Table("hazard_counters", metadata, *_dimensions(key=True), *_measures())
