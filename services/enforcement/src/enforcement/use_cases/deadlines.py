"""Work out a deadline from the rule that governs it and the calendar."""

from datetime import date, datetime

from chassis.db import Session
from law.calendar import Calendar, load_calendar
from law.rules import Rule, basis, in_force

from enforcement.domain.deadline import Deadline, Due
from enforcement.domain.periods import months_after
from enforcement.domain.refusals import DateWrong

RULES = {
    Due.ANSWER: "clue.answer",
    Due.DECIDE: "case.decide",
    Due.REQUEST_HEARING: "case.hearing_request",
    Due.SERVE: "case.serve",
    Due.PAY: "case.pay",
    Due.RECONSIDER: "case.reconsider",
    Due.SUE: "case.sue",
    Due.PUBLISH: "case.publish",
}


async def deadline(tx: Session, what: Due, *, after: date) -> Deadline:
    """The last day of the period that begins the day after `after`. Raise `NoRuleInForce`."""
    rule = await in_force(tx, RULES[what], on=after)
    return counted(what, rule, await load_calendar(tx), after=after)


def counted(what: Due, rule: Rule, calendar: Calendar, *, after: date, key: str = "") -> Deadline:
    """Count a period in working days, days or months, as the rule says."""
    by, formula = _count(rule, calendar, after, key or next(iter(rule.value)))
    working = {"after": after, "calendar_provisional": calendar.provisional_between(after, by)}
    return Deadline(what=what, by=by, basis=basis(rule, formula=formula, working=working))


def _count(rule: Rule, calendar: Calendar, after: date, key: str) -> tuple[date, str]:
    n = rule.whole(key)
    if key.endswith("working_days"):
        return calendar.add_working_days(after, n), f"{after} + {n} working days"
    if key == "months":
        return calendar.next_working_day(months_after(after, n)), f"{after} + {n} months"
    return calendar.end_of_period(after, n), f"{after} + {n} days"


def between(day: date, earliest: date | None, at: datetime, field: str) -> None:
    """Raise `DateWrong` for what cannot have happened on that day."""
    today = Calendar.today(at)
    if day > today or (earliest is not None and day < earliest):
        raise DateWrong(on=day, earliest=earliest or "—", latest=today, field=field)
