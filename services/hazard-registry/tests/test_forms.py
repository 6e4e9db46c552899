"""The monthly table and the quarterly form: right to the day, right in their totals."""

from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.testing import ClientAs
from hazard_registry.domain.unit import Unit
from httpx import AsyncClient
from office.spreadsheets.reading import Column, TableSpec, read_table, read_workbook, whole, yuan

from .ledgers import a_ledger, a_row, an_open_row
from .people import LIUCHENG, People
from .test_figures import some_hazards

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def column(client: AsyncClient, number: int, **query: object) -> tuple[Any, Any]:
    """A column's figure of the month and of the year so far."""
    answer = await client.get("/v1/statistics/monthly", params={"period": "2026-01"} | query)
    assert answer.status_code == 200, answer.text
    [found] = [one for one in answer.json()["columns"] if one["column"] == number]
    return found["month"], found["year_to_date"]


@pytest.fixture
async def ledger(people: People) -> None:
    """Two found in January 2026, of which one was closed on the 22nd; one closed of December."""
    rows = [
        a_row(),
        an_open_row(隐患描述="另一处", 发现渠道="企业自查"),
        a_row(隐患描述="去年的", 发现日期="2025-12-30"),
    ]
    answer = await people.clerk.post("/v1/imports/ledger", content=a_ledger(*rows))
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("number", "month", "year"),
    [
        (7, "1", "1"),  # the unit's own
        (8, "0", "0"),
        (13, "1", "1"),  # by inspection
        (14, "1", "1"),
        (15, "0", "0"),
        (17, "2", "2"),
        (18, "50.0", "50.0"),
        (21, "2", "2"),  # written off in January, one of them found in December
        (20, "1", "1"),
        (19, "0", "0"),
        (1, "0", "0"),
        (3, None, None),  # nobody owed a check, so there is no rate
    ],
)
async def test_each_column_of_the_month(
    *, ledger: None, people: People, number: int, month: Any, year: Any
) -> None:
    assert await column(people.clerk, number) == (month, year)


async def test_what_became_overdue_shows_in_the_month_that_found_it(
    ledger: None, people: People
) -> None:
    # Due on 5 February: by the end of that month it is past due, though February found nothing.
    assert await column(people.clerk, 19, period="2026-02") == ("0", "1")
    assert await column(people.clerk, 17, period="2026-02") == ("0", "2")


async def test_every_column_of_the_registry_is_told(ledger: None, people: People) -> None:
    query = {"period": "2026-01", "area": LIUCHENG}
    found = (await people.clerk.get("/v1/statistics/monthly", params=query)).json()

    assert [one["column"] for one in found["columns"]] == [*range(1, 9), *range(11, 23)]
    assert [one["column"] for one in found["columns"] if one["month"] is None] == [3]
    assert {one["missing"] for one in found["columns"]} == {None}


async def test_the_quarterly_form_opens_with_the_right_totals(
    people: People, unit: Unit, evidence: UUID, tx: Session
) -> None:
    await some_hazards(people, unit, evidence)
    query = {"period": "2026-Q1"}

    form = (await people.clerk.get("/v1/statistics/quarterly", params=query)).json()
    sheet = await people.clerk.get(
        "/v1/statistics/quarterly", params=query, headers={"Accept": XLSX}
    )

    total = form["total"]
    assert (total["general"], total["general_closed"], total["general_rate"]) == (1, 1, "100.0")
    assert (total["major"], total["major_closed"], total["major_rate"]) == (3, 1, "33.3")
    assert (total["planned"], total["fixed"], total["listed"]) == (2, 2, 2)
    assert total["units_due"] is None
    assert float(total["funds"]) == sum(float(row["funds"]) for row in form["rows"]) == 3.0
    [read] = read_workbook(sheet.content).sheets
    assert read.cells[0][0] == "安全生产隐患排查治理情况统计表"
    spec = TableSpec(
        (
            Column(key="major", aliases=("排查重大事故隐患(项)",), parse=whole(), required=True),
            Column(key="funds", aliases=("累计落实隐患治理资金(万元)",), parse=yuan(unit="万元")),
        )
    )
    table = read_table(read, spec)
    assert sum(row.values["major"] for row in table.rows) == table.totals[0].values["major"] == 3
    assert sum(row.values["funds"] for row in table.rows) == 30_000


async def test_forms_are_for_officials_and_their_area(
    ledger: None, people: People, client_as: ClientAs
) -> None:
    elsewhere = client_as("office_clerk", area="350583100")

    for path, period in (("monthly", "2026-01"), ("quarterly", "2026-Q1")):
        url = f"/v1/statistics/{path}"
        assert (await people.manager.get(url, params={"period": period})).status_code == 403
        assert (await people.clerk.get(url, params={"period": "2026"})).status_code == 422
    assert await column(elsewhere, 17) == ("0", "0")
