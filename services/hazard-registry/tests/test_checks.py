"""Self-checks are owed by rule and answered item by item; checklists are versioned and counted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import emitted
from contracts.demo import unit_code
from contracts.hazards import HazardReported, SelfCheckDone, SelfCheckOverdue
from hazard_registry.domain.self_check import Frequency, period_of
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_unit
from hazard_registry.store import units
from hazard_registry.use_cases.self_checks import mark_self_checks_overdue, open_self_checks
from httpx import Response

from .people import People


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


MARCH = noon(date(2026, 3, 4))


@pytest.mark.parametrize(
    ("day", "frequency", "name", "first", "last"),
    [
        (date(2026, 3, 31), Frequency.QUARTER, "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), Frequency.QUARTER, "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2024, 2, 29), Frequency.MONTH, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 12, 31), Frequency.QUARTER, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_one_period(
    day: date, frequency: Frequency, name: str, first: date, last: date
) -> None:
    period = period_of(day, frequency)

    assert (period.name, period.first, period.last) == (name, first, last)


async def duty(people: People, **wanted: Any) -> dict[str, Any]:
    [found] = (await people.clerk.get("/v1/self-checks", params=wanted)).json()["items"]
    shown: dict[str, Any] = (await people.clerk.get(f"/v1/self-checks/{found['id']}")).json()
    return shown


async def items_of(people: People, checklist_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await people.manager.get(f"/v1/checklists/{checklist_id}")
    ).json()["items"]
    return found


async def answer(people: People, owed: dict[str, Any], *failed: int, **changed: Any) -> Response:
    items = await items_of(people, owed["proposed_checklist_id"])
    answers = [
        {"item_id": item["id"], "passed": number not in failed, "note": "演示"}
        for number, item in enumerate(items)
    ]
    body = {"checklist_id": owed["proposed_checklist_id"], "led_by": "王演示", "answers": answers}
    return await people.manager.post(
        f"/v1/self-checks/{owed['id']}/answer",
        json=body | changed,
        headers={"If-Match": f'"{owed["version"]}"'},
    )


async def test_every_unit_owes_by_its_risk_and_owes_once(
    people: People, unit: Unit, tx: Session
) -> None:
    risky = a_unit(code=unit_code(8), drill_high_risk=True)
    await units.add(tx, risky)
    await units.add(tx, a_unit(code=unit_code(9), active=False))

    assert await open_self_checks(tx, at=MARCH) == 2
    assert await open_self_checks(tx, at=MARCH) == 0
    assert await open_self_checks(tx, at=noon(date(2026, 4, 1))) == 2

    usual = await duty(people, unit_id=str(unit.id), period="2026-Q1")
    often = await duty(people, unit_id=str(risky.id), period="2026-03")
    assert (usual["frequency"], usual["due_on"]) == ("quarter", "2026-03-31")
    assert (often["frequency"], often["due_on"]) == ("month", "2026-03-31")
    assert (usual["basis"]["rule"], usual["basis"]["article"]) == ("self_check.period", "第6项")


async def test_what_failed_becomes_a_hazard_and_the_others_hear_of_it(
    people: People, unit: Unit, tx: Session
) -> None:
    await open_self_checks(tx, at=MARCH)
    owed = await duty(people, unit_id=str(unit.id))

    done = await answer(people, owed, 3, 5)

    assert done.status_code == 200, done.text
    shown = done.json()
    assert (shown["failed"], shown["led_by_principal"]) == (2, True)
    raised = [line["hazard_id"] for line in shown["answers"] if not line["passed"]]
    hazard = (await people.manager.get(f"/v1/hazards/{raised[0]}")).json()
    assert (hazard["origin"], hazard["unit_id"]) == ("self_check", str(unit.id))
    assert len(await emitted(tx, HazardReported)) == 2
    [event] = await emitted(tx, SelfCheckDone)
    assert (event.period, event.failed, event.items) == ("2026-Q1", 2, len(shown["answers"]))
    again = await answer(people, shown, 1)
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")


async def test_nothing_found_is_a_result_too(people: People, unit: Unit, tx: Session) -> None:
    await open_self_checks(tx, at=MARCH)
    owed = await duty(people, unit_id=str(unit.id))

    done = await answer(people, owed, led_by="别人")

    assert (done.json()["failed"], done.json()["led_by_principal"]) == (0, False)
    assert await emitted(tx, HazardReported) == []
    clean = (await people.clerk.get("/v1/self-checks", params={"done": "true"})).json()["items"]
    assert len(clean) == 1


async def test_the_monthly_table_counts_who_owed_a_check_and_who_did_it(
    people: People, unit: Unit, tx: Session
) -> None:
    await units.add(tx, a_unit(code=unit_code(8), drill_high_risk=True))
    await open_self_checks(tx, at=MARCH)
    await answer(people, await duty(people, unit_id=str(unit.id)))

    async def told(period: str) -> list[tuple[Any, Any]]:
        asked = await people.clerk.get("/v1/statistics/monthly", params={"period": period})
        return [(one["month"], one["year_to_date"]) for one in asked.json()["columns"][:4]]

    # A quarter is owed in each of its months, a month only in its own; both were opened in March.
    assert await told("2026-02") == [("1", "1"), ("0", "0"), ("0.0", "0.0"), ("0", "0")]
    assert await told("2026-03") == [("2", "2"), ("1", "1"), ("50.0", "50.0"), ("1", "1")]


async def test_each_item_is_answered_once_and_by_a_list_in_use(
    people: People, unit: Unit, tx: Session
) -> None:
    await open_self_checks(tx, at=MARCH)
    owed = await duty(people, unit_id=str(unit.id))
    items = await items_of(people, owed["proposed_checklist_id"])
    one = {"item_id": items[0]["id"], "passed": True}
    other = (await people.clerk.get("/v1/checklists", params={"level": "post"})).json()["items"][0]

    short = await answer(people, owed, answers=[one])
    twice = await answer(people, owed, answers=[one] * len(items))
    wrong = await answer(people, owed, checklist_id=other["id"])

    assert [short.json()["code"], twice.json()["code"]] == ["answers_incomplete"] * 2
    assert short.json()["errors"][0]["pointer"] == "/answers"
    assert wrong.json()["code"] == "checklist_not_in_use"


async def test_a_period_that_ended_is_overdue_the_day_after_and_told_once(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    await open_self_checks(tx, at=MARCH)

    assert await mark_self_checks_overdue(tx, at=noon(date(2026, 3, 31))) == 0
    assert await mark_self_checks_overdue(tx, at=noon(date(2026, 4, 1))) == 1
    assert await mark_self_checks_overdue(tx, at=noon(date(2026, 4, 2))) == 0

    [event] = await emitted(tx, SelfCheckOverdue)
    assert (event.unit_id, event.due_on) == (unit.id, date(2026, 3, 31))
    clock.at = noon(date(2026, 4, 2))
    late = await duty(people, overdue="true")
    done = await answer(people, late)
    assert (done.status_code, done.json()["overdue_on"]) == (200, "2026-04-01")
    as_it_was = {"overdue": "true", "as_of": "2026-04-01"}
    assert len((await people.clerk.get("/v1/self-checks", params=as_it_was)).json()["items"]) == 1
    assert (await people.clerk.get("/v1/self-checks", params={"overdue": "true"})).json()[
        "items"
    ] == []


async def test_a_checklist_lives_in_editions_and_counts_its_hits(
    people: People, unit: Unit, tx: Session
) -> None:
    made = await people.clerk.post(
        "/v1/checklists/generate",
        json={"title": "工贸自查", "sector": "industry", "industry": "工贸-管理"},
    )
    assert made.status_code == 201, made.text
    draft = made.json()
    assert {item["criterion"] for item in draft["items"]} == {"GM-3-1", "GM-3-2"}
    path = f"/v1/checklists/{draft['id']}"
    early = await people.clerk.post(f"{path}/revise", headers={"If-Match": '"1"'})
    first = await people.clerk.post(f"{path}/publish", headers={"If-Match": '"1"'})
    changed = await people.clerk.put(
        path, json={"title": "x", "level": "unit"}, headers={"If-Match": '"2"'}
    )
    second = (await people.clerk.post(f"{path}/revise", headers={"If-Match": '"2"'})).json()
    await people.clerk.post(f"/v1/checklists/{second['id']}/publish", headers={"If-Match": '"1"'})

    assert (early.json()["code"], changed.json()["code"]) == ("illegal_move", "illegal_move")
    assert first.json()["status"] == "published"
    assert (await people.clerk.get(path)).json()["status"] == "retired"
    assert (second["edition"], len(second["items"])) == (2, 2)


async def test_a_unit_is_offered_the_list_of_its_trade(
    people: People, unit: Unit, tx: Session
) -> None:
    body = {"title": "工贸", "sector": "industry", "industry": "工贸-管理"}
    made = (await people.clerk.post("/v1/checklists/generate", json=body)).json()
    await people.clerk.post(f"/v1/checklists/{made['id']}/publish", headers={"If-Match": '"1"'})
    trade = a_unit(code=unit_code(8), sector="industry")
    await units.add(tx, trade)
    await open_self_checks(tx, at=MARCH)

    other = await duty(people, unit_id=str(unit.id))
    owed = await duty(people, unit_id=str(trade.id))
    assert owed["proposed_checklist_id"] == made["id"] != other["proposed_checklist_id"]

    await answer(people, other, 2)
    used = await items_of(people, other["proposed_checklist_id"])
    assert [(item["uses"], item["hits"], item["rate"]) for item in used[1:3]] == [
        (1, 0, "0.0"),
        (1, 1, "100.0"),
    ]
