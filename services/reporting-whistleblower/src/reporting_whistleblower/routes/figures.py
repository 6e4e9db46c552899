"""Statistics and the plan's indicators."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from chassis.http import ApiRouter, Now, Sight, Tx
from fastapi import Query

from reporting_whistleblower.domain.statistics import SMALLEST
from reporting_whistleblower.schemas.officers import CellOut, IndicatorOut, StatisticsOut
from reporting_whistleblower.use_cases import figures
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1", tags=["figures"])
Area = Annotated[str, Query(pattern=r"^\d{0,18}$")]
Period = Annotated[str | None, Query(pattern=r"^\d{4}$", description="A year; else up to `as_of`")]
ROW: Final = "8"
GREEN, YELLOW = Decimal(100), Decimal(90)
LIGHT: Final = "green: 100 %; yellow: ≥ 90 %; red: below; grey: nothing was due"


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
    response_model=list[IndicatorOut],
    summary="指标 Row 8 of the plan: reports concluded in time",
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
) -> list[IndicatorOut]:
    if row not in {None, ROW}:
        return []
    last = as_of or today(now)
    first = date(2023, 1, 1)
    if period is not None:
        first, last = date(int(period), 1, 1), min(last, date(int(period), 12, 31))
    share = await figures.concluded_in_time(tx, sight=sight, first=first, last=last, area=area)
    return [_indicator(share, first, last, area)]


def _indicator(share: figures.Share, first: date, as_of: date, area: str) -> IndicatorOut:
    percent = share.percent
    return IndicatorOut(
        code="reports_concluded_in_time",
        row=ROW,
        name="举报按期办结率",
        value=None if percent is None else f"{percent:.1f}",
        numerator=share.numerator,
        denominator=share.denominator,
        unit="%",
        target="100",
        target_date=None,
        light=_light(percent),
        rule=LIGHT,
        as_of=as_of,
        list_url=f"/v1/reports?due_first={first}&due_last={as_of}"
        + (f"&area={area}" if area else ""),
    )


def _light(percent: Decimal | None) -> str:
    if percent is None:
        return "grey"
    if percent >= GREEN:
        return "green"
    return "yellow" if percent >= YELLOW else "red"


def _cells(counts: Mapping[str, int | None]) -> list[CellOut]:
    return [CellOut(key=key, count=counts[key]) for key in sorted(counts)]
