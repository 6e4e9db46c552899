"""The forms an office hands in: the monthly table, the quarterly form."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date
from typing import Annotated, Any

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Now, Sight, Tx
from fastapi import Header, Query

from hazard_registry.routes.spreadsheets import XLSX, spreadsheet
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.forms import MonthlyOut, QuarterlyOut
from hazard_registry.use_cases.monthly import monthly_columns
from hazard_registry.use_cases.quarterly import COLUMNS, TITLE, cells, quarterly_form

router = ApiRouter(prefix="/v1/statistics", tags=["statistics"])

FILE = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Quarter = Annotated[str, Query(pattern=r"^20\d\d-Q[1-4]$", examples=["2026-Q1"])]


@router.get(
    "/monthly",
    response_model=MonthlyOut,
    summary="月报表(本库各列)/ Columns 1–8 and 11–22 of the monthly table; null is missing, never zero",
)
async def monthly_statistics(
    *, period: Month, tx: Tx, sight: Sight, now: Now, area: AreaPrefix | None = None
) -> dict[str, Any]:
    first = date.fromisoformat(f"{period}-01")
    columns = await monthly_columns(
        tx, first=first, area=area, sight=sight, today=date_in_china(now)
    )
    return {"period": period, "area": area or "", "columns": columns}


@router.get(
    "/quarterly",
    response_model=QuarterlyOut,
    summary="季度统计表 / The quarterly form by sector, or by Accept as a spreadsheet with its totals",
    responses={200: FILE},
)
async def quarterly_statistics(
    *,
    period: Quarter,
    tx: Tx,
    sight: Sight,
    now: Now,
    area: AreaPrefix | None = None,
    accept: Annotated[str | None, Header()] = None,
) -> Any:
    year, quarter = period.split("-Q")
    form = await quarterly_form(
        tx, year=int(year), quarter=int(quarter), area=area, sight=sight, today=date_in_china(now)
    )
    if XLSX not in (accept or ""):
        return form
    above = (f"截止到:{form['until']}", f"区划:{area or '全部可见区划'}")
    return await spreadsheet(
        TITLE,
        list(COLUMNS.values()),
        _each(map(cells, form["rows"])),
        above=above,
        totals=lambda: cells(form["total"]),
    )


async def _each(rows: Iterable[Sequence[object]]) -> AsyncIterator[Sequence[object]]:
    for row in rows:
        yield row
