"""The plan: its 36 rows, and progress that counts once the office accepted it."""

from typing import Any

import pytest
from chassis.testing import ClientAs
from httpx import AsyncClient

PLAN = "/v1/plans/2024-2026"
LIUCHENG = "350583002"


@pytest.fixture
def science(client_as: ClientAs) -> AsyncClient:
    return client_as("department_officer", area=LIUCHENG, department="science")


@pytest.fixture
def office(client_as: ClientAs) -> AsyncClient:
    return client_as("office_clerk", area=LIUCHENG)


async def read(client: AsyncClient, **asked: str) -> dict[str, Any]:
    answer = await client.get(PLAN, params=asked)
    assert answer.status_code == 200, answer.text
    return {**answer.json(), "by_row": {row["row"]: row for row in answer.json()["rows"]}}


async def report(client: AsyncClient, **given: Any) -> dict[str, Any]:
    new = {"row": "25", "body": "science", "as_of": "2026-03-01", "words": "机械臂上线"}
    answer = await client.post(f"{PLAN}/progress", json=new | given)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def answer(client: AsyncClient, entry: dict[str, Any], how: str, **given: str) -> Any:
    path = f"/v1/plans/progress/{entry['id']}/{how}"
    version = {"If-Match": f'"{entry["version"]}"'}
    return await client.post(path, headers=version, json=given or None)


async def test_the_plan_has_thirty_tasks_and_six_safeguards(office: AsyncClient) -> None:
    plan = await read(office)

    whole = [row["row"] for row in plan["rows"] if row["part_of"] is None]
    assert whole == [*map(str, range(1, 31)), *(f"S{number}" for number in range(1, 7))]
    assert [row["row"] for row in plan["rows"] if row["part_of"] == "3"] == ["3a", "3b", "3c"]
    assert {row["action"] for row in plan["rows"]} == {*range(1, 11), None}
    assert all(row["title"]["zh"] and row["asks"]["en"] for row in plan["rows"])
    assert [listed["code"] for listed in (await office.get("/v1/plans")).json()] == ["2024-2026"]


async def test_no_words_of_the_copied_notice_are_in_it(office: AsyncClient) -> None:
    assert "澳门" not in (await office.get(PLAN)).text


async def test_a_milestone_is_due_then_overdue_then_reached(
    science: AsyncClient, office: AsyncClient
) -> None:
    async def standing(**asked: str) -> str:
        [milestone] = (await read(office, **asked))["by_row"]["27"]["milestones"]
        return str(milestone["standing"])

    assert await standing(as_of="2024-12-31") == "due"
    assert await standing(as_of="2025-01-01") == "overdue"
    [milestone] = (await read(office))["by_row"]["27"]["milestones"]
    entry = await report(science, row="27", milestone_id=milestone["id"], as_of="2025-06-30")
    assert await standing() == "overdue"

    accepted = await answer(office, entry, "accept")

    assert accepted.json()["status"] == "accepted"
    assert await standing() == "reached"
    assert await standing(as_of="2025-06-29") == "overdue"


async def test_a_report_counts_once_it_is_accepted(
    science: AsyncClient, office: AsyncClient
) -> None:
    entry = await report(science)
    assert (await read(office))["by_row"]["25"]["latest"] is None

    await answer(office, entry, "accept")

    latest = (await read(office))["by_row"]["25"]["latest"]
    assert (latest["id"], latest["words"]) == (entry["id"], "机械臂上线")
    assert (await read(office, as_of="2026-02-28"))["by_row"]["25"]["latest"] is None
    history = (await science.get(f"/v1/plans/progress/{entry['id']}/history")).json()
    assert [line["action"] for line in history] == ["accepted", "report"]


async def test_nobody_accepts_his_own_report(client_as: ClientAs, office: AsyncClient) -> None:
    entry = await report(office, body="office")
    other = client_as("office_clerk", area=LIUCHENG, person="two")

    own = await answer(office, entry, "accept")
    others = await answer(other, entry, "accept")
    twice = await answer(other, others.json(), "accept")

    assert (own.status_code, own.json()["code"]) == (409, "self_approval")
    assert others.status_code == 200
    assert (twice.status_code, twice.json()["code"]) == (409, "illegal_move")


async def test_a_report_is_sent_back_with_a_reason(
    science: AsyncClient, office: AsyncClient
) -> None:
    entry = await report(science)

    silent = await answer(office, entry, "return")
    returned = await answer(office, entry, "return", why="缺少证据")
    stale = await answer(office, entry, "accept")

    assert silent.status_code == 422
    assert (returned.json()["status"], returned.json()["why"]) == ("returned", "缺少证据")
    assert stale.status_code == 412
    waiting = await science.get(f"{PLAN}/progress", params={"status": "submitted"})
    assert waiting.json()["items"] == []


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({"row": "x9"}, "malformed", None),
        ({"row": "33"}, "no_such_row", "/row"),
        ({"as_of": "2099-01-01"}, "date_wrong", "/as_of"),
        ({"as_of": "2024-04-28"}, "date_wrong", "/as_of"),
        ({"milestone_id": "00000000-0000-0000-0000-000000000000"}, "no_such_milestone",
         "/milestone_id"),
        ({"evidence": ["00000000-0000-0000-0000-000000000000"]}, "unknown_attachment",
         "/evidence/0"),
        ({"words": " "}, "malformed", None),
    ],
)  # fmt: skip
async def test_what_does_not_fit_is_named(
    science: AsyncClient, given: dict[str, Any], code: str, pointer: str | None
) -> None:
    new = {"row": "25", "body": "science", "as_of": "2026-03-01", "words": "机械臂上线"}

    refused = await science.post(f"{PLAN}/progress", json=new | given)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    if pointer:
        assert refused.json()["errors"][0]["pointer"] == pointer


async def test_a_body_reports_for_itself_and_sees_its_own(
    client_as: ClientAs, science: AsyncClient
) -> None:
    entry = await report(science)
    fire = client_as("department_officer", area=LIUCHENG, department="fire_station")
    away = client_as("office_clerk", area="350583003")
    new = {"row": "25", "body": "science", "as_of": "2026-03-01", "words": "替别人报"}

    assert (await fire.post(f"{PLAN}/progress", json=new)).status_code == 403
    assert (await fire.get(f"/v1/plans/progress/{entry['id']}")).status_code == 404
    assert (await fire.get(f"{PLAN}/progress")).json()["items"] == []
    assert (await answer(away, entry, "accept")).status_code == 404


async def test_a_successor_plan_begins_with_the_same_rows(
    client_as: ClientAs, office: AsyncClient
) -> None:
    new = {
        "code": "2027-2029", "title": {"zh": "下一个三年行动", "en": "The next three years"},
        "source": "待发文", "begins": "2027-01-01", "ends": "2029-12-31",
    }  # fmt: skip
    away = client_as("office_clerk", area="350583003")

    refused = await away.post(f"{PLAN}/copy", json=new)
    backwards = await office.post(f"{PLAN}/copy", json=new | {"ends": new["begins"]})
    begun = await office.post(f"{PLAN}/copy", json=new)
    again = await office.post(f"{PLAN}/copy", json=new)

    assert (refused.status_code, refused.json()["code"]) == (403, "outside_reach")
    assert (backwards.status_code, backwards.json()["code"]) == (422, "period_wrong")
    assert (begun.status_code, begun.json()["copied_from"]) == (201, "2024-2026")
    assert (again.status_code, again.json()["code"]) == (409, "already_there")
    rows = (await office.get("/v1/plans/2027-2029")).json()["rows"]
    assert len(rows) == 39
    assert not any(row["milestones"] for row in rows)
