"""Units' own schemes, what workers told them, and their reward books."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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

from reporting_whistleblower.domain.scheme import Kind, Outcome, RewardKind, Status
from reporting_whistleblower.tables.columns import TIME, metadata, words_of
from reporting_whistleblower.tables.rewards import YUAN

scheme = Table(
    "scheme",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("unit_id", Uuid, nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("opened_by", Uuid, nullable=False),
    Column("opened_at", TIME, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "opened_at", "id"),
)

internal_report = Table(
    "internal_report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("scheme_id", Uuid, ForeignKey("scheme.id"), nullable=False),
    Column("unit_id", Uuid, nullable=False),
    Column("area", Text, nullable=False),
    Column("kind", words_of(Kind), nullable=False),
    Column("grave", Boolean, nullable=False),
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("answer_due_on", Date, nullable=False),
    Column("status", words_of(Status), nullable=False),
    Column("outcome", words_of(Outcome)),
    Column("answer", LargeBinary),
    Column("answered_by", Uuid),
    Column("answered_at", TIME),
    Column("rose_at", TIME),
    Column("version", Integer, nullable=False),
    Index(None, "scheme_id", "received_at", "id"),
    # What the hourly look for unanswered grave hazards reads.
    Index(
        "internal_report_waiting",
        "answer_due_on",
        postgresql_where=text("grave AND status = 'received' AND rose_at IS NULL"),
    ),
)

# The same words sealed to the authority's handlers: opened by nobody unless it rises.
internal_envelope = Table(
    "internal_envelope",
    metadata,
    Column("report_id", Uuid, ForeignKey("internal_report.id"), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("thread_public_key", LargeBinary, nullable=False),
    Column("thread_sealed_key", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("shares", JSONB, nullable=False),
)

scheme_reward = Table(
    "scheme_reward",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("scheme_id", Uuid, ForeignKey("scheme.id"), nullable=False, index=True),
    Column("report_id", Uuid, ForeignKey("internal_report.id"), nullable=False),
    Column("kind", words_of(RewardKind), nullable=False),
    Column("amount", YUAN, nullable=False),
    Column("title", Text, nullable=False),
    Column("given_by", Uuid, nullable=False),
    Column("given_on", Date, nullable=False),
    CheckConstraint("(kind = 'money') = (amount > 0)", name="money_has_a_sum"),
    Index("scheme_reward_one_of_a_kind", "report_id", "kind", unique=True),
)
