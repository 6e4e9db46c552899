"""What the rules in force make of a fine, of concealed deaths, or of neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from chassis.db import Session
from law.rules import NoRuleInForce, Rule, basis, in_force

from reporting_whistleblower.domain import amount
from reporting_whistleblower.domain.amount import AccidentGrade, Amount, Sector
from reporting_whistleblower.domain.refusals import NoRewardDue
from reporting_whistleblower.domain.report import Category
from reporting_whistleblower.domain.reward import Kind

BY_FINE: Final = frozenset({Category.MAJOR_HAZARD, Category.ILLEGAL_OPERATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reward is reckoned from. `on` is the day of the act: when the report came in."""

    category: Category
    on: date
    employee: bool = False
    fine: Decimal = Decimal(0)
    grade: AccidentGrade | None = None
    deaths: int | None = None
    sector: Sector | None = None
    had_this_month: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A sum with the law and the working behind it."""

    kind: Kind
    yuan: Decimal
    basis: Mapping[str, Any]
    rules: tuple[tuple[str, int], ...]


async def reckon(tx: Session, facts: Facts) -> Computed:
    """Apply the rules of the day of the act. Raise `NoRewardDue` where none gives anything.

    A sector's own local rule prevails while it is in force (安监总财〔2018〕19号 art. 2); after its
    last day the general rules apply, and the working says so.
    """
    if facts.grade is not None and facts.deaths is not None:
        return await _for_deaths(tx, facts, grade=facts.grade, deaths=facts.deaths)
    if facts.sector is None:
        return await _general(tx, facts)
    code = f"reward.local.{facts.sector.value}"
    local = await _found(tx, code, on=facts.on)
    if local is not None:
        return _flat(local)
    general = await _general(tx, facts)
    return Computed(
        kind=general.kind,
        yuan=general.yuan,
        basis={**general.basis, "not_in_force": {"rule": code, "on": facts.on.isoformat()}},
        rules=general.rules,
    )


async def _general(tx: Session, facts: Facts) -> Computed:
    if facts.category in BY_FINE:
        return await (_for_fine(tx, facts) if facts.fine > 0 else _without_fine(tx, facts))
    rule = await _found(tx, "reward.flat_general", on=facts.on)
    if rule is None or facts.category is not Category.OTHER:
        raise NoRewardDue(reason="category")
    return await _within_month(tx, rule, facts)


async def _for_fine(tx: Session, facts: Facts) -> Computed:
    """15 % of the fine within bounds."""
    rule = await in_force(tx, "reward.fine_share", on=facts.on)
    rate, cap = rule.number("rate"), rule.number("cap")
    found = amount.from_fine(facts.fine, rate=rate, floor=rule.number("floor"), cap=cap)
    working = {"fine": facts.fine, "rate": rate}
    return await _uplifted(tx, found, rule, facts, kind=Kind.FINE, working=working)


async def _for_deaths(tx: Session, facts: Facts, *, grade: AccidentGrade, deaths: int) -> Computed:
    """So much for each concealed death, by the accident's final grade."""
    rule = await in_force(tx, "reward.concealed_deaths", on=facts.on)
    per_person = rule.number("per_person", grade.value)
    found = amount.from_deaths(deaths, per_person=per_person, cap=rule.number("cap"))
    working = {"grade": grade.value, "deaths": deaths, "per_person": per_person}
    return await _uplifted(tx, found, rule, facts, kind=Kind.DEATHS, working=working)


async def _without_fine(tx: Session, facts: Facts) -> Computed:
    """The flat sum of the local rule for a major hazard that nobody was fined for."""
    rule = await _found(tx, "reward.flat", on=facts.on)
    if rule is None or facts.category is not Category.MAJOR_HAZARD:
        raise NoRewardDue(reason="no_fine")
    return _flat(rule)


def _flat(rule: Rule) -> Computed:
    found = amount.flat(rule.number("amount"))
    return Computed(
        kind=Kind.FLAT,
        yuan=found.yuan,
        basis=basis(rule, formula=found.formula),
        rules=((rule.code, rule.version),),
    )


async def _within_month(tx: Session, rule: Rule, facts: Facts) -> Computed:
    """A general hazard's flat sum, within what one person may have in a month."""
    capped_by = await _found(tx, "reward.monthly_cap", on=facts.on)
    if capped_by is None:
        return _flat(rule)
    found = amount.within_month(
        amount.flat(rule.number("amount")),
        cap=capped_by.number("amount"),
        already=facts.had_this_month,
    )
    if not found.yuan:
        raise NoRewardDue(reason="monthly_cap")
    working = {"had_this_month": facts.had_this_month, "monthly_cap": capped_by.number("amount")}
    return _stated(Kind.FLAT, found, [rule, capped_by], working)


async def _uplifted(
    tx: Session,
    found: Amount,
    rule: Rule,
    facts: Facts,
    *,
    kind: Kind,
    working: Mapping[str, object],
) -> Computed:
    """Add the employee's share where the office has put such a rule in force."""
    rules = [rule]
    uplift = await _found(tx, "reward.employee_uplift", on=facts.on) if facts.employee else None
    if uplift is not None:
        rules.append(uplift)
        found = amount.uplifted(found, share=uplift.number("share"), cap=rule.number("cap"))
    return _stated(kind, found, rules, working)


def _stated(
    kind: Kind, found: Amount, rules: list[Rule], working: Mapping[str, object]
) -> Computed:
    stated = basis(rules[0], formula=found.formula, working=working)
    for further in rules[1:]:
        stated["with"] = basis(further)
        stated["provisional"] = stated["provisional"] or further.provisional
    return Computed(
        kind=kind, yuan=found.yuan, basis=stated, rules=tuple((r.code, r.version) for r in rules)
    )


async def _found(tx: Session, code: str, *, on: date) -> Rule | None:
    """The rule of that day, if there was one: a sample that nobody confirmed is off."""
    try:
        return await in_force(tx, code, on=on)
    except NoRuleInForce:
        return None
