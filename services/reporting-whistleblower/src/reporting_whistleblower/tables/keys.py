"""Officers' keys, their open sessions, and what this deployment was born with."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

# One row, made by the first migration: the salt of all receipt codes, and the vault's roles.
deployment = Table(
    "deployment",
    metadata,
    Column("id", SmallInteger, primary_key=True, server_default=text("1")),
    Column("receipt_salt", LargeBinary, nullable=False),
    Column("vault_insert_role", Text, nullable=False),
    Column("vault_read_role", Text, nullable=False),
    Column("vault_destroy_role", Text),
    CheckConstraint("id = 1", name="one_row"),
)

officer_key = Table(
    "officer_key",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("purpose", words_of(Purpose), nullable=False),
    Column("areas", ARRAY(Text), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped_private", LargeBinary, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("closed_until", TIME),
    Column("revoked_at", TIME),
    Index(
        "officer_key_one_active",
        "account_id",
        unique=True,
        postgresql_where=text("revoked_at IS NULL"),
    ),
)

confidential_session = Table(
    "confidential_session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False, index=True),
    Column("sealed_private", LargeBinary, nullable=False),
    Column("expires_at", TIME, nullable=False, index=True),
)
