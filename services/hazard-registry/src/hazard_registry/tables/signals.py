"""Monitoring: who sends, which devices, what they read, what that raised."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from hazard_registry.domain.signal import DeviceClass, KeyKind, RuleKind, Side
from hazard_registry.tables.columns import Moment, id_column, metadata, one_of, unit_column

signal_senders = Table(
    "signal_senders",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("key_kind", one_of(KeyKind), nullable=False),
    Column("public_key", Text),
    Column("key_number", Integer, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "sender"},
)

# Every batch that was taken in, so that none is taken twice; kept for the days of a repeat.
signal_batches = Table(
    "signal_batches",
    metadata,
    Column("sender_id", Uuid, ForeignKey("signal_senders.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("received_at", Moment, nullable=False, index=True),
)

devices = Table(
    "devices",
    metadata,
    id_column(),
    Column("sender_id", Uuid, ForeignKey("signal_senders.id"), nullable=False),
    Column("serial", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", one_of(DeviceClass), nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("place", Text),
    Column("online_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    UniqueConstraint("sender_id", "serial"),
    info={"what": "device"},
)

# When a device was last heard; apart from the device, whose version counts what people change.
device_heard = Table(
    "device_heard",
    metadata,
    Column("device_id", Uuid, ForeignKey("devices.id"), primary_key=True),
    Column("last_at", Moment, nullable=False, index=True),
)

signal_readings = Table(
    "signal_readings",
    metadata,
    Column("device_id", Uuid, ForeignKey("devices.id"), primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("value", Numeric, nullable=False),
    Column("judged", Boolean, nullable=False),
)
# Readings come in the order of time: a few pages of this index find the oldest.
Index("signal_readings_at", signal_readings.c.at, postgresql_using="brin")
Index(
    "signal_readings_new",
    signal_readings.c.at,
    postgresql_where=~signal_readings.c.judged,
)

alarm_rules = Table(
    "alarm_rules",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("kind", one_of(RuleKind), nullable=False),
    Column("device_kind", one_of(DeviceClass), nullable=False),
    Column("metric", Text),
    Column("side", one_of(Side)),
    Column("limit", Numeric(18, 6)),
    Column("seconds", Integer),
    Column("calm_seconds", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    info={"what": "alarm_rule"},
)

signal_watches = Table(
    "signal_watches",
    metadata,
    Column("device_id", Uuid, ForeignKey("devices.id"), primary_key=True),
    Column("rule_id", Uuid, ForeignKey("alarm_rules.id"), primary_key=True),
    Column("beyond_since", Moment),
    Column("calm_since", Moment),
    Column("last_at", Moment),
    Column("episode_id", Uuid),
)

episodes = Table(
    "episodes",
    metadata,
    id_column(),
    Column("device_id", Uuid, ForeignKey("devices.id"), nullable=False, index=True),
    Column("rule_id", Uuid, ForeignKey("alarm_rules.id"), nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("began_at", Moment, nullable=False),
    Column("peak", Numeric),
    Column("ended_at", Moment),
    Column("hazard_id", Uuid, ForeignKey("hazards.id")),
    Column("version", Integer, nullable=False),
    info={"what": "episode"},
)
# A device has at most one open episode by a rule.
Index(
    "episodes_open",
    episodes.c.device_id,
    episodes.c.rule_id,
    unique=True,
    postgresql_where=episodes.c.ended_at.is_(None),
)

watch_duties = Table(
    "watch_duties",
    metadata,
    id_column(),
    unit_column(),
    Column("kind", one_of(DeviceClass), nullable=False),
    Column("source", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    UniqueConstraint("unit_id", "kind"),
    info={"what": "watch_duty"},
)
