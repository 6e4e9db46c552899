"""Working days and periods in China, and how sure we are of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import chinese_calendar
from chassis import audit
from chassis.clock import date_in_china
from chassis.db import NAMING, Session
from chassis.ddl import create_statements
from chinese_calendar.constants import holidays
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from law.rules import NoRuleInForce, Rule, Rules, load

PERIOD_RULE = "period.end"

# The State Council's notices the package knows: each autumn's release adds the next year.
KNOWN_YEARS = range(min(holidays).year, max(holidays).year + 1)

SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Counts days. Where the State Council has not spoken yet, Monday to Friday, provisionally.

    `overrides` are days the office entered (True: worked); `complete_years` are years it declared
    fully entered.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    complete_years: frozenset[int] = frozenset()
    rules: Rules = field(default=Rules(()))

    def is_working_day(self, day: date) -> bool:
        day = _pure(day)
        if day in self.overrides:
            return self.overrides[day]
        if day.year in KNOWN_YEARS:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether a notice not yet known could still make this day a working day or a holiday."""
        day = _pure(day)
        known = day.year in KNOWN_YEARS or day.year in self.complete_years
        return not known and day not in self.overrides

    provisional = is_provisional

    def provisional_between(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last`, both included, is provisional."""
        return any(self.is_provisional(day) for day in _days(_pure(first), _pure(last)))

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first one after it that is."""
        day = _pure(day)
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The nth working day after `day` (工作日); `day` itself does not count."""
        _no_negative(n)
        day = _pure(day)
        while n > 0:
            day += _DAY
            n -= self.is_working_day(day)
        return day

    def end_of_period(self, day: date, n: int) -> date:
        """The last day of a period of n calendar days that begins the day after the act.

        Ending on a rest day it ends on the next working day, if the rule in force on the day of
        the act (`period_rule`) says so; without any rule it does.
        """
        _no_negative(n)
        day = _pure(day)
        last = day + n * _DAY
        rule = self.period_rule(day)
        rolls = rule is None or bool(rule.value["rolls_to_working_day"])
        return self.next_working_day(last) if rolls else last

    add_days = end_of_period

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and including `last`."""
        return sum(self.is_working_day(day) for day in _days(_pure(first) + _DAY, _pure(last)))

    def period_rule(self, day: date) -> Rule | None:
        """The rule on how a period ends, to be cited as basis; shipped as still to be confirmed."""
        try:
            return self.rules.in_force(PERIOD_RULE, on=_pure(day))
        except NoRuleInForce:
            return None

    @staticmethod
    def today(at: datetime) -> date:
        """The date in Asia/Shanghai at this time."""
        return date_in_china(at)


def _pure(day: date) -> date:
    """A datetime is a date to Python, and equals none; make a true date of it."""
    if not isinstance(day, datetime):
        return day
    return date_in_china(day) if day.tzinfo else day.date()


def _no_negative(n: int) -> None:
    if n < 0:
        raise ValueError(f"A period has no {n} days.")


def _days(first: date, last: date) -> Iterable[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


metadata = MetaData(naming_convention=NAMING)

calendar_override = Table(
    "calendar_override",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
)

calendar_year = Table(
    "calendar_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
)

CALENDAR_DDL: list[str] = create_statements(calendar_override, calendar_year)


async def load_calendar(tx: Session) -> Calendar:
    """Load the office's days, over those the State Council's notices gave."""
    days = await tx.execute(select(calendar_override.c.day, calendar_override.c.working))
    years = await tx.execute(select(calendar_year.c.year))
    return Calendar(
        overrides={row.day: row.working for row in days},
        complete_years=frozenset(row.year for row in years),
        rules=await load(tx, PERIOD_RULE),
    )


async def override_day(
    tx: Session, *, day: date, working: bool, reason: str, by: audit.By, at: datetime
) -> None:
    """Enter one day as worked or free, as a notice says."""
    row = {"working": working, "reason": reason, "set_by": _who(by), "set_at": at}
    entry = insert(calendar_override).values(day=day, **row)
    await tx.execute(entry.on_conflict_do_update(index_elements=["day"], set_=row))
    changes = {"working": [None, working]}
    await audit.record(
        tx, by=by, at=at, action="override", what="calendar", id=day.isoformat(), changes=changes
    )


async def complete_year(tx: Session, *, year: int, source: str, by: audit.By, at: datetime) -> None:
    """Declare that a year's notice is entered in full, so that its days are no longer provisional."""
    row = {"source": source, "set_by": _who(by), "set_at": at}
    entry = insert(calendar_year).values(year=year, **row)
    await tx.execute(entry.on_conflict_do_update(index_elements=["year"], set_=row))
    await audit.record(
        tx, by=by, at=at, action="complete", what="calendar", id=str(year), why=source
    )


def _who(by: audit.By) -> str:
    return str(getattr(by, "id", by))


__all__ = [
    "CALENDAR_DDL",
    "Calendar",
    "complete_year",
    "load_calendar",
    "override_day",
]
