"""Bodies, officers, matters and the competence table."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
)

from enforcement.tables.metadata import metadata

bodies = Table(
    "bodies",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("document_prefix", Text),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("source", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),
)

officers = Table(
    "officers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Text, ForeignKey(bodies.c.code), nullable=False, index=True),
    Column("account_id", Uuid, unique=True),
    Column("certificate_number", Text, nullable=False, unique=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("valid_from <= valid_to", name="period"),
)

matters = Table(
    "matters",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("lead", Text, ForeignKey(bodies.c.code), nullable=False),
    Column("criteria", ARRAY(Text), nullable=False),
    Column("departments", ARRAY(Text), nullable=False),
)

competences = Table(
    "competences",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("matter", Text, ForeignKey(matters.c.code), nullable=False),
    Column("body", Text, ForeignKey(bodies.c.code), nullable=False),
    Column("may_inspect", Boolean, nullable=False),
    Column("may_order", Boolean, nullable=False),
    Column("may_punish", Boolean, nullable=False),
    Column("transfer_to", Text, ForeignKey(bodies.c.code)),
    Column("effective_from", Date, nullable=False),
    Column("effective_to", Date),
    Column("source", Text, nullable=False),
    Column("decision", Text),
    Column("entered_at", DateTime(timezone=True), nullable=False),
    Column("confirmed_by", Text),
    Column("confirmed_at", DateTime(timezone=True)),
    CheckConstraint("effective_to IS NULL OR effective_from < effective_to", name="period"),
    Index(None, "matter", "body", "effective_from"),
)
