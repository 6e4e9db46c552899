"""Deadlines: a number of days from the rules, counted on the office's calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from chassis.clock import SHANGHAI, date_in_china
from chassis.db import Session
from law.calendar import load_calendar
from law.rules import Rule, basis, in_force

from reporting_whistleblower.domain.report import Report


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and the law it follows from."""

    on: date
    rule: Rule
    basis: dict[str, Any]


async def deadline(tx: Session, code: str, *, start: date, part: str = "days") -> Deadline:
    """Count the calendar days of a rule from the day after `start`; it rolls to a working day."""
    rule = await in_force(tx, code, on=start)
    calendar = await load_calendar(tx)
    days = rule.whole(part)
    last = calendar.end_of_period(start, days)
    working = {"start": start, "days": days, "provisional_calendar": calendar.provisional(last)}
    stated = basis(rule, formula=f"{start.isoformat()} + {days} d", working=working)
    return Deadline(last, rule, stated)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of a report's deadlines, with the law and the working behind it."""

    what: str
    on: date
    basis: dict[str, Any]


async def clocks_of(tx: Session, report: Report) -> list[Clock]:
    """Every deadline of a report so far, computed anew from the rules of its day."""
    starts = (
        ("conclude", "report.conclude", report.accepted_at),
        ("feedback", "report.feedback", report.concluded_at),
        ("reexamine", "report.reexamination", report.objected_at),
    )
    clocks = []
    for what, code, began in starts:
        if began is not None:
            found = await deadline(tx, code, start=today(began))
            clocks.append(Clock(what, found.on, found.basis))
    if report.extended and clocks:
        longer = await deadline(tx, "report.conclude", start=clocks[0].on, part="extension_days")
        clocks.append(Clock("extended", longer.on, longer.basis))
    return clocks


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
