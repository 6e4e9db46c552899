"""Proposals to escalate, and the serial numbers of our own letters."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
)

from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.tables.columns import hazard_column, id_column, metadata, one_of

escalations = Table(
    "escalations",
    metadata,
    id_column(),
    hazard_column(),
    Column("from_level", one_of(OrderLevel)),
    Column("to_level", one_of(OrderLevel), nullable=False),
    Column("days_overdue", Integer, nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("signed", Boolean),
    Column("decided_by", Uuid),
    Column("decided_on", Date),
    Column("reason", Text),
    Column("order_id", Uuid, ForeignKey("supervision_orders.id")),
)
# At most one waits for a signature.
Index(
    "escalations_waiting",
    escalations.c.hazard_id,
    unique=True,
    postgresql_where=escalations.c.signed.is_(None),
)

# The last number taken, by issuing level and year: who takes the next one waits for its row.
order_letters = Table(
    "order_letters",
    metadata,
    Column("level", one_of(OrderLevel), primary_key=True),
    Column("year", SmallInteger, primary_key=True),
    Column("last", Integer, nullable=False),
)
