"""The monthly table: every service's columns side by side, and what is missing says so."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from chassis.testing import ClientAs
from fastapi import FastAPI
from gateway.domain.monthly import COLUMNS
from gateway.routing import Service
from gateway.upstreams import UpstreamFailure
from office.spreadsheets.reading import read_workbook

LIUCHENG, VILLAGE = "350583002", "350583002202"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Answer:
    def __init__(self, status: int, content: Any) -> None:
        self.status = status
        self._pieces = [json.dumps(content).encode()]

    async def read(self) -> bytes | None:
        return self._pieces.pop() if self._pieces else None


class Behind:
    """A service that tells its columns, tells only who he is not, or is down."""

    def __init__(self, figures: Mapping[int, tuple[Any, Any]], status: int = 200) -> None:
        self.figures, self.status = figures, status
        self.asked: list[str] = []

    @asynccontextmanager
    async def ask(self, method: str, path: str, headers: Any) -> AsyncIterator[Answer]:
        self.asked.append(path)
        if self.status == 0:
            raise UpstreamFailure
        if path.startswith("/v1/areas"):
            yield Answer(200, [{"code": VILLAGE, "name": "露江村"}])
            return
        area = parse_qs(urlsplit(path).query)["area"][0]
        half = area == VILLAGE
        columns = [
            {"column": n, "name": COLUMNS[n][0], "month": m if not half else str(int(m) // 2),
             "year_to_date": y, "missing": None}
            for n, (m, y) in self.figures.items()
        ]  # fmt: skip
        yield Answer(self.status, {"columns": columns})


@pytest.fixture
def services(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> dict[Service, Behind]:
    behind = {
        Service.HAZARDS: Behind({7: ("4", "10"), 18: ("50", "93")}),
        Service.ENFORCEMENT: Behind({23: ("2", "6")}),
        Service.REPORTS: Behind({}, status=0),
        Service.TRAINING: Behind({}, status=404),
    }
    monkeypatch.setitem(app.state._state, "upstreams", behind)
    return behind


async def table(client_as: ClientAs, **headers: str) -> Any:
    client = client_as("leader", area=LIUCHENG)
    query = {"period": "2026-03", "area": LIUCHENG}
    answer = await client.get("/v1/monthly-table", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


async def test_the_columns_of_all_services_stand_side_by_side(
    services: dict[Service, Behind], client_as: ClientAs
) -> None:
    found = (await table(client_as)).json()

    assert [one["column"] for one in found["total"]["columns"]] == list(range(1, 42))
    by_column = {one["column"]: one for one in found["total"]["columns"]}
    assert (by_column[7]["month"], by_column[7]["year_to_date"]) == ("4", "10")
    assert by_column[23]["month"] == "2"
    [village] = found["rows"]
    assert (village["name"], village["columns"][6]["month"]) == ("露江村", "2")


async def test_a_service_that_is_down_or_has_no_columns_leaves_them_missing_and_never_nought(
    services: dict[Service, Behind], client_as: ClientAs
) -> None:
    found = (await table(client_as)).json()["total"]["columns"]

    missing = {one["column"]: one["missing"] for one in found if one["missing"]}
    assert missing[36] == missing[37] == "系统未应答"
    assert missing[38] == "尚未提供"
    assert missing[1] == "尚未提供"
    assert 7 not in missing
    assert all(one["month"] is None for one in found if one["missing"])


async def test_the_sheet_opens_with_its_groups_its_totals_and_its_gaps(
    services: dict[Service, Behind], client_as: ClientAs
) -> None:
    answer = await table(client_as, Accept=XLSX)

    sheet, notes = read_workbook(answer.content).sheets
    header, titles, village, total = sheet.cells[3:7]
    place = header.index("7 企业自查重大事故隐患(项)")
    assert titles[place : place + 2] == ["本月", "累计"]
    assert village[place : place + 2] == [2, 10]
    assert (total[0], total[place]) == ("合计", 4)
    assert total[header.index("37 举报奖励(万元)")] == "缺"
    assert [37, "举报奖励(万元)", "系统未应答"] in [list(row) for row in notes.cells]


async def test_the_board_needs_a_role_and_a_month(
    services: dict[Service, Behind], client_as: ClientAs
) -> None:
    manager = client_as("unit_manager", area=LIUCHENG)
    wrong = await client_as("leader").get("/v1/monthly-table", params={"period": "March"})

    assert (await manager.get("/v1/monthly-table?period=2026-03")).status_code == 403
    assert (wrong.status_code, services[Service.HAZARDS].asked) == (422, [])
