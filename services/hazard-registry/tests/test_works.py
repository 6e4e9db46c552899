"""Projects, inventories, campaigns and budgets."""

from datetime import date, timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.testing import ClientAs
from hazard_registry.domain.campaign import CampaignStatus
from hazard_registry.use_cases.project_lists import COLUMNS
from httpx import AsyncClient, Response
from office.spreadsheets.reading import read_workbook

from .ledgers import a_ledger
from .people import LUJIANG, VERIFIED, People, do, report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROJECT: dict[str, Any] = {
    "number": "重点-001",
    "name": "露江村消防水源建设",
    "kind": "fire_water",
    "area": LUJIANG,
    "department": "construction",
    "works": "municipal",
    "cost": "2000000.00",
    "safety_cost": "30000.00",
    "starts_on": "2026-01-05",
    "due_on": "2026-06-30",
    "milestones": [
        {"name": "开工", "due_on": "2026-01-10", "done_on": "2026-01-09"},
        {"name": "管网完成", "due_on": "2026-03-04"},
    ],
}
ITEM = {"kind": "fire_water", "name": "露江村旧厝片区", "area": LUJIANG, "known_on": "2026-01-01"}
CAMPAIGN = {
    "name": "有限空间专项整治",
    "area": LUJIANG,
    "department": "office",
    "scope": "辖区内涉有限空间企业",
    "begins_on": "2026-03-01",
    "ends_on": "2026-03-10",
}
BUDGET = {
    "year": 2026,
    "source": "subdistrict",
    "area": LUJIANG,
    "department": "office",
    "purpose": "重大隐患治理",
    "planned": "100000.00",
}


