"""Everything beside a hazard's status, in one round trip."""

from datetime import date
from typing import Any, Protocol

from chassis.db import Session
from law.rules import NoRuleInForce, Rules, basis, load
from sqlalchemy import JSON, bindparam, text
from sqlalchemy import Uuid as UuidType

from hazard_registry.domain.hazard import Hazard


class Dated(Protocol):
    """What has the days whose law counts."""

    @property
    def submitted_on(self) -> date | None: ...

    @property
    def verified_on(self) -> date | None: ...


_TABLES = {
    "notices": "notices",
    "progress": "progress_notes",
    "extension_requests": "extensions",
    "reviews": "reviews",
    "orders": "supervision_orders",
    "stoppages": "stoppages",
    "photos": "hazard_photos",
    "enforcement": "enforcement_facts",
    "corrections": "corrections",
}
_ORDER = {"photos": "added_at, attachment_id", "enforcement": "case_id"}


# What a duplicate brought is shown with the hazard it was merged into.
CARRIED = ("photos", "enforcement")
# Other hazards beside this one: the column by which they name it.
RELATIVES = {"duplicates": "merged_into", "recurrences": "previous_id"}
RELATIVE = "id, number, status, channel, found_on"


def _list(name: str, table: str) -> str:
    order = _ORDER.get(name, "id")
    whose = "f.hazard_id = :id"
    if name in CARRIED:
        whose += " OR f.hazard_id IN (SELECT id FROM hazards WHERE merged_into = :id AND :all)"
    rows = f"FROM {table} f WHERE {whose}"
    return f"(SELECT coalesce(json_agg(f ORDER BY {order}), '[]') {rows}) AS {name}"


def _relatives(name: str, column: str) -> str:
    rows = f"(SELECT {RELATIVE} FROM hazards WHERE {column} = :id AND :all) f"  # noqa: S608
    return f"(SELECT coalesce(json_agg(f ORDER BY f.id), '[]') FROM {rows}) AS {name}"  # noqa: S608


_LISTS = ",\n".join(
    [
        *(_list(name, table) for name, table in _TABLES.items()),
        *(_relatives(name, column) for name, column in RELATIVES.items()),
    ]
)
_DETAIL = (
    text(f"SELECT (SELECT name FROM units WHERE id = :unit) AS unit_name,\n{_LISTS}")  # noqa: S608
    .bindparams(bindparam("id", type_=UuidType), bindparam("unit", type_=UuidType))
    .columns(**dict.fromkeys([*_TABLES, *RELATIVES], JSON))
)

# Which rule a computed date rests on, and the day whose law counts.
RULES = {
    "review_due_on": ("hazard.review_days", "submitted_on"),
    "notices_due_on": ("hazard.notice", "verified_on"),
    "closing_gate": ("hazard.review", "verified_on"),
    "extensions": ("hazard.extension", "verified_on"),
}


async def facts_of(tx: Session, hazard: Hazard, *, alone: bool = False) -> dict[str, Any]:
    """Load a hazard's facts and its unit's name.

    Alone, nothing of other hazards, and nothing of who put what right: it might tell a unit that
    somebody reported it.
    """
    asked = {"id": hazard.id, "unit": hazard.unit_id, "all": not alone}
    found = dict((await tx.execute(_DETAIL, asked)).one()._mapping)
    return found | ({"corrections": []} if alone else {})


async def basis_of(tx: Session, hazard: Hazard) -> dict[str, dict[str, Any]]:
    """State the rules behind the dates that were computed for this hazard."""
    return stated(await load(tx, *(code for code, _ in RULES.values())), hazard)


def stated(rules: Rules, hazard: Dated) -> dict[str, dict[str, Any]]:
    """State those of the rules that were in force on the days that count."""
    found = {}
    for name, (code, day) in RULES.items():
        on = getattr(hazard, day)
        if on is None:
            continue
        try:
            found[name] = basis(rules.in_force(code, on=on))
        except NoRuleInForce:
            continue
    return found
