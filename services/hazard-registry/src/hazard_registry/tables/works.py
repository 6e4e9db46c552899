"""Projects, inventories, campaigns and budgets."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from hazard_registry.domain.budget import Source
from hazard_registry.domain.inventory import InventoryKind
from hazard_registry.domain.project import ProjectKind, Works
from hazard_registry.tables.columns import Money, id_column, metadata, one_of

projects = Table(
    "projects",
    metadata,
    id_column(),
    Column("number", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", one_of(ProjectKind), nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("department", Text, ForeignKey("departments.code"), nullable=False),
    Column("source", Text),
    Column("works", one_of(Works)),
    Column("cost", Money),
    Column("safety_cost", Money),
    Column("spent", Money, nullable=False),
    Column("starts_on", Date),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    Column("percent", SmallInteger, nullable=False),
    Column("milestones", JSONB, nullable=False),
    # The earliest day on which something of it falls due; drawn from the fields above.
    Column("next_due_on", Date),
    Column("note", Text),
    Column("version", Integer, nullable=False),
    CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
)

inventory_items = Table(
    "inventory_items",
    metadata,
    id_column(),
    Column("kind", one_of(InventoryKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False),
    Column("known_on", Date, nullable=False),
    Column("project_id", Uuid, ForeignKey("projects.id"), index=True),
    Column("treated_on", Date),
    Column("evidence", Text),
    Column("version", Integer, nullable=False),
    Index("inventory_items_of", "kind", "area"),
)

campaigns = Table(
    "campaigns",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("area", Text(collation="C"), nullable=False, index=True),
    Column("department", Text, ForeignKey("departments.code"), nullable=False),
    Column("sector", Text),
    Column("scope", Text, nullable=False),
    Column("begins_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("result", Text),
    Column("finished_on", Date),
    Column("version", Integer, nullable=False),
)

budget_lines = Table(
    "budget_lines",
    metadata,
    id_column(),
    Column("year", Integer, nullable=False),
    Column("source", one_of(Source), nullable=False),
    Column("area", Text(collation="C"), nullable=False),
    Column("department", Text, ForeignKey("departments.code"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("planned", Money, nullable=False),
    Column("spent", Money, nullable=False),
    Column("project_id", Uuid, ForeignKey("projects.id"), index=True),
    Column("hazard_id", Uuid, ForeignKey("hazards.id"), index=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("0 <= spent AND spent <= planned", name="spent"),
    Index("budget_lines_of", "year", "area"),
)
