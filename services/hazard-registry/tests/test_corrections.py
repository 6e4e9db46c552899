"""Put right, handed to another department, withdrawn, merged: by whom it is for, and back again."""

from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts import hazards as events
from hazard_registry import handlers
from hazard_registry.domain.unit import Unit
from hazard_registry.store import counters

from .people import LIUCHENG, LUJIANG, PLAN, VERIFIED, People, do, report
from .test_news import accepted


async def verified(people: People, unit: Unit | None, **changes: object) -> dict[str, Any]:
    where = {"unit_id": str(unit.id)} if unit else {}
    hazard = await report(people.village, **where)
    response = await do(people.enterprise, hazard, "verify", **(VERIFIED | changes))
    assert response.status_code == 200, response.text
    return hazard


async def test_what_was_written_down_is_put_right_and_found_by_what_it_says_now(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)

    amended = await do(
        people.enterprise,
        hazard,
        "amend",
        description="消防通道堆放杂物",
        place=None,
        reason="误记",
    )
    found = await people.clerk.get("/v1/hazards", params={"text": "消防通道"})
    gone = await people.clerk.get("/v1/hazards", params={"text": "配电箱"})

    assert (amended.status_code, amended.json()["description"]) == (200, "消防通道堆放杂物")
    assert [line["id"] for line in found.json()["items"]] == [hazard["id"]]
    assert gone.json()["items"] == []
    history = (await people.clerk.get(f"/v1/hazards/{hazard['id']}/history")).json()["items"]
    assert history[0]["changes"]["description"][0] == "切割车间配电箱无盖,电线裸露"
    [event] = await emitted(tx, events.HazardAmended)
    assert (event.previous_level, event.level) == ("major", "major")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"description": "切割车间配电箱无盖,电线裸露"}, 409, "nothing_changes"),
        ({"description": None}, 422, "required"),
        ({"found_on": "2026-03-05"}, 422, "date_in_future"),
        ({"found_on": "2023-01-01"}, 422, "criterion_not_in_force"),
        ({"matter": "nothing"}, 422, "matter_unknown"),
        ({"link": "nothing"}, 422, "link_unknown"),
        ({"previous_id": str(uuid4())}, 404, "not_found"),
        ({"level": "major"}, 422, "malformed"),
    ],
)
async def test_what_cannot_be_so_is_not_written_down(
    people: People, unit: Unit, body: dict[str, Any], status: int, code: str
) -> None:
    hazard = await verified(people, unit)

    response = await do(people.enterprise, hazard, "amend", **body, reason="更正")

    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_a_unit_amends_nothing_and_nobody_what_another_changed(
    people: People, unit: Unit
) -> None:
    hazard = await verified(people, unit)

    forbidden = await do(people.manager, hazard, "amend", place="别处", reason="更正")
    hazard["version"] -= 1
    late = await do(people.enterprise, hazard, "amend", place="别处", reason="更正")

    assert (forbidden.status_code, late.status_code) == (403, 412)


async def test_a_general_hazard_becomes_major_with_a_new_term_and_is_reviewed_anew(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit, level="general", criteria=[])

    bare = await do(people.enterprise, hazard, "reclassify", level="major", reason="复核")
    changed = await do(
        people.enterprise,
        hazard,
        "reclassify",
        level="major",
        criteria=["GM-3-2"],
        due_on="2026-05-03",
        reason="复核",
    )

    assert bare.json()["code"] == "criterion_required"
    assert (changed.json()["level"], changed.json()["due_on"]) == ("major", "2026-05-03")
    [event] = await emitted(tx, events.HazardAmended)
    assert (event.previous_level, event.level, event.criteria) == ("general", "major", ["GM-3-2"])
    assert await counters.differing(tx) == 0


async def test_criteria_alone_move_no_due_date(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)

    changed = await do(
        people.enterprise,
        hazard,
        "reclassify",
        level="major",
        criteria=["GM-3-1"],
        due_on="2026-12-01",
        reason="条款有误",
    )

    assert (changed.json()["criteria"], changed.json()["due_on"]) == (["GM-3-1"], "2026-04-03")


