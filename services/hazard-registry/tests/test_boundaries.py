"""Every deadline the day before, the day and the day after; over holidays, swap days and editions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level, Status
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_hazard
from hazard_registry.use_cases import closing, reminding
from law.rules import in_force
from law.rules.store import replace_rule

from .people import PLAN, VERIFIED, People, do, report

DUE = date(2026, 4, 3)


def at(day: date, hour: int = 12) -> datetime:
    """An hour of this day in Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


def a_life(**changes: Any) -> Hazard:
    return a_hazard(status=Status.RECTIFYING, level=Level.MAJOR, due_on=DUE, **changes)


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_overdue_begins_the_day_after_the_due_date(*, days: int, late: bool) -> None:
    assert a_life().is_late(DUE + timedelta(days=days)) is late


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_handed_in_by_the_due_date_it_is_not_late_while_it_waits_for_review(
    *, days: int, late: bool
) -> None:
    handed_in = a_life(submitted_on=DUE + timedelta(days=days))
    waiting = replace(handed_in, status=Status.AWAITING_REVIEW)

    assert waiting.is_late(DUE + timedelta(days=30)) is late


@pytest.mark.parametrize(
    ("hour", "found"),
    [
        (datetime(2026, 4, 3, 15, 59, 59, tzinfo=UTC), 0),  # 23:59:59 in Shanghai
        (datetime(2026, 4, 3, 16, 0, 0, tzinfo=UTC), 1),  # midnight
    ],
)
async def test_the_day_ends_at_midnight_in_shanghai(
    people: People, unit: Unit, tx: Session, hour: datetime, found: int
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    assert await closing.mark_overdue(tx, at=hour) == found


@pytest.mark.parametrize(("days", "status"), [(-1, 200), (0, 200), (1, 409)])
async def test_more_time_is_asked_up_to_the_due_date(
    *, people: People, unit: Unit, clock: FixedClock, days: int, status: int
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)
    clock.at = at(DUE + timedelta(days=days))

    asked = await do(people.manager, hazard, "ask-extension", to_on="2026-05-01", reason="订货")

    assert asked.status_code == status


@pytest.mark.parametrize(
    ("submitted_on", "review_due_on"),
    [
        (date(2026, 3, 4), "2026-03-16"),  # the 14th is a Saturday
        (date(2026, 3, 5), "2026-03-16"),  # the 15th is a Sunday
        (date(2026, 3, 6), "2026-03-16"),  # the 16th is worked
        (date(2026, 9, 21), "2026-10-08"),  # the 1st begins the National Day holiday
        (date(2026, 9, 27), "2026-10-08"),  # within it
        (date(2026, 9, 30), "2026-10-10"),  # a Saturday that is worked in exchange
    ],
)
async def test_ten_days_for_the_review_end_on_a_working_day(
    *,
    people: People,
    unit: Unit,
    evidence: UUID,
    clock: FixedClock,
    submitted_on: date,
    review_due_on: str,
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    late = {"due_on": "2026-12-31"}
    await do(people.enterprise, hazard, "verify", **(VERIFIED | late))
    await do(people.manager, hazard, "plan", **(PLAN | {"deadline": "2026-12-31"}))
    await do(people.manager, hazard, "start")
    clock.at = at(submitted_on)

    done = await do(people.manager, hazard, "submit", note="已整改", attachments=[str(evidence)])

    assert done.json()["review_due_on"] == review_due_on


async def test_ten_days_for_resuming_roll_over_a_holiday_too(
    people: People, unit: Unit, clock: FixedClock
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **(VERIFIED | {"due_on": "2026-12-31"}))
    await do(people.enterprise, hazard, "stop", scope="车间", document="停1")
    clock.at = at(date(2026, 9, 21))
    await do(people.manager, hazard, "apply-resumption", application="申请恢复")

    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()

    assert detail["stoppages"][0]["review_due_on"] == "2026-10-08"


@pytest.mark.parametrize(("days", "passed"), [(3, 0), (4, 2)])
async def test_a_notice_is_late_the_day_after_it_was_to_be_acknowledged(
    *, people: People, unit: Unit, tx: Session, days: int, passed: int
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    assert await reminding.pass_to_village(tx, at=NOON + timedelta(days=days)) == passed


@pytest.mark.parametrize(
    ("found_on", "criterion", "status"),
    [
        ("2025-10-31", "FR-6-1", 200),
        ("2025-11-01", "FR-6-1", 422),
        ("2025-10-31", "FR-2025-5-1", 422),
        ("2025-11-01", "FR-2025-5-1", 200),
        ("2026-09-29", "AQ-5-1-1", 422),
    ],
)
async def test_a_finding_rests_on_the_edition_of_its_day(
    *, people: People, found_on: str, criterion: str, status: int
) -> None:
    hazard = await report(
        people.village, found_on=found_on if found_on < "2026-03-04" else "2026-03-03"
    )

    response = await do(
        people.enterprise, hazard, "verify", **(VERIFIED | {"criteria": [criterion]})
    )

    assert response.status_code == status, response.text


@pytest.mark.parametrize(
    ("days", "acknowledged_by"), [(-1, "2026-03-12"), (0, "2026-03-15"), (1, "2026-03-16")]
)
async def test_a_new_edition_of_a_rule_counts_for_acts_from_its_first_day_on(
    *,
    people: People,
    unit: Unit,
    tx: Session,
    clock: FixedClock,
    days: int,
    acknowledged_by: str,
) -> None:
    first_day = date(2026, 3, 10)
    await replace_rule(
        tx,
        code="hazard.notice",
        value={"acknowledge_days": 5},
        effective_from=first_day,
        effective_to=None,
        source="街道规定(测试)",
        article="第1条",
        by="test",
        at=NOON,
    )
    clock.at = at(first_day + timedelta(days=days))
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()

    assert detail["notices"][0]["due_on"] == acknowledged_by
    rule = await in_force(tx, "hazard.notice", on=first_day + timedelta(days=days))
    assert detail["basis"]["notices_due_on"]["version"] == rule.version
    assert (rule.source == "街道规定(测试)") is (days >= 0)
