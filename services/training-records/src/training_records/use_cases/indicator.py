"""Compute what the plan is measured by."""

from datetime import date
from decimal import Decimal
from typing import Final

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, Light, at_least, at_most, percent
from law.rules import NoRuleInForce, Rule, basis, in_force

from training_records.domain import law as codes
from training_records.store import coverage
from training_records.store.coverage import Filter
from training_records.store.law import law as load_law

ROW: Final = "3a"
ALL: Final = Decimal(100)
NONE: Final = Decimal(0)


async def list_indicators(
    tx: Session, *, row: str | None, as_of: date, area: str | None, sight: Sight
) -> list[Indicator]:
    """Compute row 3a: posts with a valid certificate, and certificates lapsed at a post."""
    if row not in {None, ROW}:
        return []
    law = await load_law(tx)
    wanted = Filter(as_of=as_of, area=area)
    met, all_ = await coverage.share(tx, sight=sight, law=law, wanted=wanted)
    lapsed = await coverage.count(
        tx, sight=sight, law=law, wanted=Filter(as_of=as_of, area=area, status="expired")
    )
    narrowed = f"&area={area}" if area else ""
    listed = f"/v1/certificates/coverage?as_of={as_of}{narrowed}"
    rule = await _bands(tx, as_of)
    return [_covered(met, all_, rule, listed), _lapsed(lapsed, f"{listed}&status=expired")]


async def _bands(tx: Session, on: date) -> Rule | None:
    try:
        return await in_force(tx, codes.COVERAGE_LIGHT, on=on)
    except NoRuleInForce:
        return None


def _covered(met: int, all_: int, rule: Rule | None, list_url: str) -> Indicator:
    value = percent(met, all_)
    light = Light.GREY
    if rule is not None:
        light = at_least(value, green=rule.number("green"), yellow=rule.number("yellow"))
    return Indicator(
        code="3a.posts_covered",
        row=ROW,
        name="应持证岗位持证率",
        name_en="Posts that take a certificate and have it",
        value=value,
        numerator=met,
        denominator=all_,
        unit="%",
        target=ALL,
        light=light,
        basis=basis(rule, formula=f"100 × {met} ÷ {all_}") if rule else None,
        list_url=list_url,
    )


def _lapsed(lapsed: int, list_url: str) -> Indicator:
    return Indicator(
        code="3a.lapsed_at_post",
        row=ROW,
        name="在岗证书过期数",
        name_en="Certificates lapsed at a post",
        value=Decimal(lapsed),
        numerator=lapsed,
        unit="岗",
        target=NONE,
        light=at_most(Decimal(lapsed), green=NONE, yellow=NONE),
        list_url=list_url,
    )
