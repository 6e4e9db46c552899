"""Figures: what each change adds and takes away, and the sums of what was folded."""

from sqlalchemy import BigInteger, Column, Date, Identity, Integer, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.tables.columns import metadata

_NOUGHT, _NONE = text("0"), text("'{}'")


def _dimensions(*names: str, key: bool = True) -> list[Column[object]]:
    texts: list[Column[object]] = [
        Column(name, Text(collation="C"), primary_key=key, nullable=False) for name in names
    ]
    return [*texts, Column("month", Date, primary_key=key, nullable=False)]


def _measures() -> list[Column[object]]:
    counts: list[Column[object]] = [
        Column(name, Integer, nullable=False) for name in ("hazards", "overdue", "under_order")
    ]
    # The defaults are for writers of the version before, which know nothing of money.
    money: list[Column[object]] = [
        Column(name, Numeric(18, 2), nullable=False, server_default=_NOUGHT)
        for name in ("funds", "funds_used")
    ]
    return [*counts, *money]


_CELL = ("area", "industry", "channel", "level", "status")

hazard_deltas = Table(
    "hazard_deltas",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    *_dimensions(*_CELL, key=False),
    *_measures(),
    Column("marks", ARRAY(Text), nullable=False, server_default=_NONE),
    Column("criteria", ARRAY(Text), nullable=False, server_default=_NONE),
)

hazard_counters = Table("hazard_counters", metadata, *_dimensions(*_CELL), *_measures())

# The same, of whole subdistricts and all industries: what a city looks at first.
hazard_rollups = Table(
    "hazard_rollups",
    metadata,
    *_dimensions("area", "channel", "level", "status"),
    *_measures(),
)

# What happened when to the hazards found in a month.
hazard_marks = Table(
    "hazard_marks",
    metadata,
    *_dimensions("area", "industry", "channel", "level"),
    Column("mark", Text(collation="C"), primary_key=True, nullable=False),
    Column("day", Date, primary_key=True, nullable=False),
    Column("hazards", Integer, nullable=False),
)

# How often an item of a standard was found broken.
hazard_problems = Table(
    "hazard_problems",
    metadata,
    *_dimensions("area", "industry", "level"),
    Column("criterion", Text(collation="C"), primary_key=True, nullable=False),
    Column("hazards", Integer, nullable=False),
)
