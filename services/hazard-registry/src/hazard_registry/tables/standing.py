"""Standardisation, demonstrations, self-assessments, safety expenses."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from hazard_registry.domain.standing import DemonstrationKind, Grade
from hazard_registry.tables.columns import Money, id_column, metadata, one_of, unit_column

standardisations = Table(
    "standardisations",
    metadata,
    id_column(),
    unit_column(),
    Column("grade", one_of(Grade), nullable=False),
    Column("certificate", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("granted_on", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("basis", JSONB, nullable=False),
    Column("evidence", ARRAY(Uuid), nullable=False),
    Column("revoked_on", Date),
    Column("revoke_reason", Text),
    Column("version", Integer, nullable=False),
    info={"what": "standardisation"},
)

demonstrations = Table(
    "demonstrations",
    metadata,
    id_column(),
    Column("kind", one_of(DemonstrationKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("recognised_by", Text, nullable=False),
    Column("recognised_on", Date, nullable=False),
    Column("evidence", ARRAY(Uuid), nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "demonstration"},
)

assessments = Table(
    "assessments",
    metadata,
    id_column(),
    unit_column(),
    Column("assessed_on", Date, nullable=False),
    Column("met", JSONB, nullable=False),
    Column("management", Integer, nullable=False),
    Column("site", Integer, nullable=False),
    Column("post", Integer, nullable=False),
    Column("up_to_standard", Boolean, nullable=False),
    Column("basis", JSONB, nullable=False),
    Column("note", Text),
    Column("superseded_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "assessment"},
)

expenses = Table(
    "expenses",
    metadata,
    id_column(),
    unit_column(),
    Column("year", Integer, nullable=False),
    Column("sector", Text, nullable=False),
    Column("base", Numeric(16, 2), nullable=False),
    Column("due", Money),
    Column("basis", JSONB),
    Column("accrued", Money, nullable=False),
    Column("used", Money, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("unit_id", "year"),
    info={"what": "expense"},
)
