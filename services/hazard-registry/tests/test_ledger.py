"""The ledger comes in whole or not at all, and the same rows never twice."""

from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.testing import emitted
from contracts.demo import unit_code
from contracts.hazards import (
    HazardClosed,
    HazardOrdered,
    HazardReported,
    HazardVerified,
    UnitRegistered,
)
from hazard_registry.domain.unit import Unit
from httpx import AsyncClient, Response
from sqlalchemy import text

from .ledgers import HEADER, a_ledger, a_row, an_open_row
from .people import PLAN, People, do

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def bring(client: AsyncClient, ledger: bytes, *, dry_run: bool = False) -> Response:
    return await client.post(
        "/v1/imports/ledger",
        params={"dry_run": dry_run},
        content=ledger,
        headers={"Content-Type": XLSX},
    )


async def listed(client: AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/v1/hazards")).json()["items"]
    return found


async def test_a_closed_row_becomes_a_closed_hazard_of_a_new_unit(
    people: People, tx: Session
) -> None:
    response = await bring(people.clerk, a_ledger(a_row()))

    assert response.status_code == 200, response.text
    assert (response.json()["created"], response.json()["units_created"]) == (1, 1)
    [line] = await listed(people.clerk)
    detail = (await people.clerk.get(f"/v1/hazards/{line['id']}")).json()
    assert (detail["status"], detail["level"], detail["closed_on"]) == (
        "closed",
        "major",
        "2026-01-22",
    )
    assert (detail["criteria"], detail["funds"], detail["department"]) == (
        ["GM-13-1"],
        "15000.00",
        "enterprise",
    )
    assert detail["notified_on"] == "2026-01-07"
    assert detail["reviews"][0]["reviewer_name"] == "赵演示"
    [unit] = await emitted(tx, UnitRegistered)
    assert (unit.code, unit.area) == (unit_code(1), "350583002202")
    assert len(await emitted(tx, HazardReported)) == len(await emitted(tx, HazardClosed)) == 1
    assert await emitted(tx, HazardVerified) == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "planned"),
        ({"整改措施": None}, "verified"),
        ({"整改进展": "60%"}, "rectifying"),
        ({"整改进展": "正在更换"}, "rectifying"),
        ({"整改进展": "100%", "完成日期": "2026-02-01"}, "awaiting_review"),
    ],
)
async def test_the_state_follows_from_the_dates(
    people: People, changes: dict[str, Any], status: str, tx: Session
) -> None:
    await bring(people.clerk, a_ledger(an_open_row(**changes)))

    [line] = await listed(people.clerk)
    assert (line["status"], line["order_level"]) == (status, "subdistrict")
    assert line["stopped_on"] == "2026-01-05"
    assert len(await emitted(tx, HazardVerified)) == len(await emitted(tx, HazardOrdered)) == 1


async def test_the_same_file_twice_changes_nothing(people: People) -> None:
    ledger = a_ledger(a_row(), an_open_row(隐患描述="另一处隐患"))
    await bring(people.clerk, ledger)

    again = await bring(people.clerk, ledger)

    assert (again.json()["created"], again.json()["already_known"]) == (0, 2)
    assert len(await listed(people.clerk)) == 2


async def test_a_dry_run_says_what_would_happen_and_does_nothing(
    people: People, tx: Session
) -> None:
    response = await bring(people.clerk, a_ledger(a_row()), dry_run=True)

    assert (response.json()["dry_run"], response.json()["created"]) == (True, 1)
    assert await listed(people.clerk) == []
    assert await emitted(tx, UnitRegistered) == []


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"统一社会信用代码": unit_code(1)[:-1] + "0"}, "credit_code_check", "D4"),
        ({"统一社会信用代码": None}, "ledger_unit_unknown", "D4"),
        ({"所在村(社区)": "水头镇"}, "ledger_area_unknown", "E4"),
        ({"行业领域": "魔法"}, "cell_not_choice", "F4"),
        ({"隐患描述": None}, "cell_required", "G4"),
        ({"判定依据(标准+条款)": "GM-99-9"}, "ledger_criterion_unknown", "H4"),
        ({"判定依据(标准+条款)": "FR-6-1"}, "ledger_criterion_not_in_force", "H4"),
        ({"发现渠道": "托梦"}, "cell_not_choice", "I4"),
        ({"发现日期": "2026-02-30"}, "cell_no_such_date", "J4"),
        ({"发现日期": "2026-03-05"}, "ledger_date_future", "J4"),
        ({"督办/监管责任单位和责任人": "不存在的部门"}, "ledger_department_unknown", "N4"),
        ({"整改时限": None}, "cell_required", "O4"),
        ({"整改资金(万元)": "很多"}, "cell_not_number", "P4"),
        ({"完成日期": "2026-01-01"}, "ledger_date_order", "X4"),
        ({"销号日期": "2026-01-10"}, "ledger_date_order", "AB4"),
    ],
)
async def test_a_bad_cell_is_named_and_nothing_is_half_imported(
    people: People, changes: dict[str, Any], code: str, cell: str
) -> None:
    ledger = a_ledger(a_row(), a_row(**({"隐患描述": "第二条"} | changes)))

    dry = await bring(people.clerk, ledger, dry_run=True)
    real = await bring(people.clerk, ledger)

    assert dry.status_code == 200, dry.text
    assert (real.status_code, real.json()["code"]) == (422, "ledger_faulty")
    for errors in (dry.json()["errors"], real.json()["errors"]):
        assert (errors[0]["pointer"], errors[0]["code"]) == (f"台账!{cell}", code)
        assert cell in errors[0]["message"]
    assert await listed(people.clerk) == []


