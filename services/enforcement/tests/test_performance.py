"""What is owed after a decision: the added fine, its cap, the days that do not count."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from enforcement.domain.penalty import Target
from enforcement.domain.performance import (
    Method,
    Owed,
    Part,
    Payment,
    Performance,
    Remedy,
    Result,
    Suspension,
)
from enforcement.domain.refusals import (
    AlreadySuspended,
    DateWrong,
    InstalmentsWrong,
    NothingOwed,
    NotSuspended,
    PaysTooMuch,
)
from hypothesis import given
from hypothesis import strategies as st

DUE = date(2026, 3, 19)
UNIT = (Target.UNIT, None)
RATE, CAP = Decimal("0.03"), Decimal(1)
DAY = timedelta(days=1)


def served(amount: str = "10000", **changes: object) -> Performance:
    part = Part(target=Target.UNIT, person=None, amount=Decimal(amount), by=DUE)
    plain = Performance(
        served_on=date(2026, 3, 4), method=Method.IN_PERSON, receipt="1", parts=(part,)
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def owed(performance: Performance, days_late: int) -> Owed:
    return performance.owed(UNIT, on=DUE + DAY * days_late, rate=RATE, cap=CAP)


def paid(amount: str, days_late: int) -> Payment:
    return Payment(
        target=Target.UNIT, person=None, amount=Decimal(amount), on=DUE + DAY * days_late,
        voucher="v",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days_late", "added"),
    [(-3, "0"), (0, "0"), (1, "300"), (33, "9900"), (34, "10000"), (35, "10000"), (400, "10000")],
)
def test_three_percent_a_day_stops_at_the_fine_itself(days_late: int, added: str) -> None:
    assert owed(served(), days_late).added == Decimal(added)


def test_the_last_day_for_paying_costs_nothing() -> None:
    on_time = served(payments=(paid("10000", 0),))

    assert [owed(on_time, 90).added, owed(on_time, 90).rest] == [0, 0]


def test_paying_late_stops_the_clock_on_that_day() -> None:
    late = served(payments=(paid("10000", 5),))

    assert owed(late, 90).added == Decimal(1500)
    assert owed(late, 90).rest == Decimal(1500)


def test_days_under_reconsideration_do_not_count() -> None:
    stopped = served().suspend(
        Suspension(remedy=Remedy.RECONSIDERATION, number=None, since=DUE + 3 * DAY)
    )
    resumed = stopped.resume(until=DUE + 12 * DAY, result=Result.UPHELD)

    assert owed(stopped, 60).overdue_days == 2
    assert owed(resumed, 14).overdue_days == 4


def test_a_remedy_runs_once_at_a_time() -> None:
    suspension = Suspension(remedy=Remedy.SUIT, number=None, since=DUE)
    stopped = served().suspend(suspension)

    with pytest.raises(AlreadySuspended):
        stopped.suspend(suspension)
    with pytest.raises(NotSuspended):
        served().resume(until=DUE, result=Result.UPHELD)
    with pytest.raises(DateWrong):
        stopped.resume(until=DUE - DAY, result=Result.UPHELD)


def test_each_instalment_is_late_on_its_own() -> None:
    divided = served().in_instalments(UNIT, [(Decimal(4000), DUE), (Decimal(6000), DUE + 30 * DAY)])

    assert owed(divided, 10).added == Decimal("1200.00")
    assert owed(divided, 40).added == Decimal("4000.00") + Decimal("1800.00")


@pytest.mark.parametrize(
    "parts",
    [
        [(Decimal(4000), DUE)],
        [(Decimal(5000), DUE), (Decimal(5000), DUE)],
        [(Decimal(11000), DUE), (Decimal(-1000), DUE + DAY)],
        [(Decimal(5000), DUE + DAY), (Decimal(5000), DUE)],
    ],
)
def test_instalments_must_add_up_and_follow_one_another(
    parts: list[tuple[Decimal, date]],
) -> None:
    with pytest.raises(InstalmentsWrong):
        served().in_instalments(UNIT, parts)


def test_nobody_pays_more_than_is_owed_or_what_he_does_not_owe() -> None:
    with pytest.raises(PaysTooMuch):
        served().pay(paid("10300.01", 1), rate=RATE, cap=CAP)
    stranger = replace(paid("1", 1), target=Target.PRINCIPAL)
    with pytest.raises(NothingOwed):
        served().pay(stranger, rate=RATE, cap=CAP)
    with pytest.raises(DateWrong):
        served().pay(paid("1", -30), rate=RATE, cap=CAP)
    whole = served().pay(paid("10300.00", 1), rate=RATE, cap=CAP)
    assert owed(whole, 50).rest == 0


@given(
    fine=st.decimals("0.01", "1000000", places=2),
    days=st.integers(-30, 500),
    gap=st.tuples(st.integers(1, 60), st.integers(0, 60)),
)
def test_the_added_fine_never_passes_the_fine_and_a_stop_never_adds(
    fine: Decimal, days: int, gap: tuple[int, int]
) -> None:
    plain = served(str(fine))
    since = DUE + DAY * gap[0]
    pause = Suspension(remedy=Remedy.SUIT, number=None, since=since, until=since + DAY * gap[1])
    stopped = replace(plain, suspensions=(pause,))

    assert 0 <= owed(stopped, days).added <= owed(plain, days).added <= fine
