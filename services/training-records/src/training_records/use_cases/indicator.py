"""Compute what the plan is measured by."""

from datetime import date
from decimal import Decimal
from typing import Final

from chassis.db import Session
from chassis.sight import Sight

from training_records.domain import law as codes
from training_records.domain.indicator import Indicator, light, percent
from training_records.store import coverage
from training_records.store.coverage import Filter
from training_records.store.law import law as load_law

ROW: Final = "3a"


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
    rule = law.at(codes.COVERAGE_LIGHT, as_of)
    return [_covered(met, all_, rule, listed), _lapsed(lapsed, f"{listed}&status=expired")]


def _covered(met: int, all_: int, rule: codes.Rule | None, list_url: str) -> Indicator:
    value = percent(met, all_)
    return Indicator(
        code="3a.posts_covered",
        row=ROW,
        value=value,
        numerator=met,
        denominator=all_,
        unit="%",
        target=Decimal(100),
        light=light(value, rule),
        rule=rule,
        list_url=list_url,
    )


def _lapsed(lapsed: int, list_url: str) -> Indicator:
    return Indicator(
        code="3a.lapsed_at_post",
        row=ROW,
        value=Decimal(lapsed),
        numerator=lapsed,
        denominator=None,
        unit="posts",
        target=Decimal(0),
        light="red" if lapsed else "green",
        rule=None,
        list_url=list_url,
    )
