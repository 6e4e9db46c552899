"""Grades, demonstrations, self-assessments, safety expenses, the profile of a unit."""

from decimal import Decimal
from typing import Any

import pytest
from hazard_registry.domain.standing import due_of
from hazard_registry.domain.unit import Unit
from hazard_registry.store import seed

from .people import LIUCHENG, LUJIANG, People

RATES = next(
    rule["value"]
    for rule in seed._json("rules/sites.json")
    if rule["code"] == "safety_expense.rates"
)
GRADE: dict[str, Any] = {
    "grade": "three",
    "certificate": "演示AQB001",
    "issuer": "泉州市应急管理局",
    "granted_on": "2024-02-29",
}


@pytest.mark.parametrize(
    ("sector", "base", "due"),
    [
        ("machinery", "36000000", "560000.00"),
        ("machinery", "10000000", "235000.00"),
        ("machinery", "10000001", "235000.01"),
        ("smelting", "0", "0.00"),
        ("fireworks", "30000000", "950000.00"),
        ("freight", "1234567.89", "12345.68"),
        ("mine_metal_underground", "1000", "15000.00"),
    ],
)
def test_what_is_due_is_computed_band_by_band(sector: str, base: str, due: str) -> None:
    assert due_of(Decimal(base), RATES[sector])[0] == Decimal(due)


async def test_a_grade_lasts_as_long_as_the_rule_says_and_can_be_revoked(
    people: People, unit: Unit
) -> None:
    made = await people.clerk.post("/v1/standardisations", json=GRADE | {"unit_id": str(unit.id)})
    assert made.status_code == 201, made.text
    grade = made.json()
    assert (grade["valid_to"], grade["basis"]["rule"]) == ("2027-02-28", "standardisation.validity")

    async def valid(day: str) -> int:
        asked = {"in_force": "true", "as_of": day}
        return len((await people.clerk.get("/v1/standardisations", params=asked)).json()["items"])

    assert [await valid(day) for day in ("2024-02-28", "2027-02-28", "2027-03-01")] == [0, 1, 0]
    path = f"/v1/standardisations/{grade['id']}/revoke"
    body = {"reason": "发生亡人事故"}
    revoked = await people.clerk.post(path, json=body, headers={"If-Match": '"1"'})
    again = await people.clerk.post(path, json=body, headers={"If-Match": '"2"'})
    assert (revoked.json()["revoked_on"], again.json()["code"]) == ("2026-03-04", "illegal_move")
    assert [await valid(day) for day in ("2026-03-03", "2026-03-04")] == [1, 0]
    assert (
        await people.manager.post("/v1/standardisations", json=GRADE | {"unit_id": str(unit.id)})
    ).status_code == 403
    future = GRADE | {"unit_id": str(unit.id), "granted_on": "2026-03-05"}
    assert (await people.clerk.post("/v1/standardisations", json=future)).json()[
        "code"
    ] == "date_in_future"


async def test_a_unit_judges_itself_in_three_dimensions_and_anew(
    people: People, unit: Unit
) -> None:
    met = {
        "management": [
            "organisation",
            "safety_staff",
            "responsibility_system",
            "rules",
            "training",
        ],
        "site": ["sort", "set_in_order", "shine", "standardise", "sustain"],
        "post": ["five_think", "five_dont", "pre_shift_minute"],
    }
    body = {"unit_id": str(unit.id), "met": met}

    first = (await people.manager.post("/v1/assessments", json=body)).json()
    better = body | {"met": met | {"post": [*met["post"], "operating_card"]}}
    second = (await people.manager.post("/v1/assessments", json=better)).json()
    wrong = await people.manager.post("/v1/assessments", json=body | {"met": {"site": ["dance"]}})
    newest = (await people.clerk.get("/v1/assessments", params={"newest": "true"})).json()["items"]

    assert (first["management"], first["site"], first["post"]) == (83, 83, 75)
    assert (first["up_to_standard"], second["up_to_standard"]) == (False, True)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/met/site")
    assert [line["id"] for line in newest] == [second["id"]]


