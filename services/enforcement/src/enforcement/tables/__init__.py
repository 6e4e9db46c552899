"""The tables this service owns. A column is named exactly as the field it stores."""

from enforcement.tables.ban import bans
from enforcement.tables.body import bodies, competences, matters, officers
from enforcement.tables.case import cases, numbers
from enforcement.tables.clue import clue_hazards, clues
from enforcement.tables.copies import hazards, units
from enforcement.tables.metadata import metadata
from enforcement.tables.plan import plan_milestones, plan_rows, plans, progress

__all__ = [
    "bans",
    "bodies",
    "cases",
    "clue_hazards",
    "clues",
    "competences",
    "hazards",
    "matters",
    "metadata",
    "numbers",
    "officers",
    "plan_milestones",
    "plan_rows",
    "plans",
    "progress",
    "units",
]
