"""The local copy of units."""

from sqlalchemy import Boolean, Column, DateTime, Index, Table, Text, Uuid

from training_records.tables.columns import metadata

known_unit = Table(
    "known_unit",
    metadata,
    Column("unit_id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("industry", Text),
    Column("department", Text),
    Column("training_high_risk", Boolean, nullable=False),
    Column("assessment_high_risk", Boolean, nullable=False),
    Column("drill_high_risk", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index(None, "area", postgresql_ops={"area": "text_pattern_ops"}),
)
