"""Units from a spreadsheet: merged by code, every bad cell named, twice the same is once."""

from typing import Any

import pytest
from chassis.db import Session
from chassis.testing import emitted
from contracts.demo import unit_code
from contracts.hazards import UnitChanged, UnitRegistered
from hazard_registry.domain.unit import Unit
from httpx import Response
from office.testing import a_book

from .people import LUJIANG, People

HEAD = ("统一社会信用代码", "单位名称", "属地", "行业代码", "监管部门", "规模", "重点群体", "经度", "纬度", "坐标系")  # fmt: skip


def a_row(number: int, **changed: Any) -> list[Any]:
    row = dict(zip(HEAD, (unit_code(number), f"演示{number}厂", "露江村"), strict=False))
    return [(row | changed).get(title) for title in HEAD]


async def send(people: People, *rows: list[Any], dry_run: bool = False) -> Response:
    return await people.clerk.post(
        "/v1/imports/units", content=a_book(HEAD, *rows), params={"dry_run": dry_run}
    )


async def test_new_units_are_entered_known_ones_merged_and_twice_is_once(
    people: People, unit: Unit, tx: Session
) -> None:
    rows = [
        a_row(3, 行业代码="C3032", 规模="小型", 重点群体="二级医院、养老机构"),
        a_row(7, 单位名称="新名字厂"),
    ]

    dry = (await send(people, *rows, dry_run=True)).json()
    nothing = await emitted(tx, UnitRegistered)
    first = (await send(people, *rows)).json()
    again = (await send(people, *rows)).json()

    assert (dry["created"], dry["changed"], nothing) == (1, 1, [])
    assert (first["created"], first["changed"], first["unchanged"]) == (1, 1, 0)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert [event.name for event in await emitted(tx, UnitRegistered)] == ["演示3厂"]
    assert [event.name for event in await emitted(tx, UnitChanged)] == ["新名字厂"]
    kept = (await people.clerk.get(f"/v1/units/{unit.id}")).json()
    assert (kept["name"], kept["principal"]) == ("新名字厂", unit.principal)
    found = (await people.clerk.get("/v1/units", params={"key_group": "nursing_home"})).json()
    assert [line["code"] for line in found["items"]] == [unit_code(3)]


@pytest.mark.parametrize(
    ("changed", "cell", "code"),
    [
        ({"统一社会信用代码": unit_code(3)[:-1] + "0"}, "A2", "credit_code_check"),
        ({"属地": "没有的村"}, "C2", "area_unknown"),
        ({"属地": "350583001001"}, "C2", "area_unknown"),
        ({"行业代码": "33A"}, "D2", "industry_malformed"),
        ({"监管部门": "没有的部门"}, "E2", "department_unknown"),
        ({"规模": "巨型"}, "F2", "cell_not_choice"),
        ({"经度": "118.386"}, "J2", "point_incomplete"),
        ({"经度": "24.9", "纬度": "118.3", "坐标系": "CGCS2000"}, "H2", "point_outside"),
    ],
)
async def test_a_bad_cell_is_named_and_nothing_is_changed(
    people: People, tx: Session, changed: dict[str, Any], cell: str, code: str
) -> None:
    response = await send(people, a_row(3, **changed), a_row(4))

    assert response.status_code == 422, response.text
    [error] = response.json()["errors"]
    assert (error["pointer"], error["code"]) == (f"台账!{cell}", code)
    assert await emitted(tx, UnitRegistered) == []


async def test_one_unit_stands_on_one_row(people: People) -> None:
    response = await send(people, a_row(3), a_row(3, 单位名称="另一个名字"))

    assert [error["code"] for error in response.json()["errors"]] == ["unit_twice"]


async def test_a_list_of_units_is_a_file_that_comes_in_again(people: People, unit: Unit) -> None:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    out = await people.clerk.get("/v1/units", headers={"Accept": sheet})

    back = await people.clerk.post("/v1/imports/units", content=out.content)

    assert (back.status_code, back.json()["unchanged"]) == (200, 1), back.text


async def test_a_double_is_merged_with_all_that_it_had(people: People, unit: Unit) -> None:
    body = {"id_type": "registration_number", "code": "350583100000001", "name": "同一家厂"}
    double = (await people.clerk.post("/v1/units", json=body | {"area": LUJIANG})).json()
    found = await people.clerk.post(
        "/v1/hazards",
        json={
            "description": "配电箱无盖",
            "origin": "inspection",
            "found_on": "2026-03-03",
            "unit_id": double["id"],
        },
    )
    path, why = f"/v1/units/{double['id']}/merge", {"into": str(unit.id), "why": "重复登记"}

    own = await people.clerk.post(
        path, json=why | {"into": double["id"]}, headers={"If-Match": '"1"'}
    )
    merged = await people.clerk.post(path, json=why, headers={"If-Match": '"1"'})
    again = await people.clerk.post(path, json=why, headers={"If-Match": '"2"'})

    assert (own.status_code, own.json()["code"]) == (409, "merge_impossible")
    assert (merged.status_code, merged.json()["merged_into"]) == (200, str(unit.id))
    assert again.json()["code"] == "merge_impossible"
    hazard = (await people.clerk.get(f"/v1/hazards/{found.json()['id']}")).json()
    assert hazard["unit_id"] == str(unit.id)
    assert (await people.manager.post(path, json=why)).status_code == 403
