"""How many of the units that must be watched are, in each class, against the plan's dates."""

from datetime import date
from typing import Any

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import percent
from law.rules import basis, in_force

from hazard_registry.store import signals as store

RULE = "monitoring.coverage"


async def coverage(
    tx: Session, *, sight: Sight, area: str | None, on: date
) -> list[dict[str, Any]]:
    """List every class in which some unit must be watched."""
    rule = await in_force(tx, RULE, on=on)
    found = await store.coverage(tx, sight=sight, area=area, on=on)
    stated = basis(rule, formula="100 × covered ÷ must")
    return [
        {
            "kind": kind,
            "must": must,
            "covered": covered,
            "rate": percent(covered, must),
            "target_on": target_of(rule.value, kind.value),
            "basis": stated,
        }
        for kind, (must, covered) in sorted(found.items())
    ]


def target_of(value: Any, kind: str) -> date | None:
    """By when the plan wants a class to be covered, if it says."""
    day = value["by"].get(kind)
    return date.fromisoformat(day) if day else None