async def test_a_listed_hazard_is_not_made_a_general_one(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    order = {"level": "subdistrict", "listed": True, "issued_on": "2026-03-04"}
    await do(people.clerk, hazard, "order", **order, number="督1", due_on="2026-04-03")

    response = await do(people.enterprise, hazard, "reclassify", level="general", reason="复核")

    assert (response.status_code, response.json()["code"]) == (409, "held_by_measure")


async def test_only_the_department_that_was_asked_takes_it_over_or_returns_it(
    people: People, unit: Unit, client_as: ClientAs
) -> None:
    hazard = await verified(people, unit)
    fire = client_as("department_officer", area=LIUCHENG, department="fire_station", person="five")

    offered = await do(
        people.enterprise, hazard, "offer-transfer", department="fire_station", reason="属消防"
    )
    twice = await do(
        people.enterprise, hazard, "offer-transfer", department="office", reason="属安办"
    )
    stranger = await do(people.office, hazard, "answer-transfer", accepted=True)
    returned = await do(fire, hazard, "answer-transfer", accepted=False, decision="不属消防")
    nothing = await do(fire, hazard, "answer-transfer", accepted=True)

    assert (offered.json()["department"], offered.json()["transfer_to"]) == (
        "enterprise",
        "fire_station",
    )
    assert twice.json()["code"] == "correction_pending"
    assert (stranger.status_code, stranger.json()["code"]) == (
        403,
        "receiving_department_required",
    )
    assert (returned.json()["department"], returned.json()["transfer_to"]) == ("enterprise", None)
    assert nothing.json()["code"] == "nothing_asked"


async def test_a_hazard_that_was_taken_over_is_the_other_departments(
    people: People, unit: Unit, client_as: ClientAs, tx: Session
) -> None:
    hazard = await verified(people, unit)
    fire = client_as("department_officer", area=LIUCHENG, department="fire_station", person="five")
    await do(
        people.enterprise, hazard, "offer-transfer", department="fire_station", reason="属消防"
    )
    waiting = await fire.get("/v1/hazards", params={"transfer_to": "fire_station"})

    taken = await do(fire, hazard, "answer-transfer", accepted=True)

    assert [line["id"] for line in waiting.json()["items"]] == [hazard["id"]]
    assert taken.json()["department"] == "fire_station"
    assert (
        await do(people.enterprise, hazard, "amend", place="二楼", reason="x")
    ).status_code == 404
    assert (await do(fire, hazard, "amend", place="二楼", reason="x")).status_code == 200
    [event, _] = await emitted(tx, events.HazardAmended)
    assert event.department == "fire_station"
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    assert [(c["kind"], c["accepted"]) for c in detail["corrections"]] == [("transfer", True)]


async def test_a_mistaken_verification_is_withdrawn_by_two_and_can_be_made_again(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)
    await do(people.manager, hazard, "plan", **PLAN)

    asked = await do(people.enterprise, hazard, "ask-withdrawal", reason="对象有误")
    own = await do(people.enterprise, hazard, "answer-withdrawal", accepted=True, decision="同意")
    done = await do(
        people.enterprise_two, hazard, "answer-withdrawal", accepted=True, decision="同意"
    )

    assert asked.json()["withdrawal_on"] == "2026-03-04"
    assert (own.status_code, own.json()["code"]) == (403, "another_person_required")
    shown = done.json()
    assert (shown["status"], shown["level"], shown["criteria"]) == ("reported", "suspected", [])
    assert [shown[part] for part in ("due_on", "verified_on", "responsible", "planned_on")] == [
        None
    ] * 4
    assert len(await emitted(tx, events.HazardWithdrawn)) == 1
    again = await do(people.enterprise, hazard, "verify", **VERIFIED)
    assert again.status_code == 200, again.text
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    assert len(detail["notices"]) == 2
    assert await counters.differing(tx) == 0


async def test_what_is_under_an_order_is_not_withdrawn(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    await do(people.enterprise, hazard, "stop", scope="车间", document="停1")

    response = await do(people.enterprise, hazard, "ask-withdrawal", reason="对象有误")

    assert (response.status_code, response.json()["code"]) == (409, "held_by_measure")


async def test_a_refused_withdrawal_leaves_the_verification(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    await do(people.enterprise, hazard, "ask-withdrawal", reason="对象有误")

    refused = await do(
        people.enterprise_two, hazard, "answer-withdrawal", accepted=False, decision="认定无误"
    )

    assert (refused.json()["status"], refused.json()["withdrawal_on"]) == ("verified", None)


async def test_a_duplicate_counts_once_and_carries_its_report_to_the_one_that_is_kept(
    people: People, unit: Unit, tx: Session
) -> None:
    lead = uuid4()
    await handlers.register_lead(accepted(unit, lead), tx)
    [duplicate] = (await people.clerk.get("/v1/hazards")).json()["items"]
    kept = await report(people.village, unit_id=str(unit.id))

    merged = await do(people.clerk, duplicate, "merge", into=kept["id"], reason="同一配电箱")
    kept["version"] += 1
    await do(people.enterprise, kept, "verify", **VERIFIED)

    assert merged.json()["merged_into"] == kept["id"]
    listed = (await people.clerk.get("/v1/hazards")).json()["items"]
    hidden = (await people.clerk.get("/v1/hazards", params={"merged": True})).json()["items"]
    assert [line["id"] for line in listed] == [kept["id"]]
    assert [line["id"] for line in hidden] == [duplicate["id"]]
    found = (await people.clerk.get("/v1/statistics/hazards")).json()
    assert [row["found"] for row in found] == [1]
    assert await counters.differing(tx) == 0
    [event] = await emitted(tx, events.HazardMerged)
    assert (str(event.into_id), event.into_verified, event.lead_id) == (kept["id"], False, lead)
    [verified_] = await emitted(tx, events.HazardVerified)
    assert verified_.merged_lead_ids == [lead]


async def test_a_unit_reads_nothing_of_the_report_behind_a_duplicate(
    people: People, unit: Unit, tx: Session
) -> None:
    await handlers.register_lead(accepted(unit, uuid4()), tx)
    [duplicate] = (await people.clerk.get("/v1/hazards")).json()["items"]
    kept = await report(people.village, unit_id=str(unit.id))
    await do(people.clerk, duplicate, "merge", into=kept["id"], reason="举报人所述与检查一致")

    for_office = (await people.clerk.get(f"/v1/hazards/{kept['id']}")).json()
    for_unit = await people.manager.get(f"/v1/hazards/{kept['id']}")

    assert [each["channel"] for each in for_office["duplicates"]] == ["public_report"]
    assert for_unit.json()["duplicates"] == for_unit.json()["corrections"] == []
    assert "public_report" not in for_unit.text
    assert (await people.manager.get(f"/v1/hazards/{duplicate['id']}")).status_code == 404


async def test_nothing_goes_on_with_a_duplicate_until_somebody_else_parts_them(
    people: People, unit: Unit, tx: Session
) -> None:
    kept = await report(people.village, unit_id=str(unit.id))
    duplicate = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, duplicate, "merge", into=kept["id"], reason="重复")

    frozen = await do(people.enterprise, duplicate, "verify", **VERIFIED)
    own = await do(people.enterprise, duplicate, "split", reason="不是同一处")
    parted = await do(people.enterprise_two, duplicate, "split", reason="不是同一处")
    again = await do(people.enterprise_two, duplicate, "split", reason="不是同一处")

    assert (frozen.status_code, frozen.json()["code"]) == (409, "merged_away")
    assert kept["number"] in frozen.json()["detail"]
    assert (own.status_code, own.json()["code"]) == (403, "another_person_required")
    assert parted.json()["merged_into"] is None
    assert again.json()["code"] == "not_merged"
    assert len(await emitted(tx, events.HazardParted)) == 1
    assert await counters.differing(tx) == 0


async def test_what_is_not_the_same_is_not_merged(people: People, unit: Unit) -> None:
    one = await report(people.village, unit_id=str(unit.id))
    other = await report(people.village)
    third = await report(people.village)
    await do(people.enterprise, other, "merge", into=one["id"], reason="重复")

    one["version"] += 1
    itself = await do(people.enterprise, one, "merge", into=one["id"], reason="重复")
    into_merged = await do(people.enterprise, third, "merge", into=other["id"], reason="重复")
    with_own = await do(people.enterprise, one, "merge", into=third["id"], reason="重复")

    assert [r.json()["code"] for r in (itself, into_merged, with_own)] == ["not_a_duplicate"] * 3


async def test_a_hazard_at_a_place_without_a_unit_is_bound_when_the_unit_is_known(
    people: People, unit: Unit
) -> None:
    hazard = await report(
        people.village, place="路口流动摊点", in_charge="张演示", in_charge_phone="13900000001"
    )
    await do(people.enterprise, hazard, "verify", **VERIFIED)
    before = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()["notices"]

    bound = await do(people.enterprise, hazard, "bind-unit", unit_id=str(unit.id))
    again = await do(people.enterprise, hazard, "bind-unit", unit_id=str(unit.id))
    unknown = await do(
        people.enterprise, await report(people.village), "bind-unit", unit_id=str(uuid4())
    )

    assert {notice["recipient"] for notice in before} == {"张演示", None}
    assert (bound.json()["unit_id"], bound.json()["industry"]) == (str(unit.id), unit.industry)
    after = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()["notices"]
    assert {notice["recipient"] for notice in after} == {unit.principal, unit.actual_controller}
    assert again.json()["code"] == "unit_bound"
    assert unknown.json()["code"] == "unit_unknown"
    assert bound.json()["area"] == LUJIANG


async def test_a_hazard_that_came_back_names_the_one_before(people: People, unit: Unit) -> None:
    first = await verified(people, unit)
    second = await report(people.village, unit_id=str(unit.id), previous_id=first["id"])

    detail = (await people.clerk.get(f"/v1/hazards/{first['id']}")).json()
    recurring = (await people.clerk.get("/v1/hazards", params={"recurring": True})).json()

    assert [each["id"] for each in detail["recurrences"]] == [second["id"]]
    assert [line["id"] for line in recurring["items"]] == [second["id"]]
