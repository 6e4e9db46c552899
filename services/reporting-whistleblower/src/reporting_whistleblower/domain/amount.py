"""How much a reward is (安监总财〔2018〕19号). Every number is handed in from the rules."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

CENT: Final = Decimal("0.01")


class AccidentGrade(StrEnum):
    """The final grade of a concealed accident: 一般, 较大, 重大, 特别重大."""

    GENERAL = "general"
    LARGER = "larger"
    MAJOR = "major"
    EXTRAORDINARY = "extraordinary"


class Sector(StrEnum):
    """A field whose own local reward rule prevails over the general one (19号 art. 2)."""

    CITY_MANAGEMENT = "city_management"  # 城市管理: gas, sanitation, parks and the like


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum in yuan and how it came about."""

    yuan: Decimal
    formula: str


def from_fine(fine: Decimal, *, rate: Decimal, floor: Decimal, cap: Decimal) -> Amount:
    """A share of the fine, within bounds. Raise ValueError without a fine: then it does not apply."""
    if fine <= 0:
        raise ValueError("Without a fine the formula does not apply.")
    share = cents(rate * fine)
    return Amount(
        yuan=min(cap, max(floor, share)),
        formula=f"min({plain(cap)}, max({plain(floor)}, {plain(rate)} × {plain(fine)}))",
    )


def from_deaths(deaths: int, *, per_person: Decimal, cap: Decimal) -> Amount:
    """So much for each concealed death that was verified."""
    if deaths < 1:
        raise ValueError("Somebody must have died.")
    return Amount(
        yuan=min(cap, per_person * deaths),
        formula=f"min({plain(cap)}, {plain(per_person)} × {deaths})",
    )


def flat(amount: Decimal) -> Amount:
    return Amount(yuan=amount, formula=plain(amount))


def uplifted(amount: Amount, *, share: Decimal, cap: Decimal) -> Amount:
    """Add the employee's share (应急〔2020〕69号), never above the cap."""
    return Amount(
        yuan=min(cap, cents(amount.yuan * (1 + share))),
        formula=f"min({plain(cap)}, {amount.formula} × (1 + {plain(share)}))",
    )


def within_month(amount: Amount, *, cap: Decimal, already: Decimal) -> Amount:
    """Leave no more than the month's cap after what the same person had. May be nothing."""
    return Amount(
        yuan=max(Decimal("0.00"), min(amount.yuan, cap - already)),
        formula=f"max(0, min({amount.formula}, {plain(cap)} − {plain(already)}))",
    )


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Write a number as people do: 300000, 0.15."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
