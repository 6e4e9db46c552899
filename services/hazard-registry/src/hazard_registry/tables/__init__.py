"""The tables this service owns. A column is named exactly as the field it stores."""

from chassis.ddl import create_statements

from hazard_registry.tables.counters import hazard_counters, hazard_deltas
from hazard_registry.tables.criteria import criteria, standards
from hazard_registry.tables.facts import (
    enforcement_facts,
    extensions,
    hazard_photos,
    notices,
    progress_notes,
    reviews,
    stoppages,
    supervision_orders,
)
from hazard_registry.tables.hazards import hazards
from hazard_registry.tables.registers import areas, departments, units

FIRST = [
    "CREATE SEQUENCE hazard_number",
    *create_statements(
        areas,
        departments,
        units,
        standards,
        criteria,
        hazards,
        notices,
        progress_notes,
        extensions,
        reviews,
        supervision_orders,
        stoppages,
        hazard_photos,
        enforcement_facts,
        hazard_deltas,
        hazard_counters,
    ),
]

__all__ = [
    "FIRST",
    "areas",
    "criteria",
    "departments",
    "enforcement_facts",
    "extensions",
    "hazard_counters",
    "hazard_deltas",
    "hazard_photos",
    "hazards",
    "notices",
    "progress_notes",
    "reviews",
    "standards",
    "stoppages",
    "supervision_orders",
    "units",
]
