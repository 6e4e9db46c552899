"""Figures: any cut of the counters, and the indicators of the plan."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Query
from law.indicators import Figures, IndicatorsOut

from hazard_registry.domain.life import Channel, Level
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.figures import CheckOut, FigureOut
from hazard_registry.store import counters
from hazard_registry.use_cases import figures
from hazard_registry.use_cases.rebuilding import rebuild_figures

router = ApiRouter(prefix="/v1", tags=["statistics"])

Dimension = Literal["area", "industry", "channel", "level", "status", "month", "year"]
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]


@router.get(
    "/statistics/hazards",
    response_model=list[FigureOut],
    response_model_exclude_unset=True,
    summary="Found, closed, overdue, under order, cut as asked; month is that of finding",
)
async def hazard_statistics(
    *,
    tx: Tx,
    sight: Sight,
    by: Annotated[list[Dimension], Query(max_length=6)] = [],  # noqa: B006 - FastAPI copies it
    area_digits: Annotated[
        int, Query(ge=2, le=12, description="How many digits of the code tell areas apart.")
    ] = 12,
    area: AreaPrefix | None = None,
    industry: Annotated[str | None, Query(pattern=r"^\d{2}$")] = None,
    channel: Channel | None = None,
    level: Level | None = None,
    first: Month | None = None,
    last: Month | None = None,
) -> Sequence[dict[str, Any]]:
    rows = await counters.figures(
        tx,
        sight=sight,
        by=list(dict.fromkeys(by)),
        area_digits=area_digits,
        area=area,
        industry=industry,
        channel=channel,
        level=level,
        first=_first_of(first),
        last=_first_of(last),
    )
    return [row | {"rate": _rate(row)} for row in rows]


@router.get(
    "/statistics/hazards/check",
    response_model=CheckOut,
    summary="Compare the counters with a recount of the hazards",
)
async def check_statistics(tx: Tx) -> dict[str, int]:
    return {"differing": await counters.differing(tx)}


@router.post(
    "/statistics/hazards/rebuild",
    response_model=CheckOut,
    summary="Count everything anew; writers wait meanwhile",
)
async def rebuild_statistics(tx: Tx, caller: Caller, now: Now) -> dict[str, int]:
    return {"differing": await rebuild_figures(tx, by=caller, at=now)}


@router.get(
    "/indicators",
    response_model=IndicatorsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="The plan's figures on a day",
)
async def list_indicators(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    row: Annotated[str | None, Query(max_length=4)] = None,
    as_of: date | None = None,
    period: Annotated[str | None, Query(max_length=20, description="These are of a day.")] = None,
    area: AreaPrefix | None = None,
) -> Figures:
    day = as_of or date_in_china(now)
    found = await figures.indicators(tx, sight=sight, as_of=day, area=area)
    return Figures(day, [each for each in found if row in {None, each.row}])


def _first_of(month: str | None) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None


def _rate(row: dict[str, Any]) -> Decimal | None:
    """Closed of what was found and not rejected, in per cent."""
    found = row["found"] or 0
    return (Decimal(100 * row["closed"]) / found).quantize(Decimal("0.1")) if found else None