async def test_a_profile_says_what_is_missing(people: People, unit: Unit) -> None:
    path = f"/v1/units/{unit.id}/profile"
    before = (await people.manager.get(path)).json()
    post = {"role": "principal", "title": "总经理", "holder": "王演示", "duties": "全面负责"}
    await people.manager.post(
        "/v1/posts", json=post | {"unit_id": str(unit.id), "since": "2025-01-01"}
    )
    after = (await people.manager.get(path)).json()

    assert {"safety_staff", "risk_points", "address", "self_assessment"} <= set(before["missing"])
    assert set(before["missing"]) - set(after["missing"]) == {"first_responsible_post"}
    assert after["score"] > before["score"]


async def test_expenses_are_judged_by_law_only_where_it_sets_a_rate(
    people: People, unit: Unit
) -> None:
    of_unit = {"unit_id": str(unit.id)}
    money = {"base": "36000000.00", "accrued": "500000.00", "used": "300000.00"}

    lawful = await people.manager.post(
        "/v1/safety-expenses", json=of_unit | money | {"sector": "machinery", "year": 2025}
    )
    free = await people.manager.post(
        "/v1/safety-expenses", json=of_unit | money | {"sector": "none", "year": 2024}
    )
    twice = await people.manager.post(
        "/v1/safety-expenses", json=of_unit | money | {"sector": "none", "year": 2024}
    )
    short = (await people.clerk.get("/v1/safety-expenses", params={"short": "true"})).json()

    assert (lawful.json()["due"], lawful.json()["basis"]["provisional"]) == ("560000.00", True)
    assert lawful.json()["basis"]["formula"] == "10000000 × 0.0235 + 26000000.00 × 0.0125"
    assert (free.json()["due"], free.json()["basis"]) == (None, None)
    assert twice.json()["code"] == "exists_already"
    assert [line["id"] for line in short["items"]] == [lawful.json()["id"]]
    enough = await people.manager.put(
        f"/v1/safety-expenses/{lawful.json()['id']}",
        json=money | {"sector": "machinery", "accrued": "560000.00"},
        headers={"If-Match": '"1"'},
    )
    assert enough.status_code == 200
    assert (await people.clerk.get("/v1/safety-expenses?short=true")).json()["items"] == []


async def test_the_plans_figures_count_what_their_lists_show(people: People, unit: Unit) -> None:
    await people.clerk.post("/v1/standardisations", json=GRADE | {"unit_id": str(unit.id)})
    new = GRADE | {"unit_id": str(unit.id), "granted_on": "2024-05-06"}
    await people.clerk.post("/v1/standardisations", json=new)
    model = {"name": "示范岗", "recognised_by": "街道", "recognised_on": "2025-01-01"}
    place = {"kind": "post", "area": LUJIANG, "unit_id": str(unit.id)}
    assert (await people.clerk.post("/v1/demonstrations", json=model | place)).status_code == 201
    town = {"kind": "township", "name": "柳城街道", "area": LIUCHENG}
    assert (await people.clerk.post("/v1/demonstrations", json=model | town)).status_code == 201

    answer = (await people.leader.get("/v1/indicators")).json()["items"]
    figures = {one["code"]: one for one in answer}

    rows = {one["row"] for one in answer}
    assert {"6", "7", "9", "10", "11", "12", "19", "24", "26", "29", "S2"} <= rows
    assert figures["12.graded"]["value"] == "1"
    assert (figures["12.graded"]["target"], figures["12.graded"]["light"]) == ("4", "red")
    assert figures["12.township"]["light"] == "green"
    assert (figures["12.posts"]["value"], figures["12.posts"]["target"]) == ("1", "40")
    assert figures["6.done_rate"]["value"] is None
    assert figures["6.done_rate"]["light"] == "grey"
    assert figures["6.done_rate"]["missing"]
    for one in answer:
        if one["row"] == "7":
            continue
        listed = await people.leader.get(one["list_url"] + "&limit=200")
        assert listed.status_code == 200, (one["code"], listed.text)
        assert len(listed.json()["items"]) == one["numerator"], one["code"]
    elsewhere = (await people.leader.get("/v1/indicators?row=12&area=350583002001")).json()["items"]
    assert {one["code"]: one["value"] for one in elsewhere}["12.graded"] == "0"
