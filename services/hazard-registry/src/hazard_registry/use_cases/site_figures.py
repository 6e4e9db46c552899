"""Indicators of rows 6 9 10 11 12 19 24 26 29 and S2, each with the list of exactly what it counts."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, Light, at_least, at_most, percent
from law.rules import Rule, basis, in_force

from hazard_registry.use_cases.site_questions import Filter, Question, questions

RULE = "indicator.sites"
ROWS = ("6", "9", "10", "11", "12", "19", "24", "26", "29", "S2")


async def _answer(
    tx: Session, question: Question, *, rule: Rule, sight: Sight, as_of: date, area: str | None
) -> Indicator:
    here = {"area": area} if area and question.area else {}

    async def counted(wanted: Filter) -> int:
        return await question.shelf.count(tx, {**wanted, **here}, on=as_of, sight=sight)

    part = await counted(question.part)
    whole = None if question.whole is None else await counted(question.whole)
    value = Decimal(part) if whole is None else percent(part, whole)
    judged = rule.value.get(question.code, {})
    target = judged.get("target")
    return Indicator(
        code=question.code,
        row=question.row,
        name=question.name,
        name_en=question.name_en,
        value=value,
        numerator=part,
        denominator=whole,
        unit=question.unit if whole is None else "%",
        target=None if target is None else Decimal(str(target)),
        target_date=date.fromisoformat(judged["target_on"]) if "target_on" in judged else None,
        light=_light(value, judged),
        basis=basis(rule, formula="count" if whole is None else "100 × numerator ÷ denominator"),
        list_url=_url(question, {**question.part, **here}, as_of),
        missing="没有可计的记录 / nothing to count" if value is None else None,
    )


def _light(value: Decimal | None, judged: Mapping[str, Any]) -> Light:
    """Grey where the plan wants nothing of a figure."""
    if "green_to" in judged:
        green, yellow = Decimal(str(judged["green_to"])), Decimal(str(judged["yellow_to"]))
        return at_most(value, green=green, yellow=yellow)
    if "green_from" in judged:
        green, yellow = Decimal(str(judged["green_from"])), Decimal(str(judged["yellow_from"]))
        return at_least(value, green=green, yellow=yellow)
    return Light.GREY


def _url(question: Question, wanted: Filter, as_of: date) -> str:
    plain = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in wanted.items()
    }
    if question.dated:
        plain["as_of"] = as_of.isoformat()
    return f"{question.path}?{urlencode(plain)}"


async def _row(
    row: str, tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> list[Indicator]:
    rule = await in_force(tx, RULE, on=as_of)
    asked = [question for question in questions(as_of) if question.row == row]
    return [
        await _answer(tx, question, rule=rule, sight=sight, as_of=as_of, area=area)
        for question in asked
    ]


MEASURES: dict[str, Callable[..., Awaitable[list[Indicator]]]] = {
    row: partial(_row, row) for row in ROWS
}
