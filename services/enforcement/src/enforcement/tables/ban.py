"""Bans. A person is a keyed hash and a sealed name; the identity number itself is not kept."""

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, Table, Text, Uuid

from enforcement.tables.metadata import metadata

bans = Table(
    "bans",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_hash", LargeBinary, nullable=False, index=True),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("trade", Text),
    Column("from_on", Date, nullable=False, index=True),
    Column("until_on", Date),
    Column("ground", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id")),
    Column("body", Text, ForeignKey("bodies.code"), nullable=False),
    Column("area", Text, nullable=False),
    Column("imposed_by", Uuid, nullable=False),
    Column("lifted_on", Date),
    Column("lifted_because", Text),
    Column("version", Integer, nullable=False),
)
