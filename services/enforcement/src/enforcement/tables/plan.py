"""The action plan, row by row, and the progress reported on it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from enforcement.tables.metadata import metadata

plans = Table(
    "plans",
    metadata,
    Column("code", Text, primary_key=True),
    Column("title", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("actions", JSONB, nullable=False),
    Column("copied_from", Text, ForeignKey("plans.code")),
    CheckConstraint("begins < ends", name="period"),
)

plan_rows = Table(
    "plan_rows",
    metadata,
    Column("plan", Text, ForeignKey("plans.code"), primary_key=True),
    Column("row", Text, primary_key=True),
    Column("part_of", Text),
    Column("position", SmallInteger, nullable=False),
    Column("action", SmallInteger),
    Column("title", JSONB, nullable=False),
    Column("asks", JSONB, nullable=False),
    Column("owner", Text, nullable=False),
    Column("bodies", ARRAY(Text), nullable=False),
    Column("groups", ARRAY(Text), nullable=False),
)

plan_milestones = Table(
    "plan_milestones",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("by", Date, nullable=False),
    Column("words", JSONB, nullable=False),
    Column("reached_on", Date),
    Column("reached_by_entry", Uuid),
    ForeignKeyConstraint(["plan", "row"], ["plan_rows.plan", "plan_rows.row"], name="row_fkey"),
    Index("plan_milestones_plan_row_idx", "plan", "row"),
)

progress = Table(
    "plan_progress",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("milestone_id", Uuid, ForeignKey("plan_milestones.id")),
    Column("area", Text, nullable=False),
    Column("body", Text, ForeignKey("bodies.code"), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("words", Text, nullable=False),
    Column("evidence", ARRAY(Uuid), nullable=False),
    Column("entered_by", Uuid, nullable=False),
    Column("entered_at", DateTime(timezone=True), nullable=False),
    Column("status", Text, nullable=False),
    Column("answered_by", Uuid),
    Column("answered_at", DateTime(timezone=True)),
    Column("why", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["plan", "row"], ["plan_rows.plan", "plan_rows.row"], name="row_fkey"),
    # Newest first within a plan; the newest that counts of each row.
    Index("plan_progress_plan_as_of_idx", "plan", "as_of", "id"),
    Index("plan_progress_plan_row_idx", "plan", "row", "status", "as_of"),
    Index("plan_progress_evidence_idx", "evidence", postgresql_using="gin"),
)