async def test_the_same_row_twice_in_one_file_is_a_fault(people: People) -> None:
    response = await bring(people.clerk, a_ledger(a_row(), a_row()))

    assert response.json()["errors"][0]["code"] == "ledger_row_twice"


async def test_headers_may_be_merged_and_named_otherwise(people: People) -> None:
    names = {"单位名称": "企 业 名 称", "整改资金(万元)": "整改资金(万元)", "发现渠道": "隐患来源"}
    row = {names.get(title, title): value for title, value in a_row().items()}
    header = [names.get(title, title) for title in HEADER]

    response = await bring(people.clerk, a_ledger(row, header=header))

    assert (response.status_code, response.json()["created"]) == (200, 1), response.text


async def test_a_column_that_is_missing_is_named_and_nothing_is_imported(people: People) -> None:
    header = [title for title in HEADER if title != "单位名称"]

    dry = await bring(people.clerk, a_ledger(a_row(), header=header), dry_run=True)
    real = await bring(people.clerk, a_ledger(a_row(), header=header))

    assert (dry.status_code, real.status_code) == (200, 422), dry.text
    [error] = real.json()["errors"]
    assert dry.json()["errors"] == [error]
    assert "缺少“单位名称”列" in error["message"]
    assert await listed(people.clerk) == []


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 broken"])
async def test_what_is_no_workbook_is_refused(people: People, data: bytes) -> None:
    response = await bring(people.clerk, data)

    assert (response.status_code, response.json()["code"]) == (422, "ledger_unreadable")


async def test_a_registered_unit_is_found_by_its_name(people: People, unit: Unit) -> None:
    row = a_row(单位名称=unit.name, 统一社会信用代码=None)

    response = await bring(people.clerk, a_ledger(row))

    assert (response.json()["created"], response.json()["units_created"]) == (1, 0)
    [line] = await listed(people.clerk)
    assert line["unit_id"] == str(unit.id)


async def test_what_is_exported_comes_back_unchanged(people: People) -> None:
    await bring(people.clerk, a_ledger(a_row(), an_open_row(隐患描述="另一处", 隐患编号="旧-7")))

    exported = await people.clerk.get("/v1/hazards/ledger.xlsx")
    again = await bring(people.clerk, exported.content)

    assert exported.headers["content-type"] == XLSX
    assert again.status_code == 200, again.text
    assert (again.json()["created"], again.json()["already_known"]) == (0, 2)


async def test_an_export_carries_everything_a_fresh_registry_needs(
    people: People, tx: Session
) -> None:
    await bring(people.clerk, a_ledger(a_row(), an_open_row(隐患描述="另一处", 隐患编号="旧-7")))
    before = {line["description"]: line for line in await listed(people.clerk)}
    exported = (await people.clerk.get("/v1/hazards/ledger.xlsx")).content
    await forget_everything(tx)

    again = await bring(people.clerk, exported)

    assert again.json()["created"] == 2, again.text
    after = {line["description"]: line for line in await listed(people.clerk)}
    same = ("status", "level", "origin", "area", "department", "found_on", "due_on", "closed_on")
    assert {d: [x[k] for k in same] for d, x in after.items()} == {
        d: [x[k] for k in same] for d, x in before.items()
    }


async def test_what_came_in_without_a_plan_gets_one_before_it_is_handed_in(
    people: People, evidence: UUID
) -> None:
    await bring(people.clerk, a_ledger(an_open_row(整改措施=None, 整改进展="30%")))
    [hazard] = await listed(people.clerk)

    early = await do(people.clerk, hazard, "submit", note="好了", attachments=[str(evidence)])
    planned = await do(people.clerk, hazard, "plan", **(PLAN | {"deadline": "2026-02-05"}))
    handed_in = await do(people.clerk, hazard, "submit", note="好了", attachments=[str(evidence)])

    assert (early.status_code, early.json()["code"]) == (422, "plan_incomplete")
    assert planned.json()["status"] == "rectifying"
    assert handed_in.json()["status"] == "awaiting_review"


async def test_only_the_office_imports(people: People) -> None:
    response = await bring(people.village, a_ledger(a_row()))

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")


async def forget_everything(tx: Session) -> None:
    for table in (
        "notices", "progress_notes", "reviews", "supervision_orders", "stoppages", "hazards",
    ):  # fmt: skip
        await tx.execute(text(f"DELETE FROM {table}"))  # noqa: S608
