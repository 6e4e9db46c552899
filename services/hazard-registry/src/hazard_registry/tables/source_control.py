"""The banned and restricted catalogue, decisions by it, consultations on plans."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from hazard_registry.domain.source_control import Outcome, Restriction
from hazard_registry.tables.columns import id_column, metadata, one_of

admission_rules = Table(
    "admission_rules",
    metadata,
    id_column(),
    Column("industry", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False),
    Column("restriction", one_of(Restriction), nullable=False),
    Column("conditions", Text),
    Column("source", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "admission_rule"},
)

admissions = Table(
    "admissions",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("department", Text, ForeignKey("departments.code")),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("industry", Text, nullable=False),
    Column("outcome", one_of(Outcome), nullable=False),
    Column("conditions", Text),
    Column("reason", Text, nullable=False),
    Column("matched", ARRAY(Uuid), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("decided_by", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    info={"what": "admission"},
)

consultations = Table(
    "consultations",
    metadata,
    id_column(),
    Column("title", Text, nullable=False),
    Column("planner", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("department", Text, ForeignKey("departments.code")),
    Column("received_on", Date, nullable=False),
    Column("spatial_planning", Text),
    Column("disaster_survey", Text),
    Column("risks", Text),
    Column("heard", JSONB, nullable=False),
    Column("outcome", one_of(Outcome)),
    Column("opinion", Text),
    Column("conditions", Text),
    Column("concluded_on", Date),
    Column("met_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "consultation"},
)
