"""Row 8 of the plan."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_least, percent
from law.rules import basis, in_force

from reporting_whistleblower.store import reports

ROW: Final = "8"
RULE: Final = "indicator.8"


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
