"""The catalogue of eliminations, and what is held; files that are shown with records."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.domain.elimination import EliminationClass, Holder
from hazard_registry.tables.columns import id_column, metadata, one_of

elimination_kinds = Table(
    "elimination_kinds",
    metadata,
    id_column(),
    Column("code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("action", one_of(EliminationClass), nullable=False),
    Column("source", Text, nullable=False),
    Column("due_on", Date),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "elimination_kind"},
)

eliminations = Table(
    "eliminations",
    metadata,
    id_column(),
    Column("kind_id", Uuid, ForeignKey("elimination_kinds.id"), nullable=False, index=True),
    Column("holder", one_of(Holder), nullable=False),
    Column("held_by", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("department", Text, ForeignKey("departments.code")),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("quantity", Integer, nullable=False),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("done_note", Text),
    Column("evidence", ARRAY(Uuid), nullable=False),
    Column("overdue_on", Date),
    Column("hazard_id", Uuid, ForeignKey("hazards.id")),
    Column("version", Integer, nullable=False),
    info={"what": "elimination"},
)
Index(
    "eliminations_due",
    eliminations.c.due_on,
    postgresql_where=eliminations.c.done_on.is_(None) & eliminations.c.overdue_on.is_(None),
)

# Whoever sees the record sees the file.
record_files = Table(
    "record_files",
    metadata,
    Column("attachment_id", Uuid, primary_key=True),
    Column("record_id", Uuid, primary_key=True),
    Column("area", Text(collation="C")),
    Column("department", Text),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
)
