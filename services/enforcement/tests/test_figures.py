"""Figures: each with its denominator, its rule, and the list of exactly what was counted."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient

from .bureau import VILLAGE, Bureau, hear, verified


async def shown(client: AsyncClient, path: str, **asked: str) -> Any:
    response = await client.get(f"/v1/{path}", params=asked)
    assert response.status_code == 200, response.text
    return response.json()


async def hand_over(client: AsyncClient) -> dict[str, Any]:
    new = {
        "from_body": "construction", "to": "emergency_bureau", "area": VILLAGE,
        "summary": "巡查发现，移交处理",
    }  # fmt: skip
    return dict((await client.post("/v1/clues", json=new)).json())


async def test_hand_overs_answered_in_time(
    bureau: Bureau, client_as: ClientAs, clock: FixedClock
) -> None:
    builder = client_as("department_officer", area="350583002", department="construction")
    leader = client_as("leader", area="350583")
    clues = [await hand_over(builder) for _ in range(4)]

    async def refuse(clue: dict[str, Any]) -> None:
        await bureau.officer.post(
            f"/v1/clues/{clue['id']}/refuse", json={"reason": "轻微"}, headers={"If-Match": '"1"'}
        )

    async def indicator(**asked: str) -> dict[str, Any]:
        figures = await shown(leader, "indicators", row="18", **asked)
        [found] = figures["items"]
        return dict(found)

    assert (await indicator())["value"] is None
    await refuse(clues[0])
    await refuse(clues[1])
    clock.at = datetime(2026, 3, 16, 4, tzinfo=UTC)
    await refuse(clues[2])

    found = await indicator()
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, "50.0")
    assert (found["light"], found["basis"]["provisional"]) == ("red", True)
    listed = await leader.get(found["list_url"])
    assert len(listed.json()["items"]) == found["denominator"]
    assert (await indicator(period="2026-02"))["denominator"] == 0
    assert (await indicator(area="350583003"))["denominator"] == 0


async def test_cases_per_inspection_says_that_it_cannot_be_known(filed: Bureau) -> None:
    [found] = (await shown(filed.head, "indicators", row="13"))["items"]

    assert (found["value"], found["denominator"], found["numerator"]) == (None, None, 1)
    assert "检查" in found["missing"]
    assert len((await filed.head.get(found["list_url"])).json()["items"]) == 1


async def test_statistics_follow_the_case(filed: Bureau, tx: Session) -> None:
    both = (
        {"amount": "30000.00"},
        {"article": "94", "target": "principal", "amount": "20000.00", "act": "principal"},
    )
    await filed.inform(*both)
    await filed.waive()
    before = (await shown(filed.head, "statistics/cases", period="2026-03"))["total"]
    assert (before["filed"], before["punished"], before["fines_on_units"]) == (1, 0, "0")
    assert (await filed.decide()).is_success
    await filed.serve("2026-03-04")
    paid = {"target": "unit", "amount": "30000.00", "on": "2026-03-04", "voucher": "1"}
    await filed.must("payments", paid)

    found = await shown(filed.head, "statistics/cases", period="2026-03")

    total = found["total"]
    assert [total[name] for name in ("filed", "punished", "both_struck", "open")] == [1, 1, 1, 1]
    sums = [Decimal(total[name]) for name in ("fines_on_units", "fines_on_persons", "collected")]
    assert sums == [30000, 20000, 30000]
    assert [body["body"] for body in found["bodies"]] == ["emergency_bureau"]
    assert (await shown(filed.head, "statistics/cases", period="2026-02"))["total"]["filed"] == 0


async def test_a_column_that_nobody_keeps_is_missing_and_not_zero(
    filed: Bureau, client_as: ClientAs
) -> None:
    leader = client_as("leader", area="350583")

    table = await shown(leader, "statistics/monthly", period="2026-03")

    columns = {column["column"]: column for column in table["columns"]}
    assert set(columns) == {9, 10, *range(23, 36), 41}
    assert (columns[23]["month"], columns[23]["year_to_date"]) == ("1", "1")
    assert columns[25]["name"] == "罚款(万元)"
    assert (columns[9]["month"], columns[9]["missing"] is not None) == (None, True)
    assert Decimal(columns[24]["month"]) == 0


async def test_an_impossible_period_is_refused(filed: Bureau) -> None:
    for period in ("2026-13", "1999", "soon"):
        response = await filed.head.get("/v1/statistics/cases", params={"period": period})
        assert response.status_code == 422


async def test_another_bodys_cases_are_not_counted(
    tx: Session, filed: Bureau, client_as: ClientAs
) -> None:
    await hear(tx, verified())
    neighbour = client_as("department_head", area="350583", department="market_bureau")

    assert (await shown(neighbour, "statistics/cases"))["total"]["filed"] == 0
