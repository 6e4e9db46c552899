"""Judgement standards and their items."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.tables.columns import metadata

standards = Table(
    "standards",
    metadata,
    Column("code", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issuer", Text),
    Column("effective_from", Date, nullable=False),
    Column("effective_to", Date),
    Column("guidance", Boolean, nullable=False),
    Column("clause_prefix", Text),
    Column("clause_chapters", ARRAY(Text), nullable=False),
    Column("note", Text),
    Column("source", Text),
)

criteria = Table(
    "criteria",
    metadata,
    Column("code", Text(collation="C"), primary_key=True),
    Column("standard", Text, ForeignKey("standards.code"), nullable=False, index=True),
    Column("article", Text, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("industry", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("to_confirm", Boolean, nullable=False),
)
