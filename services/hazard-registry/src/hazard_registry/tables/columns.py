"""Kinds of columns that several tables have, and the one metadata they share."""

from enum import StrEnum

from chassis.db import NAMING
from sqlalchemy import Column, DateTime, Enum, ForeignKey, MetaData, Numeric, Uuid

metadata = MetaData(naming_convention=NAMING)

Moment = DateTime(timezone=True)
Money = Numeric(14, 2)


def one_of(kind: type[StrEnum]) -> Enum:
    """Store an enum by its value, as text that the application checks."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )


def id_column() -> Column[object]:
    return Column("id", Uuid, primary_key=True)


def hazard_column() -> Column[object]:
    return Column("hazard_id", Uuid, ForeignKey("hazards.id"), nullable=False, index=True)


def unit_column() -> Column[object]:
    return Column("unit_id", Uuid, ForeignKey("units.id"), nullable=False, index=True)
