"""Statistics and the plan's indicators."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from chassis.http import ApiRouter, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Query
from law.indicators import Figures, IndicatorsOut, percent

from reporting_whistleblower.domain.publication import SMALLEST, Figure, Measure
from reporting_whistleblower.schemas.figures import (
    CellOut,
    FigureOut,
    MonthlyColumn,
    MonthlyOut,
    SpanOut,
    StatisticsOut,
    YearOut,
)
from reporting_whistleblower.use_cases import figures, publication
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1", tags=["figures"])
Area = Annotated[str, Query(pattern=r"^\d{0,18}$")]
# Finer than a subdistrict nothing is counted: a village's few reports would point at somebody.
Subdistrict = Annotated[str, Query(pattern=r"^\d{0,9}$", description="A subdistrict or wider")]
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Period = Annotated[
    str | None, Query(pattern=r"^20[0-9]{2}$", description="A year; else up to `as_of`")
]


@router.get(
    "/statistics/reports",
    response_model=StatisticsOut,
    summary="举报统计 What was published of a period: whole spans, none smaller than five",
)
async def report_statistics(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    first: date | None = None,
    last: date | None = None,
    area: Subdistrict = "",
) -> StatisticsOut:
    end = last or today(now)
    begin = first or end.replace(month=1, day=1)
    found, years = await publication.report_statistics(
        tx, sight=sight, first=begin, last=end, area=area
    )
    return StatisticsOut(
        first=begin,
        last=end,
        area=area,
        withheld_below=SMALLEST,
        received=_figure(found[Measure.RECEIVED]),
        by_category=_figure(found[Measure.BY_CATEGORY]),
        accepted=_figure(found[Measure.ACCEPTED]),
        concluded=_figure(found[Measure.CONCLUDED]),
        by_conclusion=_figure(found[Measure.BY_CONCLUSION]),
        substantiated_share=_share(found[Measure.BY_CONCLUSION]),
        paid=_figure(found[Measure.PAID]),
        rewards_by_year=[YearOut.model_validate(year) for year in years],
    )


@router.get(
    "/statistics/monthly",
    response_model=MonthlyOut,
    summary="月报表第36、37列 Columns 36 and 37 of the monthly table; null is missing, never zero",
)
async def monthly_statistics(
    *, period: Month, tx: Tx, sight: Sight, area: Subdistrict = ""
) -> MonthlyOut:
    year, month = period.split("-")
    columns = await publication.monthly(
        tx, sight=sight, month=date(int(year), int(month), 1), area=area
    )
    return MonthlyOut(
        period=period,
        area=area,
        columns=[MonthlyColumn.model_validate(column) for column in columns],
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


def _figure(figure: Figure) -> FigureOut:
    return FigureOut(
        total=figure.total,
        cells=[CellOut(key=key, count=count) for key, count in figure.cells.items()],
        mean_days=figure.mean_days,
        spans=[SpanOut.model_validate(span) for span in figure.spans],
    )


def _share(figure: Figure) -> Decimal | None:
    found = [figure.cells.get(key, 0) for key in ("substantiated", "partly")]
    return percent(sum(found), figure.total)
