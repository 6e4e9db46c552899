"""The tables this service owns. A column is named exactly as the field it stores."""

from chassis.ddl import create_statements

from enforcement.tables.ban import bans
from enforcement.tables.body import bodies, competences, matters, officers
from enforcement.tables.case import cases, numbers
from enforcement.tables.clue import clue_hazards, clues
from enforcement.tables.copies import hazards, units

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

__all__ = [
    "FIRST",
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
    "units",
]
