"""More time, orders, stops and notices: facts beside the status, each by whom it is for."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import emitted
from contracts.hazards import (
    HazardExtended,
    HazardNotified,
    HazardOrdered,
    HazardResumed,
    HazardStopped,
)
from hazard_registry.domain.unit import Unit

from .people import VERIFIED, People, do, report

ORDER = {
    "level": "subdistrict",
    "number": "南安督〔2026〕3号",
    "listed": True,
    "issued_on": "2026-03-04",
    "due_on": "2026-04-03",
}


async def verified(people: People, unit: Unit, **changes: object) -> dict[str, Any]:
    hazard = await report(people.village, unit_id=str(unit.id))
    response = await do(people.enterprise, hazard, "verify", **(VERIFIED | changes))
    assert response.status_code == 200, response.text
    return hazard


async def test_more_time_is_granted_by_another_person(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)

    asked = await do(people.enterprise, hazard, "ask-extension", to_on="2026-05-01", reason="订货")
    own = await do(people.enterprise, hazard, "grant-extension")
    granted = await do(people.enterprise_two, hazard, "grant-extension", decision="同意")

    assert (asked.status_code, asked.json()["extension_to"]) == (200, "2026-05-01")
    assert (own.status_code, own.json()["code"]) == (403, "another_person_required")
    assert (granted.json()["due_on"], granted.json()["extensions"]) == ("2026-05-01", 1)
    assert len(await emitted(tx, HazardExtended)) == 1


async def test_a_refusal_leaves_the_due_date(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    await do(people.manager, hazard, "ask-extension", to_on="2026-05-01", reason="订货")

    refused = await do(people.enterprise, hazard, "refuse-extension", decision="理由不足")
    again = await do(people.enterprise, hazard, "grant-extension")

    assert (refused.json()["due_on"], refused.json()["extension_to"]) == ("2026-04-03", None)
    assert again.json()["code"] == "no_extension_asked"


async def test_extensions_are_limited_by_the_rule(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    for day in ("2026-05-01", "2026-06-01"):
        await do(people.manager, hazard, "ask-extension", to_on=day, reason="订货")
        await do(people.enterprise, hazard, "grant-extension")

    third = await do(people.manager, hazard, "ask-extension", to_on="2026-07-01", reason="订货")

    assert (third.status_code, third.json()["code"]) == (409, "no_more_extensions")


async def test_after_the_due_date_it_is_too_late_to_ask(
    people: People, unit: Unit, clock: FixedClock
) -> None:
    hazard = await verified(people, unit)
    clock.at += timedelta(days=40)

    late = await do(people.manager, hazard, "ask-extension", to_on="2026-07-01", reason="订货")

    assert (late.status_code, late.json()["code"]) == (409, "too_late_to_ask")


async def test_an_order_is_issued_answered_and_lifted(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)

    ordered = await do(people.leader, hazard, "order", **ORDER)
    second = await do(people.leader, hazard, "order", **ORDER)
    await do(people.manager, hazard, "reply-order", reply="已停用并订货")
    lifted = await do(people.leader, hazard, "lift-order", reason="已整改")

    assert ordered.json()["order_level"] == "subdistrict"
    assert second.json()["code"] == "order_in_force"
    assert lifted.json()["order_level"] is None
    [event] = await emitted(tx, HazardOrdered)
    assert (event.listed, event.due_on.isoformat()) == (True, "2026-04-03")
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    assert detail["orders"][0]["reply"] == "已停用并订货"


async def test_a_general_hazard_is_not_listed(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit, level="general", criteria=[])

    response = await do(people.leader, hazard, "order", **ORDER)

    assert (response.status_code, response.json()["code"]) == (422, "order_only_for_major")


async def test_a_village_issues_no_order(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)

    assert (await do(people.village, hazard, "order", **ORDER)).status_code == 403


async def test_production_resumes_only_after_application_and_consent(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)
    await do(people.enterprise, hazard, "stop", scope="切割车间", document="责停〔2026〕1号")

    early = await do(people.enterprise, hazard, "resume", opinion="同意")
    applied = await do(people.manager, hazard, "apply-resumption", application="整改完成,申请复产")
    resumed = await do(people.enterprise, hazard, "resume", opinion="现场审查合格")

    assert early.json()["code"] == "resumption_not_applied"
    assert applied.status_code == 200
    assert resumed.json()["stopped_on"] is None
    assert len(await emitted(tx, HazardStopped)) == len(await emitted(tx, HazardResumed)) == 1
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    assert detail["stoppages"][0]["review_due_on"] == "2026-03-16"


async def notices_of(people: People, hazard: dict[str, Any]) -> list[dict[str, Any]]:
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    hazard["version"] = detail["version"]
    found: list[dict[str, Any]] = detail["notices"]
    return found


async def on_notice(
    client: Any, hazard: dict[str, Any], notice: dict[str, Any], move: str, **body: object
) -> Any:
    return await client.post(
        f"/v1/hazards/{hazard['id']}/notices/{notice['id']}/{move}",
        json=body or None,
        headers={"If-Match": f'"{notice["version"]}"'},
    )


async def test_both_persons_are_given_notice_and_acknowledge_it(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)
    first, second = await notices_of(people, hazard)
    sent = {"method": "in_person", "sent_on": "2026-03-04"}

    await on_notice(people.village, hazard, first, "send", **sent)
    assert await emitted(tx, HazardNotified) == []
    await on_notice(people.village, hazard, second, "send", **sent)
    first, _ = await notices_of(people, hazard)
    got = await on_notice(people.manager, hazard, first, "acknowledge")

    assert {first["recipient"], second["recipient"]} == {"王演示", "李演示"}
    assert got.json()["acknowledged_on"] == got.json()["delivered_on"] == "2026-03-04"
    assert len(await emitted(tx, HazardNotified)) == 1


async def test_a_notice_is_sent_before_it_is_acknowledged_and_once(
    people: People, unit: Unit
) -> None:
    hazard = await verified(people, unit)
    first, _ = await notices_of(people, hazard)

    early = await on_notice(people.manager, hazard, first, "acknowledge")
    sent = {"method": "post", "sent_on": "2026-03-04"}
    await on_notice(people.clerk, hazard, first, "send", **sent)
    stale = await on_notice(people.clerk, hazard, first, "send", **sent)

    assert (early.status_code, early.json()["code"]) == (409, "illegal_move")
    assert stale.status_code == 412


async def test_notices_not_acknowledged_in_time_are_listed(
    people: People, unit: Unit, clock: FixedClock
) -> None:
    hazard = await verified(people, unit)

    before = await people.village.get("/v1/hazards", params={"unacknowledged": True})
    clock.at += timedelta(days=4)
    after = await people.village.get("/v1/hazards", params={"unacknowledged": True})

    assert before.json()["items"] == []
    assert [line["id"] for line in after.json()["items"]] == [hazard["id"]]


@pytest.mark.parametrize("verb", ["start", "submit", "close", "review", "reopen"])
async def test_a_move_that_does_not_fit_the_status_changes_nothing(
    people: People, unit: Unit, verb: str
) -> None:
    hazard = await verified(people, unit)
    bodies: dict[str, dict[str, object]] = {
        "submit": {"note": "好了"},
        "close": {"opinion": "同意"},
        "review": {"passed": True, "opinion": "好", "visited_on": "2026-03-04"},
        "reopen": {"reason": "复发", "due_on": "2026-05-01"},
    }

    response = await do(people.clerk, hazard, verb, **bodies.get(verb, {}))

    assert (response.status_code, response.json()["code"]) == (409, "illegal_move")
