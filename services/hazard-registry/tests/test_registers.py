"""Areas, departments, units, criteria."""

from typing import Any

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.demo import unit_code
from contracts.hazards import UnitChanged, UnitRegistered
from hazard_registry.domain.unit import Unit

from .people import LIUCHENG, LUJIANG, People

SHOWN_ONLY = {"id", "version", "colour", "merged_into"}
UNIT: dict[str, Any] = {
    "code": unit_code(3),
    "name": "演示五金有限公司",
    "area": LUJIANG,
    "industry": "C3360",
    "department": "enterprise",
    "longitude": "118.386",
    "latitude": "24.960",
    "crs": "gcj02",
}


async def test_anybody_reads_the_fifteen_villages(client_as: ClientAs) -> None:
    response = await client_as().get("/v1/areas", params={"parent": LIUCHENG})

    codes = [area["code"] for area in response.json()]
    assert len(codes) == 15
    assert not {"350583002201", "350583002208"} & set(codes)


async def test_a_full_code_with_zeros_names_the_same_area(client_as: ClientAs) -> None:
    response = await client_as().get("/v1/areas/350583002000")

    assert (response.json()["code"], response.json()["name"]) == (LIUCHENG, "柳城街道")


async def test_a_grid_stands_under_its_village(people: People) -> None:
    grid = {"code": LUJIANG + "01", "name": "露江村第一网格", "valid_from": "2024-05-01"}

    added = await people.admin.post("/v1/areas", json=grid)
    again = await people.admin.post("/v1/areas", json=grid)
    orphan = await people.admin.post("/v1/areas", json=grid | {"code": "35058399900101"})
    by_village = await people.village.post("/v1/areas", json=grid)

    assert (added.status_code, added.json()["level"]) == (201, "grid")
    assert added.json()["parent"] == LUJIANG
    assert again.json()["code"] == "area_exists"
    assert orphan.json()["code"] == "area_has_no_parent"
    assert by_village.status_code == 403


async def test_an_area_that_ended_takes_nothing_new(people: People) -> None:
    change = {"name": "露江村", "valid_to": "2026-03-01"}

    ended = await people.admin.put(f"/v1/areas/{LUJIANG}", json=change, headers={"If-Match": '"1"'})
    stale = await people.admin.put(f"/v1/areas/{LUJIANG}", json=change, headers={"If-Match": '"1"'})
    refused = await people.clerk.post("/v1/units", json=UNIT)

    assert (ended.status_code, stale.status_code) == (200, 412)
    assert (refused.status_code, refused.json()["code"]) == (422, "area_unknown")


async def test_departments_say_what_they_have_to_do_with_safety(people: People) -> None:
    found = {d["code"]: d for d in (await people.village.get("/v1/departments")).json()}

    assert found["office"]["safety_role"] == "supervising"
    assert len(found) == 16


async def test_a_department_is_added_and_changed(people: People) -> None:
    new = {"code": "markets", "name": "市场监管所", "safety_role": "supervising"}

    added = await people.admin.post("/v1/departments", json=new)
    change = {"name": "市场监管所", "safety_role": "in_charge", "leader": "陈演示"}
    changed = await people.admin.put(
        "/v1/departments/markets", json=change, headers={"If-Match": '"1"'}
    )
    history = await people.clerk.get("/v1/departments/markets/history")

    assert (added.status_code, changed.json()["leader"]) == (201, "陈演示")
    assert [entry["action"] for entry in history.json()["items"]] == ["change", "add"]


async def test_a_unit_is_registered_and_the_others_copy_it(people: People, tx: Session) -> None:
    response = await people.clerk.post("/v1/units", json=UNIT)

    assert response.status_code == 201, response.text
    [event] = await emitted(tx, UnitRegistered)
    assert (event.code, event.name, event.industry) == (unit_code(3), UNIT["name"], "C3360")
    again = await people.clerk.post("/v1/units", json=UNIT)
    assert (again.status_code, again.json()["code"]) == (409, "unit_exists")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"code": unit_code(3)[:-1] + "0"}, "unit_code_wrong", "/code"),
        ({"code": "12345"}, "unit_code_wrong", "/code"),
        ({"area": "350583002208"}, "area_unknown", "/area"),
        ({"department": "nobody"}, "department_unknown", "/department"),
        ({"crs": None}, "point_incomplete", "/crs"),
        ({"longitude": "24.96", "latitude": "118.386"}, "point_outside", "/longitude"),
        ({"industry": "33A"}, "malformed", "/industry"),
        ({"principal_phone": "call me"}, "malformed", "/principal_phone"),
    ],
)
async def test_a_bad_unit_is_refused_with_the_field(
    people: People, change: dict[str, object], code: str, pointer: str
) -> None:
    response = await people.clerk.post("/v1/units", json=UNIT | change)

    assert (response.status_code, response.json()["code"]) == (422, code), response.text
    assert response.json()["errors"][0]["pointer"] == pointer


