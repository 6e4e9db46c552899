"""Stock, increment and clearing; and what is found broken again and again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_most, percent
from law.rules import basis, in_force

from hazard_registry.store import criteria, figures
from hazard_registry.store.figures import Cut

RULE = "hazard.recurring"
ROW = "S3"
MOST_PROBLEMS = 200


async def standing(
    tx: Session, cut: Cut, *, sight: Sight, by: str | None, area_digits: int, on: date
) -> dict[str, Any]:
    """Say how far a day has come, in lines of one dimension, with the rule behind it."""
    rule = await in_force(tx, "hazard.standing", on=on)
    stock_to = date.fromisoformat(rule.value["stock_to"])
    rows = await figures.standing(
        tx, cut, sight=sight, by=by, area_digits=area_digits, on=on, stock_to=stock_to
    )
    lines = [
        row
        | {
            "stock_open": row["stock"] - row["stock_closed"],
            "clearing_rate": percent(row["closed_in_time"], row["due"]),
            "change": _change(row["increment"], row["year_before"]),
        }
        for row in rows
    ]
    stated = basis(rule, formula="clearing_rate = 100 × closed_in_time ÷ due")
    return {"as_of": on, "stock_to": stock_to, "basis": stated, "items": lines}


def _change(now: int, before: int) -> Decimal | None:
    if not before:
        return None
    change = Decimal(100 * (now - before)) / before
    return change.quantize(Decimal("0.1"), ROUND_HALF_UP)


async def problems(
    tx: Session, cut: Cut, *, sight: Sight, least: int | None, on: date
) -> dict[str, Any]:
    """List what was found at least so often, from `cut.first` to `cut.last`, beside the time before.

    Without bounds it is the number of months up to this one that the rule names.
    """
    rule = await in_force(tx, RULE, on=on)
    least = least or rule.whole("least")
    last = cut.last or on.replace(day=1)
    first = cut.first or _months_from(last, 1 - rule.whole("months"))
    whole = replace(cut, first=first, last=last)
    before = _months_from(first, -_months_between(first, last) - 1)
    rows = await figures.problems(
        tx, whole, sight=sight, before=before, least=least, limit=MOST_PROBLEMS
    )
    titles = await criteria.titles(tx, [row["criterion"] for row in rows])
    return {
        "first": first,
        "last": last,
        "least": least,
        "basis": basis(rule, formula="hazards ≥ least"),
        "items": [_line(row, titles, whole) for row in rows],
    }


def _line(row: dict[str, Any], titles: dict[str, tuple[str, str]], cut: Cut) -> dict[str, Any]:
    title, title_en = titles.get(row["criterion"], (None, None))
    return row | {"title": title, "title_en": title_en, "hazards_url": _url(row["criterion"], cut)}


def _url(criterion: str, cut: Cut) -> str:
    """Exactly the hazards that were counted."""
    asked = {
        "criterion": criterion,
        "found_from": cut.first,
        "found_to": cut.last and _last_day(cut.last),
        "area": cut.area,
        "industry": cut.industry,
        "level": cut.level,
    }
    return "/v1/hazards?" + urlencode({k: v for k, v in asked.items() if v is not None})


def _last_day(month: date) -> date:
    return date.fromordinal(_months_from(month, 1).toordinal() - 1)


def _months_from(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


async def indicators(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> Sequence[Indicator]:
    """Row S3: how many items are broken again and again (共性问题)."""
    rule = await in_force(tx, RULE, on=as_of)
    found = await problems(tx, Cut(area=area), sight=sight, least=None, on=as_of)
    many = len(found["items"])
    asked = {"first": f"{found['first']:%Y-%m}", "last": f"{found['last']:%Y-%m}"}
    asked |= {"area": area} if area else {}
    return [
        Indicator(
            code="S3.recurring",
            row=ROW,
            name="反复出现的共性问题",
            name_en="Problems found again and again",
            value=Decimal(many),
            numerator=many,
            unit="条",
            light=at_most(
                Decimal(many), green=rule.number("green_to"), yellow=rule.number("yellow_to")
            ),
            basis=basis(rule, formula="count(hazards ≥ least)"),
            list_url="/v1/statistics/recurring?" + urlencode(asked),
        )
    ]
