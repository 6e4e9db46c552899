"""The rules in force, laid out along the calendar."""

from itertools import pairwise

from chassis.db import Session
from law.rules import NoRuleInForce, Rules, load
from law.rules import Rule as StoredRule

from training_records.domain.law import Law, Rule, Segment


async def law(tx: Session) -> Law:
    """Load all rules of this service."""
    return laid_out(await load(tx))


def laid_out(rules: Rules) -> Law:
    """Say for every code which rule governs from when to when."""
    codes = {rule.code for rule in rules.rules}
    return Law({code: _segments(rules, code) for code in codes})


def _segments(rules: Rules, code: str) -> tuple[Segment, ...]:
    own = [rule for rule in rules.rules if rule.code == code]
    edges = {rule.effective_from for rule in own}
    edges |= {rule.effective_to for rule in own if rule.effective_to is not None}
    found = []
    for first, end in pairwise([*sorted(edges), None]):
        if first is None:
            continue
        try:
            rule = rules.in_force(code, on=first)
        except NoRuleInForce:
            continue
        found.append(Segment(first, end, _applied(rule)))
    return tuple(found)


def _applied(rule: StoredRule) -> Rule:
    return Rule(rule.code, rule.version, rule.value, rule.source, rule.article, rule.provisional)
