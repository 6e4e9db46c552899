"""The tables this service owns. A column is named exactly as the field it stores."""

from hazard_registry.tables.columns import metadata
from hazard_registry.tables.corrections import corrections
from hazard_registry.tables.counters import (
    hazard_counters,
    hazard_deltas,
    hazard_marks,
    hazard_problems,
    hazard_rollups,
)
from hazard_registry.tables.criteria import criteria, standards
from hazard_registry.tables.enforcement_news import enforcement_news
from hazard_registry.tables.escalations import escalations, order_letters
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
from hazard_registry.tables.hand_overs import hand_overs
from hazard_registry.tables.hazards import hazards
from hazard_registry.tables.jobs import job_progress, jobs
from hazard_registry.tables.matters import matter_links, matters
from hazard_registry.tables.outgoing import outgoing_messages
from hazard_registry.tables.registers import areas, departments, units

__all__ = [
    "areas",
    "corrections",
    "criteria",
    "departments",
    "enforcement_facts",
    "enforcement_news",
    "escalations",
    "extensions",
    "hand_overs",
    "hazard_counters",
    "hazard_deltas",
    "hazard_marks",
    "hazard_photos",
    "hazard_problems",
    "hazard_rollups",
    "hazards",
    "job_progress",
    "jobs",
    "matter_links",
    "matters",
    "metadata",
    "notices",
    "order_letters",
    "outgoing_messages",
    "progress_notes",
    "reviews",
    "standards",
    "stoppages",
    "supervision_orders",
    "units",
]
