"""Messages that leave the house."""

from sqlalchemy import Column, ForeignKey, Index, Integer, SmallInteger, Table, Text, Uuid

from hazard_registry.domain.outgoing import OutgoingKind, OutgoingStatus
from hazard_registry.tables.columns import Moment, hazard_column, id_column, metadata, one_of

outgoing_messages = Table(
    "outgoing_messages",
    metadata,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", one_of(OutgoingKind), nullable=False),
    hazard_column(),
    Column("notice_id", Uuid, ForeignKey("notices.id"), index=True),
    Column("recipient", Text),
    Column("phone", Text),
    Column("text", Text, nullable=False),
    Column("status", one_of(OutgoingStatus), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("next_try_at", Moment),
    Column("queued_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("delivered_at", Moment),
    Column("receipt", Text),
    Column("error", Text),
    Column("version", Integer, nullable=False),
)
Index(
    "outgoing_messages_due",
    outgoing_messages.c.next_try_at,
    postgresql_where=outgoing_messages.c.status == OutgoingStatus.WAITING.value,
)
