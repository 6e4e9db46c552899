"""The table of rules. A row is replaced by a newer one, never rewritten."""

from chassis.db import NAMING
from chassis.ddl import create_statements
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(naming_convention=NAMING)

rule_table = Table(
    "rule",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("value", JSONB, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("effective_to", Date),
    Column("source", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("confirmed_by", Text),
    Column("confirmed_at", DateTime(timezone=True)),
    # What a shipped row means; a release that ships the same meaning again adds nothing.
    Column("meaning", Text),
    UniqueConstraint("code", "meaning"),
    CheckConstraint("effective_to IS NULL OR effective_from < effective_to", name="period"),
    CheckConstraint("confidence IN ('verified', 'to_confirm', 'sample')", name="confidence"),
    CheckConstraint("origin IN ('shipped', 'office')", name="origin"),
)

RULES_DDL: list[str] = create_statements(rule_table)
