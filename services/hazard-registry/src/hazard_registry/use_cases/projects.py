"""Projects as they are shown: how late, and whether their safety cost is what the rule asks."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from chassis.db import Session
from law.rules import NoRuleInForce, Rules, basis, load

from hazard_registry.domain.project import Project
from hazard_registry.store import areas
from hazard_registry.use_cases.project_lists import COLUMNS, KINDS, WORKS
from hazard_registry.use_cases.working_figures import SAFETY_COST, rates_of

_TEN_THOUSAND = 10_000


async def rules(tx: Session) -> Rules:
    return await load(tx, SAFETY_COST)


def shown(project: Project, rules_: Rules, *, on: date) -> dict[str, Any]:
    """With its delay, and the least safety cost by the rule of the day it begins."""
    judged = _judged(project, rules_, on=project.starts_on or on)
    return asdict(project) | judged | {"delay_days": project.delay(on)}


def _judged(project: Project, rules_: Rules, *, on: date) -> dict[str, Any]:
    nothing = {"least_safety_cost": None, "safety_cost_short": None, "basis": None}
    try:
        rule = rules_.in_force(SAFETY_COST, on=on)
    except NoRuleInForce:
        return nothing
    rate = rates_of(rule).get(project.works or "")
    least = project.least_safety_cost(rate) if rate is not None else None
    if rate is None or least is None:
        return nothing
    short = project.safety_cost < least if project.safety_cost is not None else None
    working = {"cost": project.cost, "rate_percent": rate}
    stated = basis(rule, formula="cost × rate ÷ 100", working=working)
    return {"least_safety_cost": least, "safety_cost_short": short, "basis": stated}


async def cells(tx: Session, found: Sequence[Project], *, on: date) -> AsyncIterator[list[object]]:
    """Rows of the list of projects, as it is imported."""
    villages = {code: name for name, code in (await areas.named(tx)).items()}
    departments = {d.code: d.name for d in await areas.all_departments(tx)}
    kinds = {kind: label for label, kind in KINDS.items()}
    works = {kind: label for label, kind in WORKS.items()}
    for one in found:
        named: dict[str, object] = {
            "kind": kinds[one.kind],
            "area": villages.get(one.area, one.area),
            "department": departments.get(one.department, one.department),
            "works": works[one.works] if one.works else None,
        }
        named |= {
            money: amount / _TEN_THOUSAND
            for money in ("cost", "safety_cost", "spent")
            if (amount := getattr(one, money)) is not None
        }
        row = [named.get(c.key, getattr(one, c.key)) for c in COLUMNS]
        yield [*row, one.percent, one.delay(on)]
