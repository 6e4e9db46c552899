"""Working days, swap days, periods, and years nobody knows yet."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from chassis.audit import history
from chassis.db import Session
from hypothesis import given
from hypothesis import strategies as st
from law.calendar import KNOWN_YEARS, Calendar, complete_year, load_calendar, override_day
from law.rules import load_rules, replace_rule

AT = datetime(2026, 11, 20, tzinfo=UTC)
UNKNOWN = KNOWN_YEARS.stop
known_days = st.dates(date(KNOWN_YEARS.start, 1, 1), date(KNOWN_YEARS.stop - 1, 12, 31))
any_days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
calendar = Calendar()


def test_a_saturday_swapped_for_a_holiday_is_worked() -> None:
    assert calendar.is_working_day(date(2026, 10, 10))
    assert not calendar.is_working_day(date(2026, 10, 7))


@given(known_days)
def test_known_years_are_as_the_state_council_announced(day: date) -> None:
    assert calendar.is_working_day(day) == chinese_calendar.is_workday(day)
    assert not calendar.is_provisional(day)


@given(any_days)
def test_no_year_is_refused_and_unknown_ones_are_flagged(day: date) -> None:
    calendar.is_working_day(day)

    assert calendar.is_provisional(day) == (day.year not in KNOWN_YEARS)


@given(any_days, st.integers(0, 120))
def test_n_working_days_later_lie_exactly_n_working_days(day: date, n: int) -> None:
    end = calendar.add_working_days(day, n)

    assert calendar.working_days_between(day, end) == n
    assert n == 0 or calendar.is_working_day(end)


@given(any_days, st.integers(0, 120))
def test_a_period_ends_on_a_working_day_and_no_working_day_is_skipped(day: date, n: int) -> None:
    last = day + timedelta(days=n)
    end = calendar.end_of_period(day, n)

    assert calendar.is_working_day(end)
    assert end >= last
    passed = [last + timedelta(days=i) for i in range((end - last).days)]
    assert not any(calendar.is_working_day(rest) for rest in passed)


def test_a_period_ending_in_the_national_holiday_ends_after_it() -> None:
    assert calendar.end_of_period(date(2026, 9, 18), 15) == date(2026, 10, 8)
    assert calendar.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_datetime_is_taken_as_its_date_in_china() -> None:
    late = datetime(2026, 10, 9, 17, 0, tzinfo=UTC)  # already the 10th in China

    assert calendar.today(late) == date(2026, 10, 10)
    assert calendar.is_working_day(late)
    with pytest.raises(ValueError, match="zone"):
        calendar.today(datetime(2026, 1, 1))  # noqa: DTZ001 - the point


def test_a_period_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="-1"):
        calendar.add_working_days(date(2026, 1, 1), -1)


async def test_the_office_enters_days_the_package_does_not_know(tx: Session) -> None:
    holiday = date(UNKNOWN, 1, 4) + timedelta(days=(7 - date(UNKNOWN, 1, 4).weekday()) % 7)
    await override_day(tx, day=holiday, working=False, reason="国办通知", by="admin", at=AT)

    loaded = await load_calendar(tx)

    assert holiday.weekday() == 0
    assert not loaded.is_working_day(holiday)
    assert not loaded.is_provisional(holiday)
    assert loaded.is_provisional(holiday + timedelta(days=1))
    [entry] = await history(tx, what="calendar", id=holiday.isoformat())
    assert entry.changes == {"working": [None, False]}


async def test_a_year_entered_in_full_is_no_longer_provisional(tx: Session) -> None:
    await complete_year(tx, year=UNKNOWN, source="国办发明电", by="admin", at=AT)

    loaded = await load_calendar(tx)

    assert not loaded.provisional_between(date(UNKNOWN, 1, 1), date(UNKNOWN, 12, 31))
    assert loaded.provisional_between(date(UNKNOWN, 12, 31), date(UNKNOWN + 1, 1, 1))


async def test_whether_a_period_rolls_is_a_rule_the_office_may_replace(
    tx: Session, tmp_path: Path
) -> None:
    none = tmp_path / "rules.json"
    none.write_text("[]")
    await load_rules(tx, none)
    shipped = (await load_calendar(tx)).period_rule(date(2026, 9, 18))
    await replace_rule(
        tx, code="period.end", value={"rolls_to_working_day": False}, by="admin", at=AT,
        effective_from=date(2026, 1, 1), effective_to=None, source="批复", article="一",
    )  # fmt: skip

    loaded = await load_calendar(tx)

    assert shipped is not None
    assert shipped.provisional
    assert loaded.end_of_period(date(2026, 9, 18), 15) == date(2026, 10, 3)
    assert loaded.end_of_period(date(2025, 12, 19), 15) == date(2026, 1, 4)  # a worked Sunday