async def test_an_older_number_is_taken_as_what_it_is(people: People) -> None:
    old = UNIT | {"id_type": "registration_number", "code": "350583100000001"}

    response = await people.clerk.post("/v1/units", json=old)

    assert response.status_code == 201


async def test_changing_tells_the_others_only_what_they_copy(
    people: People, unit: Unit, tx: Session
) -> None:
    whole = (await people.clerk.get(f"/v1/units/{unit.id}")).json()
    body = {name: value for name, value in whole.items() if name not in SHOWN_ONLY}

    quiet = await people.clerk.put(
        f"/v1/units/{unit.id}",
        json=body | {"principal_phone": "13900000009"},
        headers={"If-Match": '"1"'},
    )
    silent = await emitted(tx, UnitChanged)
    loud = await people.clerk.put(
        f"/v1/units/{unit.id}", json=body | {"name": "新名"}, headers={"If-Match": '"2"'}
    )

    assert (quiet.status_code, silent) == (200, [])
    assert loud.status_code == 200
    assert [event.name for event in await emitted(tx, UnitChanged)] == ["新名"]
    entries = (await people.clerk.get(f"/v1/units/{unit.id}/history")).json()["items"]
    assert entries[1]["changes"]["principal_phone"] == ["138****0001", "139****0009"]


async def test_a_unit_changes_its_people_but_not_its_supervision(
    people: People, unit: Unit
) -> None:
    whole = (await people.manager.get(f"/v1/units/{unit.id}")).json()
    body = {name: value for name, value in whole.items() if name not in SHOWN_ONLY}

    flags = await people.manager.put(
        f"/v1/units/{unit.id}", json=body | {"department": "health"}, headers={"If-Match": '"1"'}
    )
    own = await people.manager.put(
        f"/v1/units/{unit.id}", json=body | {"principal": "陈演示"}, headers={"If-Match": '"1"'}
    )

    assert (flags.status_code, flags.json()["code"]) == (403, "outside_reach")
    assert own.status_code == 200


async def test_a_manager_sees_his_own_unit_alone(
    people: People, unit: Unit, client_as: ClientAs
) -> None:
    created = (await people.clerk.post("/v1/units", json=UNIT)).json()

    listed = (await people.manager.get("/v1/units")).json()["items"]
    other = await people.manager.get(f"/v1/units/{created['id']}")
    elsewhere = client_as("village_officer", area="350583002001", person="far")

    assert [line["id"] for line in listed] == [str(unit.id)]
    assert other.status_code == 404
    assert (await elsewhere.get("/v1/units")).json()["items"] == []
    assert "principal_phone" not in listed[0]


async def test_units_are_paged_without_gap_or_repeat(people: People) -> None:
    for number in range(10, 17):
        await people.clerk.post(
            "/v1/units", json=UNIT | {"code": unit_code(number), "name": f"演示{number}"}
        )
    seen: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": 3, "text": "演示1"} | ({"after": after} if after else {})
        page = (await people.clerk.get("/v1/units", params=query)).json()
        seen += [line["name"] for line in page["items"]]
        after = page["next"]
        if after is None:
            break

    assert seen == [f"演示{number}" for number in range(10, 17)]


async def test_all_431_criteria_are_there_and_found_by_words(people: People) -> None:
    codes: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": 200} | ({"after": after} if after else {})
        page = (await people.village.get("/v1/criteria", params=query)).json()
        codes += [item["code"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    found = await people.village.get("/v1/criteria", params={"text": "特种作业 取证"})

    assert len(codes) == len(set(codes)) == 431
    assert "GM-3-2" in [item["code"] for item in found.json()["items"]]


@pytest.mark.parametrize(
    ("standard", "day", "offered"),
    [
        ("FR", "2025-10-31", True),
        ("FR", "2025-11-01", False),
        ("HB", "2024-01-01", False),
        ("AQ", "2026-09-29", False),
        ("AQ", "2026-09-30", True),
        ("SE", "2024-11-30", False),
    ],
)
async def test_only_what_was_in_force_is_offered(
    people: People, standard: str, day: str, *, offered: bool
) -> None:
    query = {"standard": standard, "in_force_on": day}

    found = (await people.village.get("/v1/criteria", params=query)).json()["items"]

    assert bool(found) is offered


async def test_what_was_written_from_memory_says_so(people: People) -> None:
    read = (await people.village.get("/v1/criteria/GM-3-1")).json()
    remembered = (await people.village.get("/v1/criteria/FR-6-1")).json()

    assert (read["to_confirm"], remembered["to_confirm"]) == (False, True)
