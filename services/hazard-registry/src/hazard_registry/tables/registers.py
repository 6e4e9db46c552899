"""Areas, departments and units."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.domain.area import AreaLevel, SafetyRole
from hazard_registry.domain.unit import Colour, Crs, IdType, KeyGroup, PlaceKind, Sector, Size
from hazard_registry.tables.columns import metadata, one_of

areas = Table(
    "areas",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", one_of(AreaLevel), nullable=False),
    Column("parent", Text, ForeignKey("areas.code"), index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("letters", Text),
    Column("version", Integer, nullable=False),
)

departments = Table(
    "departments",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("safety_role", one_of(SafetyRole), nullable=False),
    Column("leader", Text),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("id_type", one_of(IdType), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    # The C collation lets one index serve both equality and the prefix of a subtree.
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("address", Text),
    Column("longitude", Numeric(11, 8)),
    Column("latitude", Numeric(11, 8)),
    Column("crs", one_of(Crs)),
    Column("industry", Text),
    Column("sector", one_of(Sector)),
    Column("department", Text, ForeignKey("departments.code")),
    Column("size", one_of(Size)),
    Column("key_groups", ARRAY(one_of(KeyGroup)), nullable=False, server_default="{}"),
    Column("place_kinds", ARRAY(one_of(PlaceKind)), nullable=False, server_default="{}"),
    Column("employees", Integer),
    Column("dispatched_employees", Integer),
    Column("contracted_employees", Integer),
    Column("flexible_employees", Integer),
    Column("interns", Integer),
    Column("legal_representative", Text),
    Column("legal_representative_phone", Text),
    Column("principal", Text),
    Column("principal_phone", Text),
    Column("actual_controller", Text),
    Column("actual_controller_phone", Text),
    Column("training_high_risk", Boolean, nullable=False),
    Column("assessment_high_risk", Boolean, nullable=False),
    Column("drill_high_risk", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("colour", one_of(Colour)),
    Column("merged_into", Uuid, ForeignKey("units.id")),
    Column("version", Integer, nullable=False),
    UniqueConstraint("id_type", "code"),
)