async def made(client: AsyncClient, what: str, body: dict[str, Any], **changes: Any) -> Any:
    answer = await client.post(f"/v1/{what}", json=body | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def moved(
    client: AsyncClient, what: str, one: dict[str, Any], move: str, **body: Any
) -> Response:
    headers = {"If-Match": f'"{one["version"]}"'}
    answer = await client.post(f"/v1/{what}/{one['id']}/{move}", json=body, headers=headers)
    if answer.is_success:
        one.update(answer.json())
    return answer


async def figure(client: AsyncClient, row: str, code: str, **query: Any) -> dict[str, Any]:
    """An indicator, whose list holds exactly what it counts."""
    answer = await client.get("/v1/indicators", params={"row": row} | query)
    [found] = [one for one in answer.json()["items"] if one["code"] == code]
    if found["unit"] != "%" or row == "30":
        listed = (await client.get(found["list_url"])).json()["items"]
        assert len(listed) == found["numerator"]
    return dict(found)


@pytest.mark.parametrize(("days", "late"), [(0, 0), (1, 1), (118, 118), (119, 119)])
async def test_a_project_is_late_from_the_day_after_its_milestone(
    people: People, clock: FixedClock, days: int, late: int
) -> None:
    project = await made(people.clerk, "projects", PROJECT)
    clock.at += timedelta(days=days)

    found = (await people.clerk.get(f"/v1/projects/{project['id']}")).json()
    delayed = (await people.clerk.get("/v1/projects", params={"delayed": True})).json()["items"]

    assert found["delay_days"] == late
    assert len(delayed) == (1 if late else 0)
    assert (await figure(people.clerk, "30", "30.projects_delayed"))["numerator"] == len(delayed)


async def test_a_project_goes_on_by_progress_and_milestones(people: People) -> None:
    project = await made(people.clerk, "projects", PROJECT)

    reached = await moved(
        people.village, "projects", project, "milestones/1/reach", done_on="2026-03-04"
    )
    future = await moved(
        people.clerk, "projects", project, "milestones/1/reach", done_on="2026-03-05"
    )
    unknown = await moved(
        people.clerk, "projects", project, "milestones/7/reach", done_on="2026-03-04"
    )
    done = await moved(
        people.village, "projects", project, "progress", percent=100, spent="1900000.00"
    )
    stale = await people.clerk.post(
        f"/v1/projects/{project['id']}/progress", json={"percent": 5}, headers={"If-Match": '"1"'}
    )
    again = await people.clerk.post("/v1/projects", json=PROJECT)

    assert reached.json()["milestones"][1]["done_on"] == "2026-03-04"
    assert (future.status_code, future.json()["errors"][0]["pointer"]) == (422, "/done_on")
    assert unknown.json()["code"] == "milestone_unknown"
    assert (done.json()["done_on"], done.json()["spent"]) == ("2026-03-04", "1900000.00")
    assert (stale.status_code, again.json()["code"]) == (412, "project_exists")
    history = (await people.clerk.get(f"/v1/projects/{project['id']}/history")).json()["items"]
    assert [entry["action"] for entry in history] == ["progress", "reach", "enter"]


@pytest.mark.parametrize(
    ("changes", "least", "short"),
    [
        ({}, "30000.00", False),
        ({"safety_cost": "29999.99"}, "30000.00", True),
        ({"works": "housing"}, "60000.00", True),
        ({"safety_cost": None}, "30000.00", None),
        ({"works": None}, None, None),
        ({"starts_on": "2022-11-20"}, None, None),  # before the rule was in force
        ({"starts_on": "2022-11-21"}, "30000.00", False),
    ],
)
async def test_a_safety_cost_under_the_rule_is_flagged_to_the_cent(
    *, people: People, changes: dict[str, Any], least: str | None, short: bool | None
) -> None:
    project = await made(people.clerk, "projects", PROJECT, **changes)

    assert (project["least_safety_cost"], project["safety_cost_short"]) == (least, short)
    assert (project["basis"] or {}).get("rule") == ("project.safety_cost" if least else None)
    counted = await figure(people.clerk, "S2", "S2.safety_cost_short")
    assert counted["numerator"] == (1 if short else 0)
    assert counted["basis"]["provisional"] is True


def annex(**changes: Any) -> dict[str, Any]:
    row = {
        "项目编号": "重点-101", "项目名称": "祥堂村道路防护", "项目类别": "道路安全防护",
        "所在村(社区)": "露江村", "责任部门": "城建办", "工程类别": "公路工程",
        "总投资(万元)": 200, "安全费用(万元)": "3万元", "开工日期": date(2026, 1, 5),
        "完成时限": "2026年6月30日", "备注": "演示",
    }  # fmt: skip
    return row | changes


HEADER = [column.aliases[0] for column in COLUMNS]


async def bring(client: AsyncClient, *rows: dict[str, Any], **query: Any) -> Response:
    return await client.post(
        "/v1/imports/projects", content=a_ledger(*rows, header=HEADER), params=query
    )


async def test_the_annex_list_comes_in_once_and_goes_out_as_it_came(people: People) -> None:
    dry = await bring(people.clerk, annex(), annex(项目编号="重点-102"), dry_run=True)
    first = await bring(people.clerk, annex(), annex(项目编号="重点-102"))
    sheet = await people.clerk.get("/v1/projects", headers={"Accept": XLSX})
    again = await people.clerk.post("/v1/imports/projects", content=sheet.content)

    assert (dry.json()["created"], first.json()["created"]) == (2, 2), first.text
    assert (again.json()["created"], again.json()["already_known"]) == (0, 2), again.text
    [one, _] = (await people.clerk.get("/v1/projects")).json()["items"]
    assert (one["cost"], one["safety_cost"], one["works"]) == ("2000000.00", "30000.00", "road")
    assert "重点项目清单" in str(read_workbook(sheet.content).sheets[0].cells[0])


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"项目编号": None}, "cell_required", "A4"),
        ({"项目类别": "魔法"}, "cell_not_choice", "C4"),
        ({"所在村(社区)": "水头镇"}, "ledger_area_unknown", "D4"),
        ({"责任部门": "没有"}, "ledger_department_unknown", "E4"),
        ({"总投资(万元)": "20斤"}, "cell_unit_unknown", "G4"),
        ({"完成时限": "2025-01-01"}, "ledger_date_order", "K4"),
        ({"项目编号": "重点-101"}, "ledger_row_twice", "A4"),
    ],
)
async def test_a_bad_cell_of_the_annex_is_named_and_nothing_comes_in(
    people: People, changes: dict[str, Any], code: str, cell: str
) -> None:
    answer = await bring(people.clerk, annex(), annex(**({"项目编号": "重点-2"} | changes)))

    assert (answer.status_code, answer.json()["code"]) == (422, "ledger_faulty"), answer.text
    assert (answer.json()["errors"][0]["code"], answer.json()["errors"][0]["pointer"]) == (
        code,
        f"台账!{cell}",
    )
    assert (await people.clerk.get("/v1/projects")).json()["items"] == []


async def test_another_kind_of_sheet_is_no_list_of_projects(people: People) -> None:
    answer = await people.clerk.post(
        "/v1/imports/projects", content=a_ledger({}, header=["甲", "乙", "丙"])
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "ledger_unreadable")
    assert "项目编号" in answer.json()["detail"]


