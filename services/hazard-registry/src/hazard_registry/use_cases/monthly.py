"""The registry's columns of the monthly table (月报表): each for the month and for the year so far."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import percent

from hazard_registry.domain.life import Channel, Level
from hazard_registry.store import figures, monthly
from hazard_registry.store.figures import Cut
from hazard_registry.store.monthly import Window

Figures = Mapping[str, Decimal | None]

# Column → its name and the figure it shows.
COLUMNS: Final[Mapping[int, tuple[str, str]]] = {
    1: ("应自查单位数(家)", "self_check.units_owed"),
    2: ("已自查单位数(家)", "self_check.units_done"),
    3: ("自查覆盖率(%)", "self_check.coverage"),
    4: ("主要负责人带队检查(次)", "self_check.led"),
    5: ("企业自查一般隐患(项)", "self_check.general.found"),
    6: ("企业自查一般隐患已整改(项)", "self_check.general.closed"),
    7: ("企业自查重大事故隐患(项)", "self_check.major.found"),
    8: ("企业自查重大事故隐患已整改(项)", "self_check.major.closed"),
    11: ("检查发现一般隐患(项)", "supervision.general.found"),
    12: ("检查发现一般隐患已整改(项)", "supervision.general.closed"),
    13: ("检查发现重大事故隐患(项)", "supervision.major.found"),
    14: ("检查发现重大事故隐患已整改(项)", "supervision.major.closed"),
    15: ("举报查实重大事故隐患(项)", "public_report.major.found"),
    16: ("举报查实重大事故隐患已整改(项)", "public_report.major.closed"),
    17: ("重大隐患合计(项)", "major.found"),
    18: ("重大隐患整改率(%)", "major.rate"),
    19: ("逾期未整改(项)", "past_due"),
    20: ("挂牌督办(项)", "listed"),
    21: ("已销号(项)", "closed"),
    22: ("五落实(项)", "fixed"),
}


async def monthly_columns(
    tx: Session, *, first: date, area: str | None, sight: Sight, today: date
) -> Sequence[dict[str, Any]]:
    """What was found in the month, or in the year so far, and how it stands at the month's end.

    Overdue: in the month's column of what was found in it; in the year's of all that is open.
    """
    last = min(_end_of(first), today)
    month = Window(first=first, last=last, area=area)
    year = Window(first=date(first.year, 1, 1), last=last, area=area)
    of_month = await _figures(tx, month, sight=sight)
    of_year = await _figures(tx, year, sight=sight)
    of_year = {**of_year, "past_due": await _past_due(tx, area, sight=sight, on=last)}
    return [
        {
            "column": column,
            "name": name,
            "month": of_month[figure],
            "year_to_date": of_year[figure],
            "missing": None,
        }
        for column, (name, figure) in COLUMNS.items()
    ]


async def _figures(tx: Session, window: Window, *, sight: Sight) -> Figures:
    rows = await monthly.cohorts(tx, window, sight=sight)
    found: dict[str, Decimal | None] = {
        f"{channel.value}.{level.value}.{what}": Decimal(0)
        for channel in Channel
        for level in (Level.GENERAL, Level.MAJOR)
        for what in ("found", "closed")
    }
    for row in rows:
        for what in ("found", "closed"):
            found[f"{row['channel']}.{row['level']}.{what}"] = Decimal(row[what])
    majors = [row for row in rows if row["level"] == Level.MAJOR]
    total, closed = (sum(row[what] for row in majors) for what in ("found", "closed"))
    checks = await monthly.self_checked(tx, window, sight=sight)
    return found | {
        "self_check.units_owed": Decimal(checks["owed"]),
        "self_check.units_done": Decimal(checks["checked"]),
        "self_check.coverage": percent(checks["checked"], checks["owed"]),
        "self_check.led": Decimal(checks["led"]),
        "major.found": Decimal(total),
        "major.rate": percent(closed, total),
        "past_due": Decimal(sum(row["past_due"] for row in majors)),
        "listed": Decimal(await monthly.listed(tx, window, sight=sight)),
        "closed": Decimal(await monthly.happened(tx, window, "closed", sight=sight)),
        "fixed": Decimal(await monthly.happened(tx, window, "fixed", sight=sight)),
    }


async def _past_due(tx: Session, area: str | None, *, sight: Sight, on: date) -> Decimal:
    cut = Cut(area=area, level=Level.MAJOR)
    rows = await figures.standing(
        tx, cut, sight=sight, by=None, area_digits=12, on=on, stock_to=date.min
    )
    return Decimal(sum(row["open_past_due"] for row in rows))


def _end_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
