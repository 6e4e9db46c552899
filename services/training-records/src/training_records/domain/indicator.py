"""What the plan is measured by."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from training_records.domain.law import Rule

TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure of the plan. Without anything to count it has no value and no light."""

    code: str
    row: str
    value: Decimal | None
    numerator: int
    denominator: int | None
    unit: str
    target: Decimal | None
    target_date: date | None = None
    light: str | None
    rule: Rule | None
    list_url: str


def percent(part: int, whole: int) -> Decimal | None:
    """Round to a tenth; 100 only where nothing is lacking."""
    if not whole:
        return None
    share = (Decimal(100) * part / whole).quantize(TENTH, ROUND_HALF_UP)
    return min(share, Decimal("99.9")) if part < whole else share


def light(value: Decimal | None, rule: Rule | None) -> str | None:
    """Choose the colour by the bands of a rule."""
    if value is None or rule is None:
        return None
    if value >= Decimal(str(rule.value["green"])):
        return "green"
    return "amber" if value >= Decimal(str(rule.value["amber"])) else "red"
