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
}
_ORDER = {"photos": "added_at, attachment_id", "enforcement": "case_id"}


def _list(name: str, table: str) -> str:
    order = _ORDER.get(name, "id")
    rows = f"FROM {table} f WHERE f.hazard_id = :id"
    return f"(SELECT coalesce(json_agg(f ORDER BY {order}), '[]') {rows}) AS {name}"


_LISTS = ",\n".join(_list(name, table) for name, table in _TABLES.items())
_DETAIL = (
    text(f"SELECT (SELECT name FROM units WHERE id = :unit) AS unit_name,\n{_LISTS}")  # noqa: S608
    .bindparams(bindparam("id", type_=UuidType), bindparam("unit", type_=UuidType))
    .columns(**dict.fromkeys(_TABLES, JSON))
)

# Which rule a computed date rests on, and the day whose law counts.
RULES = {
    "review_due_on": ("hazard.review_days", "submitted_on"),
    "notices_due_on": ("hazard.notice", "verified_on"),
    "closing_gate": ("hazard.review", "verified_on"),
    "extensions": ("hazard.extension", "verified_on"),
}


async def facts_of(tx: Session, hazard: Hazard) -> dict[str, Any]:
    """Load a hazard's facts and its unit's name."""
    row = (await tx.execute(_DETAIL, {"id": hazard.id, "unit": hazard.unit_id})).one()
    return dict(row._mapping)


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
