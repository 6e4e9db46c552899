"""What the rules in force make of a fine, of concealed deaths, or of neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chassis.db import Session
from law.rules import NoRuleInForce, Rule, basis, in_force

from reporting_whistleblower.domain import amount
from reporting_whistleblower.domain.amount import AccidentGrade, Amount
from reporting_whistleblower.domain.refusals import NoRewardDue
from reporting_whistleblower.domain.report import Category
from reporting_whistleblower.domain.reward import Kind

BY_FINE = frozenset({Category.MAJOR_HAZARD, Category.ILLEGAL_OPERATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A sum with the law and the working behind it."""

    kind: Kind
    yuan: Decimal
    basis: Mapping[str, Any]
    rules: tuple[tuple[str, int], ...]


async def for_fine(
    tx: Session, *, category: Category, fine: Decimal, employee: bool, on: date
) -> Computed:
    """15 % of the fine within bounds; without a fine the flat sum of the local rule.

    Raise `NoRewardDue` where no rule gives anything.
    """
    if category not in BY_FINE:
        raise NoRewardDue(reason="category")
    if fine <= 0:
        return await _flat(tx, category=category, on=on)
    rule = await in_force(tx, "reward.fine_share", on=on)
    cap = rule.number("cap")
    found = amount.from_fine(fine, rate=rule.number("rate"), floor=rule.number("floor"), cap=cap)
    working = {"fine": fine, "rate": rule.number("rate")}
    return await _uplifted(
        tx, found, rule, kind=Kind.FINE, cap=cap, working=working, employee=employee, on=on
    )


async def for_deaths(
    tx: Session, *, grade: AccidentGrade, deaths: int, employee: bool, on: date
) -> Computed:
    """So much for each concealed death, by the accident's final grade."""
    rule = await in_force(tx, "reward.concealed_deaths", on=on)
    cap, per_person = rule.number("cap"), rule.number("per_person", grade.value)
    found = amount.from_deaths(deaths, per_person=per_person, cap=cap)
    working = {"grade": grade.value, "deaths": deaths, "per_person": per_person}
    return await _uplifted(
        tx, found, rule, kind=Kind.DEATHS, cap=cap, working=working, employee=employee, on=on
    )


async def _flat(tx: Session, *, category: Category, on: date) -> Computed:
    if category is not Category.MAJOR_HAZARD:
        raise NoRewardDue(reason="no_fine")
    try:
        rule = await in_force(tx, "reward.flat", on=on)
    except NoRuleInForce as error:
        raise NoRewardDue(reason="no_fine") from error
    found = amount.flat(rule.number("amount"))
    return Computed(
        kind=Kind.FLAT,
        yuan=found.yuan,
        basis=basis(rule, formula=found.formula),
        rules=((rule.code, rule.version),),
    )


async def _uplifted(
    tx: Session,
    found: Amount,
    rule: Rule,
    *,
    kind: Kind,
    cap: Decimal,
    working: Mapping[str, object],
    employee: bool,
    on: date,
) -> Computed:
    """Add the employee's share where the office has put such a rule in force."""
    rules = [rule]
    if employee:
        try:
            uplift = await in_force(tx, "reward.employee_uplift", on=on)
        except NoRuleInForce:
            pass  # a sample that nobody confirmed is off
        else:
            rules.append(uplift)
            found = amount.uplifted(found, share=uplift.number("share"), cap=cap)
    stated = basis(rule, formula=found.formula, working=working)
    if len(rules) > 1:
        stated["with"] = basis(rules[1])
        stated["provisional"] = stated["provisional"] or rules[1].provisional
    return Computed(
        kind=kind, yuan=found.yuan, basis=stated, rules=tuple((r.code, r.version) for r in rules)
    )
