"""People and where they work. No number of a person stands here in the clear."""

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
    true,
)

from training_records.domain.employment import Kind
from training_records.domain.regime import Regime
from training_records.tables.columns import metadata, one_of, sealed

# One row: which look-up key the digests were made with. Another key would find nobody.
deployment = Table(
    "deployment",
    metadata,
    Column("singleton", Boolean, primary_key=True, server_default=true()),
    Column("look_up_fingerprint", LargeBinary, nullable=False),
    CheckConstraint("singleton", name="one_row"),
)

person = Table(
    "person",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    *sealed("identity"),
    *sealed("phone", nullable=True),
    Column("account_id", Uuid),
    Column("registered_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Index("person_identity_digest_key", "identity_digest", unique=True),
    Index("person_account_id_key", "account_id", unique=True),
    Index(None, "name"),
)

employment = Table(
    "employment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, ForeignKey("person.id"), nullable=False),
    Column("unit_id", Uuid, ForeignKey("known_unit.unit_id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date),
    Column("version", Integer, nullable=False),
    one_of("kind", Kind),
    CheckConstraint("to_on IS NULL OR from_on <= to_on", name="period"),
    Index(None, "person_id", "unit_id"),
    Index(None, "unit_id", "id"),
)

employment_need = Table(
    "employment_need",
    metadata,
    Column("employment_id", Uuid, ForeignKey("employment.id"), primary_key=True),
    Column("regime", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    one_of("regime", Regime),
)
