"""Statistics and the plan's indicators."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from chassis.http import ApiRouter, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Query
from law.indicators import Figures, IndicatorsOut

from reporting_whistleblower.domain.statistics import SMALLEST
from reporting_whistleblower.schemas.figures import CellOut, StatisticsOut
from reporting_whistleblower.use_cases import figures
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1", tags=["figures"])
Area = Annotated[str, Query(pattern=r"^\d{0,18}$")]
Period = Annotated[
    str | None, Query(pattern=r"^20[0-9]{2}$", description="A year; else up to `as_of`")
]


@router.get(
    "/statistics/reports",
    response_model=StatisticsOut,
    summary="举报统计 Counts of a period; small cells are withheld",
)
async def report_statistics(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    first: date | None = None,
    last: date | None = None,
    area: Area = "",
) -> StatisticsOut:
    end = last or today(now)
    begin = first or end.replace(month=1, day=1)
    found = await figures.report_statistics(tx, sight=sight, first=begin, last=end, area=area)
    return StatisticsOut(
        first=begin,
        last=end,
        area=area,
        total=found.total,
        by_category=_cells(found.by_category),
        by_status=_cells(found.by_status),
        by_conclusion=_cells(found.by_conclusion),
        rewards=_cells(found.rewards),
        rewards_paid=found.rewards_paid,
        withheld_below=SMALLEST,
    )


@router.get(
    "/indicators",
    response_model=IndicatorsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="指标 The plan's figures: row 8",
)
async def indicators(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    row: str | None = None,
    as_of: date | None = None,
    period: Period = None,
    area: Area = "",
) -> Figures:
    day = last = as_of or today(now)
    if row not in {None, figures.ROW}:
        return Figures(day, [])
    first = date(2023, 1, 1)
    if period is not None:
        first, last = date(int(period), 1, 1), min(last, date(int(period), 12, 31))
    found = await figures.indicators(tx, sight=sight, first=first, last=last, area=area)
    return Figures(day, found)


def _cells(counts: Mapping[str, int | None]) -> list[CellOut]:
    return [CellOut(key=key, count=counts[key]) for key in sorted(counts)]
