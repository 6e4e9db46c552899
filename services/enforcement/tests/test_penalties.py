"""Penalties stay inside what the law knows: article, stage, target, band."""

from decimal import Decimal
from typing import Any

import pytest
from chassis.db import Session
from enforcement.domain.penalty import (
    Kind,
    Penalty,
    Stage,
    Target,
    fine_on,
    strikes_both,
    without_double_fines,
)
from enforcement.domain.refusals import (
    IncomeNeeded,
    NoSuchPenalty,
    OrderNumberNeeded,
    OutsideBand,
    OutsideTier,
)
from enforcement.store import law
from enforcement.use_cases.investigation import lawful
from law.rules import NoRuleInForce, confirm_rule

from .bureau import ADMIN, NOON, Bureau

TODAY = NOON.date()


def penalty(article: str, amount: str, **changes: Any) -> Penalty:
    plain: dict[str, Any] = {"stage": Stage.FIRST, "target": Target.UNIT, "amount": Decimal(amount)}
    if changes.get("stage") is Stage.OVERDUE:
        plain["order_number"] = "责改1号"
    return Penalty(article=article, **plain | changes)


async def checked(tx: Session, one: Penalty, tier: str | None = None) -> Penalty:
    [found] = await lawful(tx, [one], tiers=[tier], act_on=TODAY)
    return found


@pytest.mark.parametrize(
    ("article", "amount", "target", "stage"),
    [
        ("97", "100000", Target.UNIT, Stage.FIRST),
        ("98", "100000", Target.UNIT, Stage.FIRST),
        ("98", "500000", Target.UNIT, Stage.FIRST),
        ("99", "200000", Target.UNIT, Stage.OVERDUE),
        ("94", "20000", Target.PRINCIPAL, Stage.FIRST),
        ("97", "20000", Target.RESPONSIBLE, Stage.OVERDUE),
        ("109", "50000", Target.UNIT, Stage.FIRST),
    ],
)
async def test_the_ends_of_a_band_belong_to_it(
    tx: Session, article: str, amount: str, target: Target, stage: Stage
) -> None:
    found = await checked(tx, penalty(article, amount, target=target, stage=stage))

    assert found.basis is not None
    assert found.basis["article"] == f"安全生产法第{article}条"
    assert found.basis["confidence"] == "verified"


@pytest.mark.parametrize(
    ("article", "amount", "target"),
    [
        ("97", "100000.01", Target.UNIT),
        ("97", "0", Target.UNIT),
        ("98", "99999.99", Target.UNIT),
        ("94", "50000.01", Target.PRINCIPAL),
        ("105", "10000.01", Target.RESPONSIBLE),
    ],
)
async def test_what_lies_outside_a_band_is_refused(
    tx: Session, article: str, amount: str, target: Target
) -> None:
    with pytest.raises(OutsideBand):
        await checked(tx, penalty(article, amount, target=target))


@pytest.mark.parametrize("article", ["97", "99", "101", "102"])
async def test_at_first_stage_these_articles_fine_no_person(tx: Session, article: str) -> None:
    with pytest.raises(NoSuchPenalty):
        await checked(tx, penalty(article, "20000", target=Target.RESPONSIBLE))


async def test_the_overdue_stage_names_the_order_that_was_not_obeyed(tx: Session) -> None:
    with pytest.raises(OrderNumberNeeded):
        await checked(tx, penalty("99", "60000", stage=Stage.OVERDUE, order_number=None))


async def test_a_share_of_income_needs_the_income(tx: Session) -> None:
    share = penalty(
        "96", "30000", target=Target.SAFETY_MANAGER, stage=Stage.ACCIDENT, kind=Kind.INCOME_SHARE
    )

    with pytest.raises(IncomeNeeded):
        await checked(tx, share)
    with pytest.raises(OutsideBand):
        await checked(tx, penalty(**_as(share), income=Decimal(200000)))
    assert (await checked(tx, penalty(**_as(share), income=Decimal(100000)))).amount == 30000


def _as(one: Penalty) -> dict[str, Any]:
    return {
        "article": one.article, "amount": str(one.amount), "target": one.target,
        "stage": one.stage, "kind": one.kind,
    }  # fmt: skip


async def test_before_the_law_there_was_no_such_band(tx: Session) -> None:
    with pytest.raises(NoRuleInForce):
        await law.bands(tx, on=TODAY.replace(year=2020))


async def test_a_sample_tier_is_off_until_it_is_confirmed(tx: Session) -> None:
    with pytest.raises(NoRuleInForce):
        await checked(tx, penalty("97", "50000"), tier="2")

    await confirm_rule(tx, code="discretion.97.first.unit", version=1, by=ADMIN, at=NOON)

    found = await checked(tx, penalty("97", "50000"), tier="2")
    assert found.tier is not None
    assert (found.tier.rule, found.tier.rule_version) == ("discretion.97.first.unit", 1)
    with pytest.raises(OutsideTier):
        await checked(tx, penalty("97", "60000.01"), tier="2")


def test_one_act_is_fined_once_by_the_higher_rule() -> None:
    lower, higher = penalty("102", "30000", act="a"), penalty("99", "45000", act="a")
    another = penalty("105", "10000", act="b")

    kept = without_double_fines([lower, higher, another])

    assert [one.absorbed_by for one in kept] == ["99", None, None]
    assert fine_on(kept, unit=True) == Decimal(55000)


def test_unit_and_person_are_fined_apart() -> None:
    both = without_double_fines(
        [penalty("102", "30000"), penalty("94", "20000", target=Target.PRINCIPAL, person="甲")]
    )

    assert [one.absorbed_by for one in both] == [None, None]
    assert [fine_on(both, unit=unit) for unit in (True, False)] == [30000, 20000]
    assert strikes_both(both)


async def test_the_api_names_the_band_that_was_left(filed: Bureau) -> None:
    await filed.investigate()

    response = await filed.propose({"article": "102", "amount": "50000.01"})

    assert response.status_code == 422
    assert response.json()["code"] == "outside_band"
    assert "50000" in response.json()["detail"]
    assert filed.case["penalties"] == []


async def test_a_proposal_without_sense_names_each_faulty_field(filed: Bureau) -> None:
    await filed.investigate()

    response = await filed.propose({"article": "ninety", "amount": "-1", "stage": "later"})

    pointers = {error["pointer"] for error in response.json()["errors"]}
    assert pointers == {f"/penalties/0/{name}" for name in ("article", "amount", "stage")}


async def test_anybody_signed_in_can_read_the_bands(bureau: Bureau) -> None:
    shown = (await bureau.legal.get("/v1/cases/penalties")).json()

    assert shown["basis"]["rule"] == "penalty.bands"
    assert any(row["article"] == "103(2)" for row in shown["rows"])
