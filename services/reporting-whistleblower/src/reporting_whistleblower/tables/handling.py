"""What happens to reports beside their moves: pauses, transfers, ties, holds, and their end."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from reporting_whistleblower.domain.conflicts import Tie
from reporting_whistleblower.domain.pauses import Ground
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

pause = Table(
    "pause",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False),
    Column("ground", words_of(Ground), nullable=False),
    Column("paused_at", TIME, nullable=False),
    Column("paused_by", Uuid, nullable=False),
    Column("ended_at", TIME),
    Column("due_before", Date, nullable=False),
    Column("due_after", Date),
    Index("pause_one_running", "report_id", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index(None, "report_id"),
)

# A last day that was moved, with the law and the working: what was told to the reporter then.
clock_change = Table(
    "clock_change",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("basis", JSONB, nullable=False),
    Column("changed_at", TIME, nullable=False),
)

report_transfer = Table(
    "report_transfer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("sent_by", Uuid, nullable=False),
    Column("sent_at", TIME, nullable=False),
    Column("reference", Text),
    Column("acknowledged_at", TIME),
    Column("version", Integer, nullable=False),
    Index(None, "sent_at", "id"),
)

conflict = Table(
    "conflict",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("unit_id", Uuid, nullable=False),
    Column("tie", words_of(Tie), nullable=False),
    Column("declared_by", Uuid, nullable=False),
    Column("declared_at", TIME, nullable=False),
    Column("ended_at", TIME),
    Column("ended_by", Uuid),
    Column("version", Integer, nullable=False),
    Index(
        "conflict_one_standing",
        "account_id",
        "unit_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
)

exclusion = Table(
    "exclusion",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("account_id", Uuid, primary_key=True),
    Column("tie", words_of(Tie), nullable=False),
    Column("excluded_by", Uuid, nullable=False),
    Column("excluded_at", TIME, nullable=False),
)

# Reports whose key somebody holds or held who should not: the next open key rotates it.
rotation_due = Table(
    "rotation_due",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("since", TIME, nullable=False),
)

legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("placed_by", Uuid, nullable=False),
    Column("placed_at", TIME, nullable=False),
    Column("lifted_by", Uuid),
    Column("lifted_at", TIME),
    Column("lift_reason", Text),
    Index(
        "legal_hold_one_standing",
        "report_id",
        unique=True,
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

destruction = Table(
    "destruction",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("area", Text, nullable=False),
    Column("ended_on", Date, nullable=False),
    Column("destroyed_at", TIME, nullable=False),
    Column("rule", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("keys", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index(None, "destroyed_at", "report_id"),
)
