"""Indicators, statistics of cases, the monthly table."""

from datetime import date
from typing import Annotated

from chassis.http import ApiRouter, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Query
from law.calendar import Calendar
from law.indicators import Figures, IndicatorsOut

from enforcement.schemas.figures import (
    CaseFigures,
    CaseStatistics,
    MonthlyColumn,
    MonthlyOut,
)
from enforcement.schemas.words import AreaPrefix
from enforcement.store import figures as store
from enforcement.use_cases import figures as use_cases

router = ApiRouter(prefix="/v1", tags=["figures"])

Period = Annotated[str | None, Query(pattern=r"^20\d\d(-(0[1-9]|1[0-2]))?$", examples=["2026-03"])]
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]


@router.get(
    "/indicators",
    response_model=IndicatorsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="The plan's figures: rows 13 and 18",
)
async def list_indicators(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    row: Annotated[str | None, Query(max_length=4)] = None,
    as_of: date | None = None,
    period: Period = None,
    area: AreaPrefix | None = None,
) -> Figures:
    day = as_of or Calendar.today(now)
    found = await use_cases.indicators(
        tx, row=row, as_of=day, period=period, area=area or "", sight=sight
    )
    return Figures(day, found)


@router.get("/statistics/cases", response_model=CaseStatistics, summary="Cases by body")
async def case_statistics(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    period: Period = None,
    area: AreaPrefix | None = None,
    as_of: date | None = None,
) -> CaseStatistics:
    today = as_of or Calendar.today(now)
    first, last = use_cases.span(period, as_of=today)
    found = await store.by_body(tx, first=first, last=last, area=area or "", on=today, sight=sight)
    return CaseStatistics(
        first=first,
        last=last,
        area=area or "",
        total=CaseFigures.model_validate(store.total(found)),
        bodies=[CaseFigures.model_validate(figures) for figures in found],
    )


@router.get(
    "/statistics/monthly",
    response_model=MonthlyOut,
    summary="Columns 9, 10, 23–35 and 41 of the monthly table; null is missing, never zero",
)
async def monthly_statistics(
    period: Month, tx: Tx, sight: Sight, now: Now, area: AreaPrefix | None = None
) -> MonthlyOut:
    columns = await use_cases.monthly(
        tx, period=period, area=area or "", on=Calendar.today(now), sight=sight
    )
    return MonthlyOut(
        period=period, area=area or "", columns=[MonthlyColumn(**column) for column in columns]
    )
