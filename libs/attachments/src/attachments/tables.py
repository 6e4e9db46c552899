"""The table of attachments. The bytes lie in files named by their digest."""

from chassis.db import NAMING
from chassis.ddl import create_statements
from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = MetaData(naming_convention=NAMING)

attachment = Table(
    "attachment",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("kind IN ('photo', 'sound', 'video', 'document')", name="kind"),
    CheckConstraint("size > 0", name="size"),
)

ATTACHMENTS_DDL: list[str] = create_statements(attachment)
