"""One-matter chains and their links."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, SmallInteger, Table, Text

from hazard_registry.domain.unit import Sector
from hazard_registry.tables.columns import metadata, one_of

matters = Table(
    "matters",
    metadata,
    Column("code", Text(collation="C"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("sector", one_of(Sector), nullable=False),
    Column("lead", Text, ForeignKey("departments.code"), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

matter_links = Table(
    "matter_links",
    metadata,
    Column("matter", Text(collation="C"), ForeignKey("matters.code"), primary_key=True),
    Column("place", SmallInteger, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("department", Text, ForeignKey("departments.code"), nullable=False),
)
