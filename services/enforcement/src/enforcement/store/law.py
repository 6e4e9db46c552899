"""What the rules say about penalties: statutory bands and discretion tiers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chassis.db import Session
from law.rules import Rule, basis, in_force

from enforcement.domain.penalty import Band, Kind, Stage, Target, Tier
from enforcement.domain.refusals import NotFound

BANDS = "penalty.bands"


async def bands(tx: Session, *, on: date) -> tuple[Rule, Sequence[Band]]:
    """The bands that govern an act of this date, and the rule they stand in."""
    rule = await in_force(tx, BANDS, on=on)
    stated = basis(rule)
    return rule, [
        Band(
            law=rule.value["law"],
            article=row["article"],
            stage=Stage(row["stage"]),
            target=Target(row["target"]),
            kind=Kind(row["kind"]),
            least=None if row["least"] is None else Decimal(row["least"]),
            most=None if row["most"] is None else Decimal(row["most"]),
            basis=stated,
        )
        for row in rule.value["rows"]
    ]


async def tier(
    tx: Session, *, article: str, stage: Stage, target: Target, tier: str, on: date
) -> Tier:
    """Find the chosen row of the discretion table in force.

    Raise `NoRuleInForce` while the table is a sample nobody confirmed, `NotFound` if it has no
    such row.
    """
    rule = await in_force(tx, f"discretion.{article}.{stage}.{target}", on=on)
    for row in rule.value["rows"]:
        if row["tier"] == tier:
            return Tier(
                tier=tier,
                when=row["when"],
                least=Decimal(row["least"]),
                most=Decimal(row["most"]),
                rule=rule.code,
                rule_version=rule.version,
            )
    raise NotFound
