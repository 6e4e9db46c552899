"""The tables the gateway owns. A column is named exactly as the field it stores."""

from enum import StrEnum

from chassis.db import NAMING
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from gateway.domain.account import Status
from gateway.domain.grants import Role
from gateway.domain.session import Kind

metadata = MetaData(naming_convention=NAMING)


def _enum(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


accounts = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("status", _enum(Status), nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("password_changed_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("role", _enum(Role), nullable=False, index=True),
    Column("area", Text, nullable=False),
    Column("department", Text),
    Column("unit", Uuid),
    Column("granted_by", Uuid),
    Column("granted_at", DateTime(timezone=True), nullable=False),
    Column("from_on", Date),
    Column("until_on", Date),
    Column("stands_in_for", Uuid, ForeignKey("accounts.id")),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("account_id", Uuid, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("kind", _enum(Kind), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
)

delays = Table(
    "delays",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("admitted_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False, index=True),
)

plan_snapshots = Table(
    "plan_snapshots",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("area", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("taken_by", Uuid, nullable=False),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    Column("lights", JSONB, nullable=False),
    Column("board", JSONB, nullable=False),
    Index("plan_snapshots_taken_at_id_idx", "taken_at", "id"),
)
