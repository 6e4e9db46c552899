"""Figures: any cut of the counters, how far a day has come, and the indicators of the plan."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Depends, Query
from law.indicators import Figures, IndicatorsOut, percent

from hazard_registry.domain.job_refusals import TooManyCells
from hazard_registry.domain.life import Channel, Level, Status
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.figures import CheckOut, FigureOut, ProblemsOut, StandingOut
from hazard_registry.store import counters, figures
from hazard_registry.store.figures import Cut
from hazard_registry.use_cases import clearance
from hazard_registry.use_cases.measuring import measure
from hazard_registry.use_cases.rebuilding import rebuild_figures

router = ApiRouter(prefix="/v1", tags=["statistics"])

Dimension = Literal["area", "industry", "channel", "level", "status", "month", "year"]
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Division = Annotated[str, Query(pattern=r"^\d{2}$", description="GB/T 4754 division.")]
Digits = Annotated[
    int, Query(ge=2, le=12, description="How many digits of the code tell areas apart.")
]
Day = Annotated[date | None, Query(description="Without it, today.")]


async def _cut(
    *,
    area: AreaPrefix | None = None,
    industry: Division | None = None,
    channel: Channel | None = None,
    level: Level | None = None,
    status: Status | None = None,
    first: Month | None = None,
    last: Month | None = None,
) -> Cut:
    same = {"industry": industry, "channel": channel, "level": level, "status": status}
    return Cut(area=area, first=_first_of(first), last=_first_of(last), **same)


Asked = Annotated[Cut, Depends(_cut)]


@router.get(
    "/statistics/hazards",
    response_model=list[FigureOut],
    response_model_exclude_unset=True,
    summary="隐患统计:任意组合 / Found, closed, overdue, under order, funds, cut as asked; month is that of finding",
    responses=documented(MESSAGES, "too_many_cells"),
)
async def hazard_statistics(
    *,
    tx: Tx,
    sight: Sight,
    cut: Asked,
    by: Annotated[list[Dimension], Query(max_length=6)] = [],  # noqa: B006 - FastAPI copies it
    area_digits: Digits = 12,
) -> Sequence[dict[str, Any]]:
    rows = await figures.figures(
        tx, cut, sight=sight, by=list(dict.fromkeys(by)), area_digits=area_digits
    )
    if len(rows) > figures.MOST_CELLS:
        raise TooManyCells(field="/by", most=figures.MOST_CELLS)
    return [row | {"rate": _rate(row)} for row in rows]


@router.get(
    "/statistics/standing",
    response_model=StandingOut,
    response_model_exclude_unset=True,
    responses=documented({}, "no_rule_in_force"),
    summary="存量、增量、动态清零 / Stock, increment and clearing of major hazards, on any day",
)
async def hazard_standing(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    area: AreaPrefix | None = None,
    industry: Division | None = None,
    channel: Channel | None = None,
    as_of: Day = None,
    by: Literal["area", "industry", "channel"] | None = None,
    area_digits: Digits = 12,
) -> dict[str, Any]:
    major = Cut(area=area, industry=industry, channel=channel, level=Level.MAJOR)
    return await clearance.standing(
        tx,
        major,
        sight=sight,
        by=by,
        area_digits=area_digits,
        on=as_of or date_in_china(now),
    )


@router.get(
    "/statistics/recurring",
    response_model=ProblemsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="共性问题分析 / Items of the standards found broken again and again, beside the time before",
)
async def recurring_problems(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    area: AreaPrefix | None = None,
    industry: Division | None = None,
    level: Level | None = None,
    first: Month | None = None,
    last: Month | None = None,
    least: Annotated[
        int | None, Query(ge=1, le=10_000, description="Without it, as the rule says.")
    ] = None,
) -> dict[str, Any]:
    cut = Cut(
        area=area, industry=industry, level=level, first=_first_of(first), last=_first_of(last)
    )
    return await clearance.problems(tx, cut, sight=sight, least=least, on=date_in_china(now))


@router.get(
    "/statistics/hazards/check",
    response_model=CheckOut,
    summary="核对统计 / Compare the counters with a recount of the hazards",
)
async def check_statistics(tx: Tx) -> dict[str, int]:
    return {"differing": await counters.differing(tx)}


@router.post(
    "/statistics/hazards/rebuild",
    response_model=CheckOut,
    summary="重建统计 / Count everything anew; writers wait meanwhile",
)
async def rebuild_statistics(tx: Tx, caller: Caller, now: Now) -> dict[str, int]:
    return {"differing": await rebuild_figures(tx, by=caller, at=now)}


@router.get(
    "/indicators",
    response_model=IndicatorsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="计划指标 / The plan's figures on a day",
)
async def list_indicators(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    row: Annotated[str | None, Query(max_length=4)] = None,
    as_of: Day = None,
    period: Annotated[str | None, Query(max_length=20, description="These are of a day.")] = None,
    area: AreaPrefix | None = None,
) -> Figures:
    day = as_of or date_in_china(now)
    return Figures(day, await measure(tx, row=row, sight=sight, as_of=day, area=area))


def _first_of(month: str | None) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None


def _rate(row: dict[str, Any]) -> Decimal | None:
    """Closed of what was found and not rejected, in per cent."""
    return percent(row["closed"] or 0, row["found"] or 0)
