"""Risk points, their gradings and their checks."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from hazard_registry.domain.risk import ControlLevel, DirectReason, Method
from hazard_registry.domain.unit import Colour
from hazard_registry.tables.columns import id_column, metadata, one_of, unit_column


def _graded() -> list[Column[object]]:
    return [
        Column("method", one_of(Method), nullable=False),
        Column("factors", JSONB, nullable=False),
        Column("direct_reasons", ARRAY(one_of(DirectReason)), nullable=False),
        Column("score", Numeric),
        Column("colour", one_of(Colour), nullable=False),
        Column("basis", JSONB, nullable=False),
        Column("graded_on", Date, nullable=False),
    ]


risk_points = Table(
    "risk_points",
    metadata,
    id_column(),
    unit_column(),
    Column("name", Text, nullable=False),
    Column("place", Text),
    Column("consequences", Text, nullable=False),
    Column("control_level", one_of(ControlLevel), nullable=False),
    Column("responsible", Text, nullable=False),
    Column("engineering", Text),
    Column("technical", Text),
    Column("people", Text),
    Column("management", Text),
    *_graded(),
    Column("check_days", Integer, nullable=False),
    Column("check_basis", JSONB, nullable=False),
    Column("last_checked_on", Date),
    Column("next_check_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    info={"what": "risk_point"},
)
Index("risk_points_next", risk_points.c.next_check_on)

risk_gradings = Table(
    "risk_gradings",
    metadata,
    id_column(),
    Column("risk_point_id", Uuid, ForeignKey("risk_points.id"), nullable=False, index=True),
    *_graded(),
    Column("graded_by", Uuid, nullable=False),
    Column("why", Text),
)

risk_checks = Table(
    "risk_checks",
    metadata,
    id_column(),
    Column("risk_point_id", Uuid, ForeignKey("risk_points.id"), nullable=False, index=True),
    unit_column(),
    Column("checked_on", Date, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("checked_by", Uuid, nullable=False),
    Column("hazard_id", Uuid, ForeignKey("hazards.id")),
)
