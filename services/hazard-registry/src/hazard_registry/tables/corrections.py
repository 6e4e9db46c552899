"""What takes two persons to put right: transfers, withdrawals, merges."""

from sqlalchemy import Boolean, Column, ForeignKey, Table, Text, Uuid

from hazard_registry.domain.correction import CorrectionKind
from hazard_registry.tables.columns import Moment, hazard_column, id_column, metadata, one_of

corrections = Table(
    "corrections",
    metadata,
    id_column(),
    hazard_column(),
    Column("kind", one_of(CorrectionKind), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("department", Text, ForeignKey("departments.code")),
    Column("other_id", Uuid, ForeignKey("hazards.id")),
    Column("accepted", Boolean),
    Column("decided_by", Uuid),
    Column("decided_at", Moment),
    Column("decision", Text),
)
