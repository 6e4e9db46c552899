"""The tables this service owns. A column is named exactly as the field it stores."""

from hazard_registry.tables.checks import (
    checklist_items,
    checklists,
    self_check_answers,
    self_checks,
)
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
from hazard_registry.tables.eliminations import elimination_kinds, eliminations, record_files
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
from hazard_registry.tables.norms import norm_evaluations, norms
from hazard_registry.tables.outgoing import outgoing_messages
from hazard_registry.tables.registers import areas, departments, units
from hazard_registry.tables.risk import risk_checks, risk_gradings, risk_points
from hazard_registry.tables.signals import (
    alarm_rules,
    device_heard,
    devices,
    episodes,
    signal_batches,
    signal_readings,
    signal_senders,
    signal_watches,
    watch_duties,
)
from hazard_registry.tables.source_control import admission_rules, admissions, consultations
from hazard_registry.tables.standing import assessments, demonstrations, expenses, standardisations
from hazard_registry.tables.unit_records import insurances, licences, partners, posts
from hazard_registry.tables.works import budget_lines, campaigns, inventory_items, projects

__all__ = [
    "admission_rules",
    "admissions",
    "alarm_rules",
    "areas",
    "assessments",
    "budget_lines",
    "campaigns",
    "checklist_items",
    "checklists",
    "consultations",
    "corrections",
    "criteria",
    "demonstrations",
    "departments",
    "device_heard",
    "devices",
    "elimination_kinds",
    "eliminations",
    "enforcement_facts",
    "enforcement_news",
    "episodes",
    "escalations",
    "expenses",
    "extensions",
    "hand_overs",
    "hazard_counters",
    "hazard_deltas",
    "hazard_marks",
    "hazard_photos",
    "hazard_problems",
    "hazard_rollups",
    "hazards",
    "insurances",
    "inventory_items",
    "job_progress",
    "jobs",
    "licences",
    "matter_links",
    "matters",
    "metadata",
    "norm_evaluations",
    "norms",
    "notices",
    "order_letters",
    "outgoing_messages",
    "partners",
    "posts",
    "progress_notes",
    "projects",
    "record_files",
    "reviews",
    "risk_checks",
    "risk_gradings",
    "risk_points",
    "self_check_answers",
    "self_checks",
    "signal_batches",
    "signal_readings",
    "signal_senders",
    "signal_watches",
    "standardisations",
    "standards",
    "stoppages",
    "supervision_orders",
    "units",
    "watch_duties",
]
