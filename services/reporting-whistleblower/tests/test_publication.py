"""Published figures point at nobody, whoever subtracts what from what, and when he asks."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.ids import new_id
from chassis.testing import ClientAs
from hypothesis import given
from hypothesis import strategies as st
from reporting_whistleblower import sweeps
from reporting_whistleblower.domain.claim import Claim, PayBy, make_claim_number
from reporting_whistleblower.domain.publication import SMALLEST, is_ripe, next_month, next_span
from reporting_whistleblower.domain.report import Category, Conclusion, Report, Status
from reporting_whistleblower.domain.reward import Kind, Reward
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.store import claims, rewards
from reporting_whistleblower.tables import report as table
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

HERE, OTHER = "350583002", "350583003"
months = st.dictionaries(
    st.integers(0, 23).map(lambda n: date(2024 + n // 12, n % 12 + 1, 1)), st.integers(0, 9)
)


@given(months)
def test_no_difference_of_windows_is_small(counts: dict[date, int]) -> None:
    """Ask for every window of the published spans, at every time: each difference is 0 or five."""
    boundaries = [start := min(counts, default=date(2024, 1, 1))]
    while (last := next_span(counts, start=start, until=date(2026, 1, 1))) is not None:
        start = next_month(last)
        boundaries.append(start)
    asked = {
        sum(count for month, count in counts.items() if first <= month < end)
        for first, end in combinations(boundaries, 2)
    }

    nothing_left = sum(n for month, n in counts.items() if month >= boundaries[-1])
    assert all(count >= SMALLEST for count in asked)
    assert nothing_left < SMALLEST


@given(months, st.integers(1, 23))
def test_what_was_published_before_is_published_still(counts: dict[date, int], later: int) -> None:
    start = min(counts, default=date(2024, 1, 1))
    early = next_span(counts, start=start, until=date(2024 + later // 12, later % 12 + 1, 1))

    assert early in {None, next_span(counts, start=start, until=date(2026, 1, 1))}


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)))
def test_a_breakdown_is_told_whole_or_not_at_all(cells: dict[str, int]) -> None:
    assert is_ripe(cells) == (not {1, 2, 3, 4} & set(cells.values()))


async def happened(
    tx: Session,
    on: date,
    *,
    area: str = HERE + "003",
    category: Category = Category.MAJOR_HAZARD,
    conclusion: Conclusion | None = None,
    paid: str | None = None,
) -> None:
    """A report of a day, accepted two days later and concluded after ten, if at all."""
    at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    report = Report(
        id=new_id(), number=str(uuid4()), lead_id=uuid4(), category=category, area=area,
        unit_id=None, wants_reward=True, received_at=at,
        status=Status.CONCLUDED if conclusion else Status.RECEIVED,
        accepted_at=at + timedelta(days=2) if conclusion else None,
        conclusion=conclusion, concluded_at=at + timedelta(days=12) if conclusion else None,
    )  # fmt: skip
    await tx.execute(insert(table).values(asdict(report)))
    if paid is not None:
        reward = Reward(
            id=new_id(), report_id=report.id, recipient_id=report.id, area=area, kind=Kind.FINE,
            amount=Decimal(paid), basis={}, status=RewardStatus.PAID, proposed_by=uuid4(),
            proposed_at=at,
        )  # fmt: skip
        await rewards.add(tx, reward)
        claim = Claim(
            number=make_claim_number(), reward_id=reward.id, amount=reward.amount,
            pay_by=PayBy.ACCOUNT, password_hash=None, paid_at=at + timedelta(days=14),
        )  # fmt: skip
        await claims.put(tx, claim)


async def months_of(tx: Session, *counts: int, **changes: Any) -> None:
    """So many reports in January, February, … of 2026."""
    for month, count in enumerate(counts, start=1):
        for _ in range(count):
            await happened(tx, date(2026, month, 3), **changes)


async def publish(tx: Session, on: date) -> None:
    await sweeps.publish_figures(tx, datetime(on.year, on.month, on.day, 4, tzinfo=UTC))


async def asked(client_as: ClientAs, **params: str) -> dict[str, Any]:
    answer = await client_as("leader").get("/v1/statistics/reports", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def spans(figure: dict[str, Any]) -> list[tuple[str, str]]:
    return [(span["first"], span["last"]) for span in figure["spans"]]


async def test_small_months_wait_and_are_published_together(
    client_as: ClientAs, tx: Session
) -> None:
    await months_of(tx, 6, 2, 2, 1)  # January stands alone, February to April come to five
    await publish(tx, date(2026, 5, 1))

    whole = await asked(client_as, last="2026-12-31")
    january = await asked(client_as, last="2026-01-31")
    march = await asked(client_as, first="2026-02-01", last="2026-03-31")

    assert whole["received"]["total"] == 11
    assert spans(whole["received"]) == [
        ("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-04-30"),
    ]  # fmt: skip
    assert january["received"]["total"] == 6
    assert (march["received"]["total"], march["received"]["spans"]) == (0, [])


async def test_what_comes_later_changes_nothing_that_was_published(
    client_as: ClientAs, tx: Session
) -> None:
    await months_of(tx, 6)
    await publish(tx, date(2026, 2, 1))
    before = await asked(client_as, last="2026-12-31")

    await happened(tx, date(2026, 1, 9))  # entered late, of a month that was published
    await happened(tx, date(2026, 2, 2))
    for day in (1, 2, 28):
        await publish(tx, date(2026, 2, day))
    after = await asked(client_as, last="2026-12-31")

    assert before["received"]["total"] == 6
    assert after == before


async def test_a_breakdown_shows_no_small_category(client_as: ClientAs, tx: Session) -> None:
    await months_of(tx, 6, 6)
    await months_of(tx, 2, 0, category=Category.OTHER)
    await publish(tx, date(2026, 3, 1))
    early = await asked(client_as, last="2026-12-31")

    await months_of(tx, 0, 0, 3, category=Category.OTHER)
    await months_of(tx, 0, 0, 6)
    await publish(tx, date(2026, 4, 1))
    later = await asked(client_as, last="2026-12-31")

    assert early["received"]["total"] == 14
    assert early["by_category"]["spans"] == []
    assert spans(later["by_category"]) == [("2026-01-01", "2026-03-31")]
    assert later["by_category"]["cells"] == [
        {"key": "major_hazard", "count": 18}, {"key": "other", "count": 5},
    ]  # fmt: skip


async def test_how_long_it_takes_and_how_much_is_true(client_as: ClientAs, tx: Session) -> None:
    await months_of(tx, 7, conclusion=Conclusion.SUBSTANTIATED, paid="7500.00")
    await months_of(tx, 5, conclusion=Conclusion.UNSUBSTANTIATED)
    await publish(tx, date(2026, 2, 1))

    found = await asked(client_as, last="2026-12-31")

    assert (found["accepted"]["mean_days"], found["concluded"]["mean_days"]) == ("2.0", "10.0")
    assert found["substantiated_share"] == "58.3"
    assert found["rewards_by_year"] == [{"year": 2026, "paid": 7, "yuan": "52500.00"}]


async def test_no_village_is_counted_and_no_other_subdistrict_shown(
    client_as: ClientAs, tx: Session
) -> None:
    await months_of(tx, 6)
    await months_of(tx, 5, area=OTHER + "001")
    await publish(tx, date(2026, 2, 1))
    here = client_as("leader", area=HERE, person="here")

    village = await here.get("/v1/statistics/reports", params={"area": HERE + "003"})
    mine = (await here.get("/v1/statistics/reports", params={"last": "2026-12-31"})).json()
    other = (
        await here.get("/v1/statistics/reports", params={"area": OTHER, "last": "2026-12-31"})
    ).json()
    both = await asked(client_as, last="2026-12-31")

    assert (village.status_code, village.json()["errors"][0]["pointer"]) == (422, "query:area")
    assert (mine["received"]["total"], other["received"]["total"]) == (6, 0)
    assert both["received"]["total"] == 11


async def monthly(client_as: ClientAs, period: str) -> list[dict[str, Any]]:
    answer = await client_as("leader").get("/v1/statistics/monthly", params={"period": period})
    assert answer.status_code == 200, answer.text
    columns: list[dict[str, Any]] = answer.json()["columns"]
    return columns


def values(columns: Iterable[dict[str, Any]]) -> list[tuple[int, Any, Any, Any]]:
    return [
        (one["column"], one["month"], one["counted_from"], one["year_to_date"]) for one in columns
    ]


async def test_the_monthly_table_counts_small_months_with_later_ones(
    client_as: ClientAs, tx: Session
) -> None:
    await months_of(tx, 3, 4, 6, conclusion=Conclusion.SUBSTANTIATED, paid="7500.00")
    await publish(tx, date(2026, 4, 1))

    january = await monthly(client_as, "2026-01")
    february = await monthly(client_as, "2026-02")
    march = await monthly(client_as, "2026-03")

    assert values(january) == [
        (36, None, None, None),
        (36, None, None, None),
        (37, None, None, None),
    ]
    assert all("不足5件" in column["missing"] for column in january)
    assert values(february) == [
        (36, "7", "2026-01-01", "7"), (36, "7", "2026-01-01", "7"),
        (37, "5.2500", "2026-01-01", "5.2500"),
    ]  # fmt: skip
    assert values(march) == [
        (36, "6", "2026-03-01", "13"), (36, "6", "2026-03-01", "13"),
        (37, "4.5000", "2026-03-01", "9.7500"),
    ]  # fmt: skip


@pytest.mark.parametrize("period", ["2026", "2026-13", "1999-01", ""])
async def test_a_month_nobody_can_mean_is_malformed(client_as: ClientAs, period: str) -> None:
    answer = await client_as("leader").get("/v1/statistics/monthly", params={"period": period})

    assert answer.json()["errors"][0]["pointer"] == "query:period"


async def test_the_database_itself_keeps_no_small_total(tx: Session) -> None:
    with pytest.raises(IntegrityError, match="large_enough"):
        await tx.execute(
            text(
                "INSERT INTO published_span (area, measure, first, last, total, cells, published_at)"
                " VALUES ('350583002', 'received', '2026-01-01', '2026-01-31', 4, '{}', now())"
            )
        )
