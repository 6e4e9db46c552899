"""Kinds of columns that several tables use."""

from enum import StrEnum

from chassis.db import NAMING
from sqlalchemy import DateTime, Enum, MetaData

metadata = MetaData(naming_convention=NAMING)

TIME = DateTime(timezone=True)


def words_of(kind: type[StrEnum]) -> Enum:
    """Keep an enumeration as its words; a new member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=40,
        values_callable=lambda members: [m.value for m in members],
    )
