"""Columns that several tables have."""

from chassis.db import NAMING
from sqlalchemy import CheckConstraint, Column, LargeBinary, MetaData, Text

metadata = MetaData(naming_convention=NAMING)


def sealed(name: str, *, nullable: bool = False) -> list[Column[object]]:
    """A personal number: its box, the key that opens it, its keyed digest and its mask."""
    return [
        Column(f"{name}_box", LargeBinary, nullable=nullable),
        Column(f"{name}_key", Text, nullable=nullable),
        Column(f"{name}_digest", LargeBinary, nullable=nullable),
        Column(f"{name}_mask", Text, nullable=nullable),
    ]


def one_of(column: str, values: type) -> CheckConstraint:
    """Allow only the values of an enumeration."""
    listed = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({listed})", name=column)
