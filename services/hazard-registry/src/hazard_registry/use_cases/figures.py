"""Indicators of the plan's rows, each with the list of exactly the records it counts."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.rules import Rule, basis, in_force

from hazard_registry.store import hazard_lists
from hazard_registry.store.hazard_lists import Filter

ROW = "7"
RULE = "indicator.7"
STOCK_TO = date(2023, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure of the plan board, with what it counts, its target and its light."""

    code: str
    row: str
    name: str
    value: Decimal | None
    numerator: int
    denominator: int | None
    unit: str
    target: Decimal
    target_on: date
    light: str
    basis: dict[str, Any]
    list_url: str


async def indicators(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> list[Indicator]:
    """Compute the figures of row 7 from the records as they stood that day."""
    rule = await in_force(tx, RULE, on=as_of)
    major = Filter(as_of=as_of, area=area, level=("major",), verified=True)
    due = replace(major, due_to=as_of)
    rates = {
        "7.closing_rate": ("重大隐患整改销号率", replace(major, closed=True), major),
        "7.on_time_rate": ("到期重大隐患按期销号率", replace(due, on_time=True), due),
        "7.notified_rate": ("重大隐患告知率", replace(major, notified=True), major),
    }
    counts = {
        "7.stock_open": (
            "2023年底前存量未清零数",
            replace(major, verified=None, open=True, found_to=STOCK_TO),
        ),
        "7.overdue": ("重大隐患逾期未整改数", replace(major, verified=None, overdue=True)),
    }
    found = [
        await _rate(tx, code, name, part, whole, rule=rule, sight=sight)
        for code, (name, part, whole) in rates.items()
    ]
    found += [
        await _count(tx, code, name, counted, rule=rule, sight=sight)
        for code, (name, counted) in counts.items()
    ]
    return found


async def _rate(
    tx: Session, code: str, name: str, part: Filter, whole: Filter, *, rule: Rule, sight: Sight
) -> Indicator:
    numerator = await hazard_lists.count(tx, part, sight=sight)
    denominator = await hazard_lists.count(tx, whole, sight=sight)
    value = _percent(numerator, denominator)
    bounds = rule.number("rate", "green_from"), rule.number("rate", "yellow_from")
    return Indicator(
        code=code,
        row=ROW,
        name=name,
        value=value,
        numerator=numerator,
        denominator=denominator,
        unit="%",
        target=rule.number("rate", "target"),
        target_on=date.fromisoformat(rule.value["rate"]["target_on"]),
        light="grey" if value is None else _light(value, *bounds),
        basis=basis(rule, formula="100 × numerator ÷ denominator"),
        list_url=_url(part),
    )


async def _count(
    tx: Session, code: str, name: str, counted: Filter, *, rule: Rule, sight: Sight
) -> Indicator:
    number = await hazard_lists.count(tx, counted, sight=sight)
    target = rule.value["count"][code]
    worst = rule.whole("count", code, "yellow_to")
    return Indicator(
        code=code,
        row=ROW,
        name=name,
        value=Decimal(number),
        numerator=number,
        denominator=None,
        unit="项",
        target=rule.number("count", code, "target"),
        target_on=date.fromisoformat(target["target_on"]),
        light="green" if not number else "yellow" if number <= worst else "red",
        basis=basis(rule, formula="count"),
        list_url=_url(counted),
    )


def _percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _light(value: Decimal, green_from: Decimal, yellow_from: Decimal) -> str:
    if value >= green_from:
        return "green"
    return "yellow" if value >= yellow_from else "red"


def _url(wanted: Filter) -> str:
    asked = {
        name: value
        for name, value in asdict(wanted).items()
        if value not in {None, ()} and name != "disguised"
    }
    plain = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in asked.items()
    }
    return "/v1/hazards?" + urlencode(plain, doseq=True)
