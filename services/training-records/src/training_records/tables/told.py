"""What others were told already, so that each lapse and each window is told once."""

from contracts.codes import BanScope
from sqlalchemy import Column, Date, DateTime, ForeignKey, Table, Text, Uuid

from training_records.tables.columns import metadata, one_of

told_lapsed = Table(
    "told_lapsed",
    metadata,
    Column("certificate_id", Uuid, ForeignKey("certificate.id"), primary_key=True),
    Column("unit_id", Uuid, primary_key=True),
    Column("lapsed_on", Date, primary_key=True),
    Column("told_at", DateTime(timezone=True), nullable=False),
)

told_expiring = Table(
    "told_expiring",
    metadata,
    Column("certificate_id", Uuid, ForeignKey("certificate.id"), primary_key=True),
    Column("action", Text, primary_key=True),
    Column("due_on", Date, primary_key=True),
    Column("told_at", DateTime(timezone=True), nullable=False),
)

# Who may head no unit (安全生产法 art. 94, 113). The event names nobody; principals come later.
ban = Table(
    "ban",
    metadata,
    Column("ban_id", Uuid, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    one_of("scope", BanScope),
)
