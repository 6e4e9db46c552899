"""The four norms and their evaluations."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.domain.checklist import Edition
from hazard_registry.domain.norm import NormKind
from hazard_registry.domain.unit import Sector
from hazard_registry.tables.columns import id_column, metadata, one_of

norms = Table(
    "norms",
    metadata,
    id_column(),
    Column("series", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("edition", Text, nullable=False),
    Column("kind", one_of(NormKind), nullable=False),
    Column("sector", one_of(Sector)),
    Column("title", Text, nullable=False),
    Column("document", Uuid),
    Column("status", one_of(Edition), nullable=False),
    Column("published_on", Date),
    Column("retired_on", Date),
    Column("answers", ARRAY(Uuid), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("series", "number"),
    info={"what": "norm"},
)

norm_evaluations = Table(
    "norm_evaluations",
    metadata,
    id_column(),
    Column("norm_id", Uuid, ForeignKey("norms.id"), nullable=False, index=True),
    Column("evaluated_on", Date, nullable=False),
    Column("score", Integer, nullable=False),
    Column("effect", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("evaluated_by", Uuid, nullable=False),
)
