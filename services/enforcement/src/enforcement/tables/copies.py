"""What we keep of other services' things, from their events: units and hazards."""

from sqlalchemy import ARRAY, Column, Date, Table, Text, Uuid

from enforcement.tables.metadata import metadata

units = Table(
    "units",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("industry", Text),
    Column("department", Text),
)

hazards = Table(
    "hazards",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("unit_id", Uuid),
    Column("area", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("department", Text),
    Column("criteria", ARRAY(Text), nullable=False),
    Column("lead_id", Uuid),
    Column("due_on", Date),
    Column("verified_on", Date),
    Column("closed_on", Date),
)
