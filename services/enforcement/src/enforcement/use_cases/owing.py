"""Reckon what is owed on a case."""

from datetime import date
from decimal import Decimal

from chassis.db import Session
from law.rules import Rule, basis, in_force

from enforcement.domain.case import Case
from enforcement.domain.performance import Owed


async def added_fine_rule(tx: Session, case: Case) -> Rule:
    """The rule on the added fine that was in force on the day of the decision."""
    on = case.decision.decided_on if case.decision else case.filed_on
    return await in_force(tx, "case.added_fine", on=on)


async def owed_on(tx: Session, case: Case, *, on: date) -> list[tuple[Owed, dict[str, object]]]:
    """What each debtor owes on a day, with the law behind it (行政处罚法 art. 72)."""
    if case.performance is None:
        return []
    rule = await added_fine_rule(tx, case)
    rate, cap = rule.number("daily_rate"), rule.number("cap_share")
    found = []
    for debtor in case.performance.debtors():
        owed = case.performance.owed(debtor, on=on, rate=rate, cap=cap)
        found.append((owed, basis(rule, formula=owed.formula, working={"F": owed.fine, "on": on})))
    return found


async def rest_of(tx: Session, case: Case, *, on: date) -> Decimal:
    """What is still owed by all debtors together."""
    return sum((owed.rest for owed, _ in await owed_on(tx, case, on=on)), Decimal(0))
