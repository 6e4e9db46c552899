"""Work out indicators and the monthly table."""

import calendar
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_least, percent
from law.rules import basis, in_force

from enforcement.store import clue as clues
from enforcement.store import figures as store

PLAN_BEGINS = date(2024, 4, 29)
TEN_THOUSAND = Decimal(10000)

NO_INSPECTIONS = "检查台账尚未上线，分母（检查家次）未知，不以零计"
# Columns of the monthly table that enforcement answers for, and where each figure comes from.
COLUMNS: dict[int, tuple[str, str | None]] = {
    9: ("部门检查单位(家次)", None),
    10: ("检查组(个)", None),
    23: ("立案(件)", "filed"),
    24: ("行政处罚(次)", "punished"),
    25: ("罚款(万元)", "fines"),
    26: ("责令停产停业整顿(家)", "stopped"),
    27: ("关闭取缔(家)", None),
    28: ("一案双罚(件)", "both_struck"),
    29: ("移送司法机关(件/人)", None),
    30: ("抄送移交部门(件)", "handed_over"),
    31: ("联合惩戒/严重失信(家)", None),
    32: ("公开曝光(次)", None),
    33: ("约谈(次/家)", None),
    34: ("通报(次)", None),
    35: ("督促函(份)", None),
    41: ("责任倒查追责(起/人)", None),
}
NOT_KEPT = "本系统尚未登记该类事项，不以零计"


async def indicators(
    tx: Session, *, row: str | None, as_of: date, period: str | None, area: str, sight: Sight
) -> list[Indicator]:
    """The figures of rows 13 and 18. `period` is a year or a month; without it, since the plan began."""
    first, last = span(period, as_of=as_of)
    asked: dict[str, Any] = {
        "first": first, "last": last, "area": area, "on": as_of, "sight": sight,
    }  # fmt: skip
    found = []
    if row in {None, "13"}:
        found.append(await _cases_per_inspection(tx, **asked))
    if row in {None, "18"}:
        found.append(await _hand_overs_in_time(tx, **asked))
    return found


async def monthly(
    tx: Session, *, period: str, area: str, on: date, sight: Sight
) -> list[dict[str, Any]]:
    """Enforcement's columns of the monthly table, for the month and for the year to its end."""
    first, last = span(period, as_of=date.max)
    new_year = date(first.year, 1, 1)
    month = await _known(tx, first=first, last=last, area=area, on=on, sight=sight)
    year = await _known(tx, first=new_year, last=last, area=area, on=on, sight=sight)
    return [
        {
            "column": column,
            "name": name,
            "month": month[figure] if figure else None,
            "year_to_date": year[figure] if figure else None,
            "missing": None if figure else (NO_INSPECTIONS if column in {9, 10} else NOT_KEPT),
        }
        for column, (name, figure) in COLUMNS.items()
    ]


def span(period: str | None, *, as_of: date) -> tuple[date, date]:
    """First and last day of a year `2026` or a month `2026-03`, not later than `as_of`."""
    if period is None:
        return PLAN_BEGINS, as_of
    year, _, month = period.partition("-")
    first = date(int(year), int(month or 1), 1)
    last_month = int(month or 12)
    last = date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    return first, min(last, as_of)


async def _cases_per_inspection(
    tx: Session, *, first: date, last: date, area: str, on: date, sight: Sight
) -> Indicator:
    figures = await store.by_body(tx, first=first, last=last, area=area, on=on, sight=sight)
    return Indicator(
        code="13.cases_per_inspection",
        row="13",
        name="立案率（立案数÷检查家次）",
        name_en="Cases filed per inspection",
        unit="%",
        numerator=store.total(figures).filed,
        list_url=_list_url("cases", area=area, filed_from=first, filed_to=last),
        missing=NO_INSPECTIONS,
    )


async def _hand_overs_in_time(
    tx: Session, *, first: date, last: date, area: str, on: date, sight: Sight
) -> Indicator:
    in_time, due = await clues.answered_hand_overs(
        tx, area=area, first=first, last=last, on=on, sight=sight
    )
    rule = await in_force(tx, "indicator.hand_overs", on=on)
    share = percent(in_time, due)
    return Indicator(
        code="18.hand_overs_answered_in_time",
        row="18",
        name="移送抄告线索按期答复率",
        name_en="Handed-over clues answered in time",
        unit="%",
        value=share,
        numerator=in_time,
        denominator=due,
        target=rule.number("target"),
        light=at_least(share, green=rule.number("green"), yellow=rule.number("yellow")),
        basis=basis(rule, formula=f"100 × {in_time} ÷ {due}"),
        list_url=_list_url(
            "clues", source="hand_over", area=area, due_from=first, due_to=last, settled_on=on
        ),
        missing=None if due else "统计期内没有到期的移送抄告线索",
    )


def _list_url(what: str, **filter: object) -> str:
    """The list of exactly what was counted."""
    return f"/v1/{what}?" + urlencode({name: value for name, value in filter.items() if value})


async def _known(
    tx: Session, *, first: date, last: date, area: str, on: date, sight: Sight
) -> dict[str, Decimal]:
    figures = store.total(
        await store.by_body(tx, first=first, last=last, area=area, on=on, sight=sight)
    )
    counted: dict[str, Any] = asdict(figures)
    fines = figures.fines_on_units + figures.fines_on_persons
    handed = await clues.handed_over_between(tx, first=first, last=last, area=area, sight=sight)
    more = {"fines": (fines / TEN_THOUSAND).quantize(Decimal("0.0001")), "handed_over": handed}
    return {name: Decimal(value) for name, value in (counted | more).items() if name != "body"}