async def test_coverage_is_what_was_treated_of_what_is_known(people: People) -> None:
    one = await made(people.village, "inventories", ITEM)
    await made(people.clerk, "inventories", ITEM, name="别处", known_on="2026-03-04")

    early = await moved(
        people.clerk, "inventories", one, "treat", treated_on="2025-12-31", evidence="x"
    )
    done = await moved(
        people.village, "inventories", one, "treat", treated_on="2026-03-02", evidence="验收单"
    )
    twice = await moved(
        people.clerk, "inventories", one, "treat", treated_on="2026-03-02", evidence="x"
    )

    assert (early.json()["errors"][0]["pointer"], done.status_code) == ("/treated_on", 200)
    assert twice.json()["code"] == "illegal_move"
    code = "30.fire_water"
    assert (await figure(people.clerk, "30", code))["value"] == "50.0"
    assert (await figure(people.clerk, "30", code, as_of="2026-03-03"))["value"] == "100.0"
    assert (await figure(people.clerk, "30", code, as_of="2026-03-01"))["value"] == "0.0"
    houses = await figure(people.clerk, "30", "30.self_built_house")
    assert (houses["value"], houses["missing"]) == (None, "台账中尚无此类项目")


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-02-28", "planned"), ("2026-03-01", "running"), ("2026-03-10", "running"),
     ("2026-03-11", "overdue")],
)  # fmt: skip
async def test_a_campaign_stands_by_its_days_in_python_and_in_sql(
    people: People, day: str, status: str
) -> None:
    campaign = await made(people.clerk, "campaigns", CAMPAIGN)

    for each in CampaignStatus:
        query = {"status": each.value, "as_of": day}
        listed = (await people.clerk.get("/v1/campaigns", params=query)).json()["items"]
        assert [one["id"] for one in listed] == ([campaign["id"]] if each == status else [])
    late = await figure(people.clerk, "5", "5.campaigns_without_result", as_of=day)
    assert late["numerator"] == (1 if status == "overdue" else 0)


async def test_a_campaign_shows_what_was_found_and_ends_with_its_result(people: People) -> None:
    campaign = await made(people.clerk, "campaigns", CAMPAIGN)
    hazard = await report(people.village)
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    found = (await people.clerk.get(f"/v1/campaigns/{campaign['id']}")).json()
    listed = (await people.clerk.get(found["hazards_url"])).json()["items"]
    ended = await moved(people.clerk, "campaigns", campaign, "finish", result="检查12家")
    twice = await moved(people.clerk, "campaigns", campaign, "finish", result="又")
    backwards = await people.clerk.post("/v1/campaigns", json=CAMPAIGN | {"ends_on": "2026-02-01"})

    assert (found["found"], found["closed"], len(listed)) == (1, 0, 1)
    assert (ended.json()["status"], twice.json()["code"]) == ("finished", "illegal_move")
    assert backwards.json()["errors"][0]["pointer"] == "/ends_on"


async def test_money_is_spent_within_its_line_and_added_up(people: People) -> None:
    project = await made(people.clerk, "projects", PROJECT)
    line = await made(people.clerk, "budgets", BUDGET, project_id=project["id"])

    spent = await moved(people.clerk, "budgets", line, "spend", amount="40000.00", note="首付款")
    beyond = await moved(people.clerk, "budgets", line, "spend", amount="60000.01", note="尾款")
    untied = await people.clerk.post(
        "/v1/budgets", json=BUDGET | {"project_id": str(project["id"])[:-4] + "0000"}
    )
    totals = (await people.clerk.get("/v1/budgets/totals", params={"year": 2026})).json()

    assert (spent.json()["spent"], beyond.json()["code"]) == ("40000.00", "budget_exceeded")
    assert (untied.status_code, untied.json()["code"]) == (422, "project_unknown")
    assert totals == [
        {
            "year": 2026,
            "source": "subdistrict",
            "planned": "100000.00",
            "spent": "40000.00",
            "lines": 1,
        }
    ]
    share = await figure(people.clerk, "S2", "S2.spent")
    assert (share["value"], share["numerator"], share["light"]) == ("40.0", 40000, "red")
    assert (await figure(people.clerk, "S2", "S2.spent", as_of="2025-06-01"))["value"] is None


@pytest.mark.parametrize(
    ("what", "body"),
    [("projects", PROJECT), ("inventories", ITEM), ("campaigns", CAMPAIGN), ("budgets", BUDGET)],
)
async def test_each_is_kept_by_officials_within_their_area(
    people: People, client_as: ClientAs, what: str, body: dict[str, Any]
) -> None:
    one = await made(people.clerk, what, body)
    elsewhere = client_as("office_clerk", area="350583002001", person="far")
    headers = {"If-Match": '"1"'}
    path = f"/v1/{what}/{one['id']}"

    changed = await people.clerk.put(path, json=body, headers=headers)
    stale = await people.clerk.put(path, json=body, headers=headers)

    assert (changed.status_code, stale.status_code) == (200, 412)
    assert (await elsewhere.get(path)).status_code == 404
    assert (await elsewhere.get(f"/v1/{what}")).json()["items"] == []
    assert (await elsewhere.post(f"/v1/{what}", json=body)).status_code == 403
    assert (await people.manager.get(path)).status_code == 403
    assert (await people.leader.post(f"/v1/{what}", json=body)).status_code == 403
    missing = await people.clerk.post(
        f"/v1/{what}", json={k: v for k, v in body.items() if k != "area"}
    )
    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (422, "/area")
