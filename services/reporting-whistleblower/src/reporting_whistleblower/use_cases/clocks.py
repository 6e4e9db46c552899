"""Deadlines: a number of days from the rules, counted on the office's calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from chassis.clock import SHANGHAI, date_in_china
from chassis.db import Session
from law.calendar import Calendar, load_calendar
from law.rules import Rule, basis, in_force

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import pauses

LONGEST_ACCEPTANCE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and the law it follows from."""

    on: date
    rule: Rule
    basis: dict[str, Any]


async def deadline(tx: Session, code: str, *, start: date, part: str = "days") -> Deadline:
    """Count the days of a rule from the day after `start`: working days where the rule says so.

    Calendar days that end on a rest day roll to the next working day.
    """
    rule = await in_force(tx, code, on=start)
    return counted(rule, await load_calendar(tx), start=start, part=part)


def counted(rule: Rule, calendar: Calendar, *, start: date, part: str = "days") -> Deadline:
    """The same, with rule and calendar at hand."""
    working_days = part == "days" and "working_days" in rule.value
    days = rule.whole("working_days" if working_days else part)
    count = calendar.add_working_days if working_days else calendar.end_of_period
    last = count(start, days)
    working = {"start": start, "days": days, "provisional_calendar": calendar.provisional(last)}
    unit = "working d" if working_days else "d"
    stated = basis(rule, formula=f"{start.isoformat()} + {days} {unit}", working=working)
    return Deadline(last, rule, stated)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of a report's deadlines, with the law and the working behind it."""

    what: str
    on: date
    basis: dict[str, Any]


async def clocks_of(tx: Session, report: Report) -> list[Clock]:
    """Every deadline of a report so far, computed anew from the rules of its day.

    Last days that were moved stand as they were told to the reporter then.
    """
    starts = (
        ("accept", "report.acceptance", report.received_at),
        ("conclude", "report.conclude", report.accepted_at),
        ("feedback", "report.feedback", report.concluded_at),
        ("reexamine", "report.reexamination", report.objected_at),
    )
    clocks = []
    for what, code, began in starts:
        if began is not None:
            found = await deadline(tx, code, start=today(began))
            clocks.append(Clock(what, found.on, found.basis))
    moved = await pauses.changes(tx, report.id)
    return clocks + [Clock(one.what, one.due_on, dict(one.basis)) for one in moved]


async def undecided_since(tx: Session, day: date) -> datetime:
    """The moment before which whatever came in should have been decided on by `day`.

    Reports received earlier and still undecided are late (report.acceptance).
    """
    calendar = await load_calendar(tx)
    start = day
    while start > day - LONGEST_ACCEPTANCE:
        rule = await in_force(tx, "report.acceptance", on=start)
        if counted(rule, calendar, start=start).on < day:
            break
        start -= timedelta(days=1)
    return datetime.combine(start + timedelta(days=1), time(), SHANGHAI)


def today(at: datetime) -> date:
    return date_in_china(at)


def month_of(day: date) -> tuple[datetime, datetime]:
    """When the month of a day begins, and when the next one does."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return (
        datetime.combine(first, time(), SHANGHAI),
        datetime.combine(following, time(), SHANGHAI),
    )
