"""The tables this service owns. A column is named exactly as the field it stores."""

from chassis.ddl import create_statements

from enforcement.tables.ban import bans
from enforcement.tables.body import bodies, competences, matters, officers
from enforcement.tables.case import cases, numbers
from enforcement.tables.clue import clue_hazards, clues
from enforcement.tables.copies import hazards, units
from enforcement.tables.plan import plan_milestones, plan_rows, plans, progress

FIRST: list[str] = create_statements(
    bodies,
    officers,
    matters,
    competences,
    units,
    hazards,
    clues,
    clue_hazards,
    cases,
    numbers,
    bans,
)
PLAN: list[str] = create_statements(plans, plan_rows, plan_milestones, progress)

__all__ = [
    "FIRST",
    "PLAN",
    "bans",
    "bodies",
    "cases",
    "clue_hazards",
    "clues",
    "competences",
    "hazards",
    "matters",
    "numbers",
    "officers",
    "plan_milestones",
    "plan_rows",
    "plans",
    "progress",
    "units",
]
