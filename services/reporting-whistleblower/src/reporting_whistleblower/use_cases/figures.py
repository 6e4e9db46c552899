"""Figures: counts that point at nobody, and row 8 of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_least, percent
from law.rules import basis, in_force

from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.domain.statistics import suppressed, total_of
from reporting_whistleblower.store import reports, rewards

ROW: Final = "8"
RULE: Final = "indicator.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts of one period; None is a count that is withheld."""

    total: int | None
    by_category: Mapping[str, int | None]
    by_status: Mapping[str, int | None]
    by_conclusion: Mapping[str, int | None]
    rewards: Mapping[str, int | None]
    rewards_paid: Decimal | None


async def report_statistics(
    tx: Session, *, sight: Sight, first: date, last: date, area: str
) -> Statistics:
    """Count what came in from `first` to `last`, both included."""
    begin, end = _bounds(first, last)
    counts = {
        column: await reports.count_by(tx, sight, column, first=begin, end=end, area=area)
        for column in ("category", "status", "conclusion")
    }
    money = await rewards.totals(tx, sight, first=begin, end=end, area=area)
    by_reward = suppressed({status.value: count for status, (count, _) in money.items()})
    paid = money.get(RewardStatus.PAID)
    shown = paid is not None and by_reward[RewardStatus.PAID.value] is not None
    return Statistics(
        total=total_of(counts["category"]),
        by_category=suppressed(counts["category"]),
        by_status=suppressed(counts["status"]),
        by_conclusion=suppressed(counts["conclusion"]),
        rewards=by_reward,
        rewards_paid=paid[1] if paid and shown else None,
    )


async def indicators(
    tx: Session, *, sight: Sight, first: date, last: date, area: str
) -> list[Indicator]:
    """Row 8: of the reports due in the period, those that were concluded in time."""
    done, due = await reports.concluded_in_time(tx, first=first, last=last, area=area, sight=sight)
    rule = await in_force(tx, RULE, on=last)
    value = percent(done, due)
    asked = {"due_first": first, "due_last": last} | ({"area": area} if area else {})
    return [
        Indicator(
            code="8.reports_concluded_in_time",
            row=ROW,
            name="举报按期办结率",
            name_en="Reports concluded in time",
            value=value,
            numerator=done,
            denominator=due,
            unit="%",
            target=rule.number("target"),
            light=at_least(value, green=rule.number("green"), yellow=rule.number("yellow")),
            basis=basis(rule, formula=f"100 × {done} ÷ {due}"),
            list_url=f"/v1/reports?{urlencode(asked)}",
        )
    ]


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(first, time(), SHANGHAI)
    return begin, datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
