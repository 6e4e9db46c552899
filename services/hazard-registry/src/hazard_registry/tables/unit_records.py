"""What the register keeps beside a unit."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid

from hazard_registry.domain.unit_records import LicenceKind, PartnerKind, PostRole
from hazard_registry.tables.columns import Money, id_column, metadata, one_of, unit_column

licences = Table(
    "licences",
    metadata,
    id_column(),
    unit_column(),
    Column("kind", one_of(LicenceKind), nullable=False),
    Column("number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("needed", Boolean, nullable=False),
    Column("ended_on", Date),
    Column("lapsed_on", Date),
    Column("hazard_id", Uuid, ForeignKey("hazards.id")),
    Column("version", Integer, nullable=False),
    info={"what": "licence"},
)
Index(
    "licences_due",
    licences.c.valid_to,
    postgresql_where=licences.c.lapsed_on.is_(None) & licences.c.ended_on.is_(None),
)

insurances = Table(
    "insurances",
    metadata,
    id_column(),
    unit_column(),
    Column("insurer", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("amount", Money),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "insurance"},
)

partners = Table(
    "partners",
    metadata,
    id_column(),
    unit_column(),
    Column("kind", one_of(PartnerKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("partner_id", Uuid, ForeignKey("units.id")),
    Column("scope", Text, nullable=False),
    Column("began_on", Date, nullable=False),
    Column("agreement_on", Date),
    Column("checked_on", Date),
    Column("check_note", Text),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "partner"},
)

posts = Table(
    "posts",
    metadata,
    id_column(),
    unit_column(),
    Column("role", one_of(PostRole), nullable=False),
    Column("title", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("phone", Text),
    Column("duties", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "post"},
)
