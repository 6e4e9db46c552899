"""The monthly table, joined from the columns of all services."""

import asyncio
from decimal import Decimal
from typing import Annotated, Any, Final
from urllib.parse import quote

from chassis.http import ApiRouter
from fastapi import Header, Query, Request, Response
from pydantic import BaseModel, Field

from gateway.schemas import AreaCode
from gateway.use_cases.monthly_table import TITLE, Question, as_workbook, monthly_table

router = ApiRouter(prefix="/v1/monthly-table", tags=["plan"])

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: Final = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]


class ColumnOut(BaseModel):
    """A column of the table. Null is missing, never zero."""

    column: int = Field(examples=[7])
    name: str = Field(examples=["企业自查重大事故隐患(项)"])
    month: Decimal | None
    year_to_date: Decimal | None
    missing: str | None = Field(description="Why there is no figure.")


class RowOut(BaseModel):
    area: str
    name: str
    columns: list[ColumnOut]


class TableOut(BaseModel):
    period: str
    area: str
    total: RowOut = Field(description="The area asked for, as each service counts it.")
    rows: list[RowOut] = Field(description="The areas just below it.")


@router.get(
    "",
    response_model=TableOut,
    summary="月报表(41列,各系统汇总)/ The monthly table, or by Accept as a spreadsheet",
    responses={200: FILE},
)
async def read_monthly_table(
    *,
    request: Request,
    period: Month,
    area: AreaCode | None = None,
    accept: Annotated[str | None, Header()] = None,
) -> Any:
    authorization = request.headers["authorization"]
    question = Question(period=period, area=area or "", authorization=authorization)
    table = await monthly_table(request.app.state.upstreams, question)
    if XLSX not in (accept or ""):
        return table
    name = quote(f"{TITLE}{period}.xlsx")
    return Response(
        await asyncio.to_thread(as_workbook, table),
        media_type=XLSX,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "private, no-store",
        },
    )
