"""The dated facts beside a hazard's status."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.domain.notice import Method, NoticeTo, Visit
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.tables.columns import (
    Moment,
    Money,
    hazard_column,
    id_column,
    metadata,
    one_of,
)

notices = Table(
    "notices",
    metadata,
    id_column(),
    hazard_column(),
    Column("to", one_of(NoticeTo), nullable=False),
    Column("recipient", Text),
    Column("phone", Text),
    Column("due_on", Date),
    Column("method", one_of(Method)),
    Column("document", Text),
    Column("sent_on", Date),
    Column("delivered_on", Date),
    Column("acknowledged_on", Date),
    Column("witness", Text),
    Column("proof", ARRAY(Uuid), nullable=False, server_default=text("'{}'::uuid[]")),
    Column("passed_on", Date),
    Column("followed_on", Date),
    Column("visit", one_of(Visit)),
    Column("visit_note", Text),
    Column("version", Integer, nullable=False),
    UniqueConstraint("hazard_id", "to"),
)

progress_notes = Table(
    "progress_notes",
    metadata,
    id_column(),
    hazard_column(),
    Column("percent", SmallInteger, nullable=False),
    Column("funds_used", Money),
    Column("note", Text, nullable=False),
    Column("noted_by", Uuid, nullable=False),
    Column("noted_at", Moment, nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    id_column(),
    hazard_column(),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("granted", Boolean),
    Column("decided_by", Uuid),
    Column("decided_at", Moment),
    Column("decision", Text),
)

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    hazard_column(),
    Column("reviewer", Uuid),
    Column("reviewer_name", Text),
    Column("department", Text),
    Column("visited_on", Date, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("reviewed_at", Moment, nullable=False),
)

supervision_orders = Table(
    "supervision_orders",
    metadata,
    id_column(),
    hazard_column(),
    Column("level", one_of(OrderLevel), nullable=False),
    Column("number", Text, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("opinion", Text),
    Column("reply", Text),
    Column("replied_on", Date),
    Column("lifted_on", Date),
    Column("lift_reason", Text),
    Column("year", SmallInteger),
    Column("serial", Integer),
    Column("published_on", Date),
    Column("publication", Text),
    Column("exposed_on", Date),
    Column("exposure", Text),
    Column("issued_by", Uuid, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("level", "year", "serial"),
)

stoppages = Table(
    "stoppages",
    metadata,
    id_column(),
    hazard_column(),
    Column("scope", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("stopped_on", Date, nullable=False),
    Column("stopped_by", Uuid, nullable=False),
    Column("application", Text),
    Column("applied_on", Date),
    Column("applied_by", Uuid),
    Column("review_due_on", Date),
    Column("opinion", Text),
    Column("resumed_on", Date),
    Column("resumed_by", Uuid),
)

hazard_photos = Table(
    "hazard_photos",
    metadata,
    Column("hazard_id", Uuid, ForeignKey("hazards.id"), primary_key=True),
    Column("attachment_id", Uuid, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("added_by", Uuid),
    Column("added_at", Moment, nullable=False),
)

# What enforcement did about a hazard, as its events told it: one row a case and hazard.
enforcement_facts = Table(
    "enforcement_facts",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("hazard_id", Uuid, primary_key=True, index=True),
    Column("clue_id", Uuid, nullable=False),
    Column("department", Text, nullable=False),
    Column("filed_on", Date),
    Column("decided_on", Date),
    Column("outcome", Text),
    Column("fine", Money),
    Column("transferred_on", Date),
    Column("closed_on", Date),
)
