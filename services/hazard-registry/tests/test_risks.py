"""Risk points: graded by scheme, checked by colour, and the unit takes the worst."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import emitted
from contracts.hazards import HazardReported, RiskGraded
from hazard_registry.domain.risk import Method, grade
from hazard_registry.domain.site_refusals import FactorNotInScale
from hazard_registry.domain.unit import Unit
from hazard_registry.store import seed
from httpx import Response

from .people import People

RULES = {rule["code"]: rule["value"] for rule in seed._json("rules/sites.json")}
POINT: dict[str, Any] = {
    "name": "桥式起重机吊运荒料",
    "consequences": "起重伤害",
    "control_level": "workshop",
    "responsible": "王演示",
    "technical": "限位器",
    "method": "lec",
    "factors": {"l": "3", "e": "6", "c": "15"},
}


@pytest.mark.parametrize(
    ("l", "e", "c", "colour"),
    [
        ("10", "10", "100", "red"),
        ("1", "10", "40", "red"),  # 400
        ("0.5", "6", "100", "orange"),  # 300
        ("3", "6", "15", "orange"),  # 270
        ("0.2", "6", "100", "yellow"),  # 120
        ("10", "1", "7", "blue"),  # 70 is not above 70
        ("6", "3", "7", "yellow"),  # 126
        ("0.1", "0.5", "1", "blue"),
    ],
)
def test_lec_bands(l: str, e: str, c: str, colour: str) -> None:  # noqa: E741
    factors = {"l": Decimal(l), "e": Decimal(e), "c": Decimal(c)}

    assert grade(Method.LEC, factors, (), RULES["risk.lec"]).colour == colour


def test_ls_has_no_gap_and_exact_borders() -> None:
    found = {
        l * s: grade(Method.LS, {"l": Decimal(l), "s": Decimal(s)}, (), RULES["risk.ls"]).colour
        for l, s in product(range(1, 6), repeat=2)  # noqa: E741
    }
    assert {p for p, c in found.items() if c == "red"} == {20, 25}
    assert {p for p, c in found.items() if c == "orange"} == {15, 16}
    assert {p for p, c in found.items() if c == "yellow"} == {9, 10, 12}
    assert {p for p, c in found.items() if c == "blue"} == {1, 2, 3, 4, 5, 6, 8}


def test_whether_a_border_belongs_to_the_worse_colour_is_the_schemes_to_say() -> None:
    scheme = RULES["risk.ls"] | {
        "bands": [band | {"inclusive": False} for band in RULES["risk.ls"]["bands"]]
    }
    four_by_five = {"l": Decimal(4), "s": Decimal(5)}

    assert grade(Method.LS, four_by_five, (), scheme).colour == "orange"
    with pytest.raises(FactorNotInScale):
        grade(Method.LS, {"l": Decimal(4), "s": Decimal(6)}, (), scheme)


async def enter(people: People, unit: Unit, **changed: Any) -> dict[str, Any]:
    made = await people.manager.post(
        "/v1/risk-points", json=POINT | {"unit_id": str(unit.id)} | changed
    )
    assert made.status_code == 201, made.text
    point: dict[str, Any] = made.json()
    return point


async def do(people: People, point: dict[str, Any], what: str, **body: Any) -> Response:
    response = await people.clerk.post(
        f"/v1/risk-points/{point['id']}/{what}",
        json=body,
        headers={"If-Match": f'"{point["version"]}"'},
    )
    if response.is_success:
        point.update(response.json())
    return response


async def test_a_point_is_graded_and_its_unit_takes_the_worst_colour(
    people: People, unit: Unit, tx: Session
) -> None:
    orange = await enter(people, unit)
    blue = await enter(people, unit, method="ls", factors={"l": "1", "s": "2"})

    assert (orange["colour"], orange["score"], orange["check_days"]) == ("orange", "270", 30)
    assert orange["basis"]["formula"] == "L × E × C = 270"
    assert (orange["basis"]["rule"], orange["basis"]["provisional"]) == ("risk.lec", True)
    assert orange["next_check_on"] == "2026-04-03"
    graded = await do(
        people, blue, "grade", method="direct", direct_reasons=["major_source"], why="x"
    )
    assert (graded.status_code, graded.json()["colour"]) == (200, "red")
    assert [old["colour"] for old in blue["gradings"]] == ["red", "blue"]
    assert blue["next_check_on"] == "2026-03-11"

    shown = (await people.clerk.get(f"/v1/units/{unit.id}")).json()
    assert shown["colour"] == "red"
    await do(people, blue, "end", why="设备拆除")
    events = await emitted(tx, RiskGraded)
    assert [event.unit_colour for event in events] == ["orange", "orange", "red", "orange"]
    ended = await do(people, blue, "check", checked_on="2026-03-04", passed=True, note="x")
    assert (ended.status_code, ended.json()["code"]) == (409, "illegal_move")


async def test_changing_a_unit_leaves_the_colour_that_was_given_meanwhile(
    people: People, unit: Unit
) -> None:
    whole = (await people.clerk.get(f"/v1/units/{unit.id}")).json()
    hidden = {"id", "version", "colour", "merged_into"}
    await enter(people, unit)

    saved = await people.clerk.put(
        f"/v1/units/{unit.id}",
        json={name: value for name, value in whole.items() if name not in hidden},
        headers={"If-Match": '"1"'},
    )

    assert saved.status_code == 200
    assert (await people.clerk.get(f"/v1/units/{unit.id}")).json()["colour"] == "orange"


async def test_a_control_that_failed_is_a_hazard(people: People, unit: Unit, tx: Session) -> None:
    point = await enter(people, unit)

    future = await do(people, point, "check", checked_on="2026-03-05", passed=True, note="x")
    failed = await do(
        people, point, "check", checked_on="2026-03-04", passed=False, note="限位失灵"
    )

    assert (future.status_code, future.json()["code"]) == (422, "date_in_future")
    assert failed.json()["last_checked_on"] == "2026-03-04"
    [event] = await emitted(tx, HazardReported)
    hazard = (await people.clerk.get(f"/v1/hazards/{event.hazard_id}")).json()
    assert "限位失灵" in hazard["description"]

    async def listed(of: str, name: str) -> list[dict[str, Any]]:
        found = (await people.manager.get(f"/v1/{of}/lists/{name}")).json()["items"]
        return list(found)

    for of in (f"units/{unit.id}", f"risk-points/{point['id']}"):
        [check] = await listed(of, "check")
        [found] = await listed(of, "hazard")
        assert (check["passed"], check["hazard_id"]) == (False, str(event.hazard_id))
        assert (found["id"], found["status"]) == (str(event.hazard_id), "reported")
        assert await listed(of, "rectification") == []
    path = f"/v1/units/{unit.id}/lists/check"
    csv = await people.manager.get(path, headers={"Accept": "text/csv"})
    assert csv.text.splitlines()[0].endswith("检查日期,检查内容,是否合格,情况,形成隐患")


async def test_a_check_is_overdue_the_day_after(
    people: People, unit: Unit, clock: FixedClock
) -> None:
    await enter(people, unit)

    for day, many in ((date(2026, 4, 3), 0), (date(2026, 4, 4), 1)):
        clock.at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        late = await people.clerk.get("/v1/risk-points", params={"check_overdue": "true"})
        assert len(late.json()["items"]) == many, day


async def test_the_map_shows_units_by_colour_to_those_who_see_them(
    people: People, unit: Unit
) -> None:
    await enter(people, unit)

    [seen] = (await people.village.get("/v1/risk-points/map")).json()["items"]
    counted = (await people.leader.get("/v1/risk-points/colours")).json()

    assert (seen["id"], seen["colour"], seen["orange"]) == (str(unit.id), "orange", 1)
    assert counted == [{"area": unit.area, "colour": "orange", "points": 1, "units": 1}]
    assert (await people.worker.post("/v1/risk-points", json=POINT)).status_code == 403
    wrong = await people.manager.post(
        "/v1/risk-points", json=POINT | {"unit_id": str(unit.id), "factors": {"l": "2"}}
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/factors/l")
