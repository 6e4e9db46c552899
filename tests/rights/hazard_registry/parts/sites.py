"""What units have beside their entry in the register: whose it is, and what tells of it."""

from itertools import chain
from typing import Any

from chassis.db import Session
from hazard_registry.permissions.sites import ROWS
from sqlalchemy import text

from tests.rights.things import Place, Thing

# kind → its table and the columns that hold texts; each belongs to the unit its `unit_id` names
OF_UNITS = {
    "licence": ("licences", "number issuer"),
    "insurance": ("insurances", "insurer policy"),
    "partner": ("partners", "name scope check_note"),
    "post": ("posts", "title holder duties"),
    "self_check": ("self_checks", "led_by"),
    "watch_duty": ("watch_duties", "source"),
    "standardisation": ("standardisations", "certificate issuer"),
    "assessment": ("assessments", "note"),
    "expense": ("expenses", ""),
    "risk_point": ("risk_points", "name place consequences responsible"),
}
# The same for what has an area of its own, and perhaps a unit.
PLACED = {
    "sender": ("signal_senders", "name"),
    "device": ("devices", "name place"),
    "episode": ("episodes", ""),
    "demonstration": ("demonstrations", "name recognised_by"),
    "admission": ("admissions", "name reason conditions"),
    "consultation": ("consultations", "title planner opinion conditions risks"),
    "elimination": ("eliminations", "held_by"),
}
TEXTS = {kind: kept for kind, kept in {**OF_UNITS, **PLACED}.items() if kept[1]}
KINDS = {f"{kind}_id": kind for kind in {**OF_UNITS, **PLACED}}
# What is written by hand, and some of the rest to be seen with marks by everybody; all other lists,
# details and records come from one piece of code.
OWN = {
    "list_licences",
    "get_licence",
    "list_devices",
    "list_risk_map",
    "list_risk_colours",
    "list_of_unit",
    "list_of_risk_point",
    "list_coverage",
    "list_readings",
    "list_elimination_shares",
    "get_profile",
    "add_risk_point",
    "change_risk_point",
    "add_sender",
    "add_standardisation",
    "add_elimination",
    "add_expense",
}
ALIKE = {
    name
    for name in ROWS
    if name.startswith(("list_", "get_", "add_", "change_")) or name.endswith("_history")
} - OWN
THREE = ("check", "hazard", "rectification")
# Templates are read by everybody who is signed in.
FREE = {
    "checklist_id",
    "alarm_rule_id",
    "elimination_kind_id",
    "admission_rule_id",
    "norm_id",
    "number",
    "list_name",
}
SHOWS = {"list_risk_map", "list_licences", "get_licence", "list_devices"}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "list_of_unit": [{"list_name": name} for name in THREE],
    "list_of_risk_point": [{"list_name": name} for name in THREE],
    "list_licences": [{"limit": 200}, {"lapsed": "true"}],
    "list_self_checks": [{"limit": 200}, {"done": "true"}],
    "list_risk_points": [{"limit": 200}, {"colour": "red"}],
    "list_risk_map": [{"limit": 200}],
    "list_partners": [{"limit": 200}],
    "list_posts": [{"limit": 200}],
}


async def things(tx: Session) -> list[Thing]:
    own = [await of_units(tx, kind, table) for kind, (table, _) in OF_UNITS.items()]
    placed = [await of_areas(tx, kind, table) for kind, (table, _) in PLACED.items()]
    return list(chain.from_iterable([*own, *placed]))


async def of_areas(tx: Session, kind: str, table: str) -> list[Thing]:
    """Everything of a kind that stands in an area of its own."""
    rows = await tx.execute(text(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608
    return [
        Thing(
            kind,
            {f"{kind}_id": row.id},
            row.id,
            (_place(row),),
        )
        for row in rows
    ]


async def of_units(tx: Session, kind: str, table: str) -> list[Thing]:
    """Everything of a kind that belongs to units."""
    rows = await tx.execute(
        text(
            f"""
            SELECT t.id, t.unit_id, u.area, u.department FROM {table} t
            JOIN units u ON u.id = t.unit_id ORDER BY t.id
            """  # noqa: S608 - names of our own tables
        )
    )
    return [
        Thing(
            kind,
            {f"{kind}_id": row.id},
            row.id,
            (Place(row.area, frozenset({row.department} - {None}), row.unit_id),),
        )
        for row in rows
    ]


def _place(row: Any) -> Place:
    departments = frozenset({getattr(row, "department", None)} - {None})
    return Place(row.area, departments, getattr(row, "unit_id", None))
