"""Whose reward it is, where several reported one matter."""

from dataclasses import replace

from chassis.db import Session
from law.rules import NoRuleInForce, Rule, basis, in_force

from reporting_whistleblower.domain.recipient import first_reporter
from reporting_whistleblower.domain.refusals import NoRewardDue
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import matters
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.reward_amounts import Computed


async def recipient_of(tx: Session, report: Report) -> tuple[Report, Rule | None]:
    """The first reporter who wants a reward, and the rule where it put a named one before others.

    Raise `NoRewardDue` if nobody wants one.
    """
    matter = await matters.reports_of(tx, report.id)
    try:
        rule = await in_force(tx, "reward.first_reporter", on=today(report.received_at))
        named_first = bool(rule.value["named_first"])
    except NoRuleInForce:
        named_first = False
    by_time = first_reporter(matter, named_first=False)
    chosen = first_reporter(matter, named_first=named_first)
    if chosen is None or by_time is None:
        raise NoRewardDue(reason="not_wanted")
    return chosen, None if chosen.id == by_time.id else rule


def with_order(computed: Computed, order: Rule | None) -> Computed:
    """Cite the rule that put somebody else first, and let the payment rest on it too."""
    if order is None:
        return computed
    stated = dict(computed.basis) | {"order": basis(order)}
    stated["provisional"] = stated["provisional"] or order.provisional
    rules = (*computed.rules, (order.code, order.version))
    return replace(computed, basis=stated, rules=rules)
