"""A hazard goes the whole way, each step by whom it is for."""

from uuid import UUID

import pytest
from chassis.db import Session
from chassis.testing import emitted
from contracts import hazards as events
from hazard_registry.domain.unit import Unit

from .people import PLAN, VERIFIED, People, bring_to_review, do, report


async def test_a_major_hazard_goes_the_whole_way(
    people: People, unit: Unit, evidence: UUID, tx: Session
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)
    passed = {"passed": True, "opinion": "现场已整改到位", "visited_on": "2026-03-04"}

    first = await do(people.enterprise_two, hazard, "review", **passed)
    early = await do(people.office, hazard, "close", opinion="同意销号")
    second = await do(people.enterprise_three, hazard, "review", **passed)
    closed = await do(people.office, hazard, "close", opinion="同意销号")

    assert (first.status_code, first.json()["passed_on"]) == (200, None)
    assert (early.status_code, early.json()["code"]) == (409, "review_required")
    assert second.json()["passed_on"] == "2026-03-04"
    assert (closed.status_code, closed.json()["status"]) == (200, "closed")
    for event in (
        events.HazardReported,
        events.HazardVerified,
        events.HazardPlanned,
        events.HazardSubmitted,
        events.HazardClosed,
    ):
        assert len(await emitted(tx, event)) == 1


async def test_the_detail_shows_every_fact_and_the_rule_behind_the_review_date(
    people: People, unit: Unit, evidence: UUID
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)

    detail = (await people.enterprise.get(f"/v1/hazards/{hazard['id']}")).json()

    assert detail["unit_name"] == unit.name
    assert detail["review_due_on"] == "2026-03-16"  # ten days end on a Saturday
    assert detail["basis"]["review_due_on"]["provisional"] is True
    assert [photo["stage"] for photo in detail["photos"]] == ["evidence"]
    assert detail["funds"] == "20000.00"


async def test_the_history_tells_who_did_what(people: People, unit: Unit, evidence: UUID) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)

    page = (await people.enterprise.get(f"/v1/hazards/{hazard['id']}/history")).json()

    assert [entry["action"] for entry in page["items"]] == [
        "submit",
        "start",
        "plan",
        "verify",
        "report",
    ]
    assert page["items"][0]["changes"]["status"] == ["rectifying", "awaiting_review"]


async def test_who_had_a_hand_in_it_closes_nothing(
    people: People, unit: Unit, evidence: UUID
) -> None:
    hazard = await report(people.office, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)
    passed = {"passed": True, "opinion": "已整改", "visited_on": "2026-03-04"}
    await do(people.enterprise_two, hazard, "review", **passed)
    await do(people.enterprise_three, hazard, "review", **passed)

    reporter = await do(people.office, hazard, "close", opinion="同意")
    reviewer = await do(people.enterprise_two, hazard, "close", opinion="同意")
    other_department = await do(people.enterprise, hazard, "close", opinion="同意")

    assert (reporter.status_code, reporter.json()["code"]) == (403, "another_person_required")
    assert reviewer.json()["code"] == "another_person_required"
    assert other_department.json()["code"] == "supervising_department_required"


async def test_only_the_responsible_department_reviews_a_major_hazard_and_each_signs_once(
    people: People, unit: Unit, evidence: UUID
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)
    passed = {"passed": True, "opinion": "已整改", "visited_on": "2026-03-04"}

    stranger = await do(people.office, hazard, "review", **passed)
    once = await do(people.enterprise_two, hazard, "review", **passed)
    twice = await do(people.enterprise_two, hazard, "review", **passed)

    assert stranger.json()["code"] == "reviewer_of_department_required"
    assert once.status_code == 200
    assert (twice.status_code, twice.json()["code"]) == (409, "reviewed_already")


async def test_a_return_sends_it_back_to_work_and_a_reopening_too(
    people: People, unit: Unit, evidence: UUID, tx: Session
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)

    returned = await do(
        people.enterprise_two,
        hazard,
        "review",
        passed=False,
        opinion="接地未做",
        visited_on="2026-03-04",
    )

    assert (returned.json()["status"], returned.json()["passed_by"]) == ("rectifying", [])
    assert len(await emitted(tx, events.HazardReturned)) == 1


async def test_a_general_hazard_of_a_self_check_stays_within_the_unit(
    people: People, unit: Unit, evidence: UUID
) -> None:
    hazard = await report(
        people.manager, unit_id=str(unit.id), area=None, origin="self_check", department=None
    )
    verified = {"level": "general", "department": "enterprise", "due_on": "2026-03-20"}

    moves = [
        await do(people.manager, hazard, "verify", **verified),
        await do(people.manager, hazard, "plan", responsible="王演示", measures="加盖"),
        await do(people.manager, hazard, "start"),
        await do(people.manager, hazard, "submit", note="好了", attachments=[str(evidence)]),
    ]
    own = await do(people.manager, hazard, "close", opinion="好了")
    second = await do(people.worker, hazard, "close", opinion="已复查")

    assert [move.status_code for move in moves] == [200] * 4, [m.text for m in moves]
    assert own.json()["code"] == "another_person_required"
    assert second.json()["status"] == "closed"


async def test_a_unit_verifies_no_major_hazard(people: People, unit: Unit) -> None:
    hazard = await report(people.manager, unit_id=str(unit.id), area=None, origin="self_check")

    response = await do(people.manager, hazard, "verify", **VERIFIED)

    assert (response.status_code, response.json()["code"]) == (403, "only_general_self_check")


@pytest.mark.parametrize("part", ["responsible", "measures", "funds", "deadline", "contingency"])
async def test_a_major_hazard_needs_all_five_fixed_things(
    part: str, people: People, unit: Unit
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    response = await do(people.manager, hazard, "plan", **(PLAN | {part: None}))

    assert (response.status_code, response.json()["code"]) == (422, "plan_incomplete")
    assert response.json()["errors"][0]["pointer"] == f"/{part}"
    assert part not in response.json()["detail"]


async def test_nobody_submits_without_evidence(people: People, unit: Unit) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)
    await do(people.manager, hazard, "plan", **PLAN)
    await do(people.manager, hazard, "start")

    without = await do(people.manager, hazard, "submit", note="好了")
    invented = await do(people.manager, hazard, "submit", note="好了", attachments=[str(unit.id)])

    assert without.json()["code"] == "evidence_required"
    assert invented.json()["code"] == "attachment_unknown"


async def test_progress_is_noted_with_what_it_cost(people: People, unit: Unit) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)
    await do(people.manager, hazard, "plan", **PLAN)
    await do(people.manager, hazard, "start")

    noted = await do(
        people.worker, hazard, "progress", percent=40, funds_used="8000.00", note="箱体到货"
    )

    assert (noted.json()["percent"], noted.json()["funds_used"]) == (40, "8000.00")
    detail = (await people.manager.get(f"/v1/hazards/{hazard['id']}")).json()
    assert detail["progress"][0]["note"] == "箱体到货"
