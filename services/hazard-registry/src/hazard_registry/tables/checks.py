"""Checklists and the checks that units make by them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from hazard_registry.domain.checklist import ChecklistLevel, Edition
from hazard_registry.domain.self_check import Frequency
from hazard_registry.domain.unit import Sector
from hazard_registry.tables.columns import id_column, metadata, one_of, unit_column

checklists = Table(
    "checklists",
    metadata,
    id_column(),
    Column("series", Uuid, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("level", one_of(ChecklistLevel), nullable=False),
    Column("sector", one_of(Sector)),
    Column("status", one_of(Edition), nullable=False),
    Column("published_on", Date),
    Column("retired_on", Date),
    Column("retire_reason", Text),
    Column("version", Integer, nullable=False),
    UniqueConstraint("series", "edition"),
    info={"what": "checklist"},
)
# At most one edition of a template is in use.
Index(
    "checklists_in_use",
    checklists.c.series,
    unique=True,
    postgresql_where=checklists.c.status == "published",
)

checklist_items = Table(
    "checklist_items",
    metadata,
    id_column(),
    Column("checklist_id", Uuid, ForeignKey("checklists.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("criterion", Text, ForeignKey("criteria.code")),
    Column("article", Text),
)

self_checks = Table(
    "self_checks",
    metadata,
    id_column(),
    unit_column(),
    Column("period", Text, nullable=False),
    Column("frequency", one_of(Frequency), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("basis", JSONB, nullable=False),
    Column("checklist_id", Uuid, ForeignKey("checklists.id")),
    Column("led_by", Text),
    Column("led_by_principal", Boolean, nullable=False),
    Column("items", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("done_on", Date),
    Column("done_by", Uuid),
    Column("overdue_on", Date),
    Column("version", Integer, nullable=False),
    UniqueConstraint("unit_id", "period"),
    info={"what": "self_check"},
)
Index(
    "self_checks_due",
    self_checks.c.due_on,
    postgresql_where=self_checks.c.done_on.is_(None) & self_checks.c.overdue_on.is_(None),
)

self_check_answers = Table(
    "self_check_answers",
    metadata,
    Column("self_check_id", Uuid, ForeignKey("self_checks.id"), primary_key=True),
    Column("item_id", Uuid, ForeignKey("checklist_items.id"), primary_key=True, index=True),
    Column("passed", Boolean, nullable=False),
    Column("note", Text),
    Column("hazard_id", Uuid, ForeignKey("hazards.id")),
)
