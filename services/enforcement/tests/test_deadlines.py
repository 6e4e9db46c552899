"""Periods end where the law says: working days over holidays and swapped days, rest days roll on."""

from datetime import date
from typing import Any

import pytest
from chassis.db import Session
from enforcement.domain.deadline import Deadline, Due, renewed, settled
from enforcement.domain.periods import months_after, years_after
from enforcement.use_cases.deadlines import counted, deadline
from law.calendar import Calendar
from law.rules import in_force


async def by(tx: Session, what: Due, after: str) -> date:
    return (await deadline(tx, what, after=date.fromisoformat(after))).by


@pytest.mark.parametrize(
    ("informed", "last"),
    [
        ("2025-09-26", "2025-10-10"),  # Sunday 28 September 2025 is worked, 1 to 8 October free
        ("2025-09-30", "2025-10-14"),  # Saturday 11 October 2025 is worked
        ("2026-03-04", "2026-03-11"),
        ("2026-03-06", "2026-03-13"),
    ],
)
async def test_five_working_days_step_over_the_october_holiday(
    tx: Session, informed: str, last: str
) -> None:
    assert await by(tx, Due.REQUEST_HEARING, informed) == date.fromisoformat(last)


async def test_ninety_days_are_calendar_days(tx: Session) -> None:
    assert await by(tx, Due.DECIDE, "2026-03-04") == date(2026, 6, 2)


async def test_a_period_that_ends_on_a_rest_day_ends_on_the_next_working_day(tx: Session) -> None:
    assert await by(tx, Due.PAY, "2026-03-06") == date(2026, 3, 23)  # the 21st is a Saturday
    assert await by(tx, Due.PAY, "2025-09-20") == date(2025, 10, 9)  # the 5th lies in the holiday


async def test_a_deadline_states_its_rule_version_and_article(tx: Session) -> None:
    found = await deadline(tx, Due.PAY, after=date(2026, 3, 4))

    assert found.basis["rule"] == "case.pay"
    assert found.basis["version"] == 1
    assert "第六十七条" in found.basis["article"]
    assert found.basis["provisional"] is False


async def test_beyond_the_known_calendar_a_deadline_is_provisional(tx: Session) -> None:
    rule = await in_force(tx, "case.serve", on=date(2040, 1, 2))

    found = counted(Due.SERVE, rule, Calendar(), after=date(2040, 1, 2))

    assert found.basis["working"]["calendar_provisional"] is True


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-03-04", 6, "2026-09-04"),
        ("2026-12-31", 2, "2027-02-28"),
    ],
)
def test_months_end_on_the_day_of_the_same_number(day: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(end)


def test_years_from_a_leap_day_end_in_february() -> None:
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)


def known(what: Due, **changes: Any) -> Deadline:
    return Deadline(what=what, by=date(2026, 3, 19), basis={}, **changes)


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    pay = known(Due.PAY)

    assert not pay.is_overdue(date(2026, 3, 19))
    assert pay.is_overdue(date(2026, 3, 20))
    assert not pay.met(date(2026, 3, 19)).is_overdue(date(2027, 1, 1))
    assert pay.met(date(2026, 3, 20)).is_overdue(date(2027, 1, 1))


def test_a_right_that_runs_out_makes_nobody_late() -> None:
    assert not known(Due.SUE).is_overdue(date(2030, 1, 1))


def test_what_was_done_first_counts_and_a_new_deadline_takes_the_old_ones_place() -> None:
    done = settled(settled((known(Due.PAY),), Due.PAY, date(2026, 3, 5)), Due.PAY, date.max)
    longer = known(Due.PAY)

    assert done[0].met_on == date(2026, 3, 5)
    assert renewed(done, [longer]) == (longer,)
