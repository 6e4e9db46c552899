"""Rules: chosen by date, cited, confirmed, replaced."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from chassis.audit import history
from chassis.db import Session
from hypothesis import given
from hypothesis import strategies as st
from law.rules import (
    AlreadyConfirmed,
    Confidence,
    NoRuleInForce,
    NoSuchRule,
    Origin,
    Rule,
    Rules,
    RuleToConfirm,
    WrongShape,
    basis,
    confirm_rule,
    in_force,
    load,
    load_rules,
    may_bind,
    must_bind,
    replace_rule,
)

AT = datetime(2026, 3, 5, tzinfo=UTC)
JULY = date(2026, 7, 1)


def a_rule(**fields: Any) -> Rule:
    given_: dict[str, Any] = {
        "code": "reward.rate", "value": {"rate": "0.15"}, "effective_from": date(2018, 1, 4),
        "source": "安监总财〔2018〕19号", "article": "第六条", "confidence": Confidence.VERIFIED,
    }  # fmt: skip
    return Rule(**given_ | fields)


def a_file(folder: Path, *rows: dict[str, Any]) -> Path:
    shipped = {
        "code": "reward.rate", "value": {"rate": 0.15, "cap": 300000},
        "effective_from": "2018-01-04", "source": "安监总财〔2018〕19号", "article": "第六条",
        "confidence": "verified",
    }  # fmt: skip
    path = folder / "rules.json"
    path.write_text(json.dumps([shipped | row for row in rows or ({},)]), encoding="utf-8")
    return path


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_a_rule_holds_from_its_first_day_until_the_day_before_its_end(day: date) -> None:
    old = a_rule(effective_to=JULY)
    new = a_rule(version=2, effective_from=JULY, value={"rate": "0.2"})
    rules = Rules((old, new))

    if day < old.effective_from:
        with pytest.raises(NoRuleInForce):
            rules.in_force("reward.rate", on=day)
    else:
        assert rules.in_force("reward.rate", on=day) is (old if day < JULY else new)


def test_the_offices_row_wins_over_a_later_shipped_one() -> None:
    office = a_rule(version=2, origin=Origin.OFFICE)
    rules = Rules((a_rule(), office, a_rule(version=3)))

    assert rules.in_force("reward.rate", on=JULY) is office


def test_a_sample_is_off_until_it_is_confirmed() -> None:
    sample = a_rule(confidence=Confidence.SAMPLE)
    confirmed = a_rule(confidence=Confidence.SAMPLE, confirmed_at=AT)

    with pytest.raises(NoRuleInForce):
        Rules((sample,)).in_force("reward.rate", on=JULY)
    assert Rules((confirmed,)).in_force("reward.rate", on=JULY) is confirmed


def test_nothing_binding_rests_on_a_rule_nobody_vouched_for() -> None:
    open_rule = a_rule(confidence=Confidence.TO_CONFIRM)

    assert may_bind(a_rule())
    assert not may_bind(open_rule)
    with pytest.raises(RuleToConfirm) as refusal:
        must_bind(open_rule)
    assert refusal.value.facts == {"rule": "reward.rate", "version": 1}


def test_a_basis_cites_the_rule_and_shows_the_working() -> None:
    cited = basis(
        a_rule(), formula="0.15 × fine", working={"fine": Decimal("50000.00"), "on": JULY}
    )

    assert cited == {
        "rule": "reward.rate", "version": 1, "article": "第六条", "source": "安监总财〔2018〕19号",
        "confidence": "verified", "provisional": False, "formula": "0.15 × fine",
        "working": {"fine": "50000.00", "on": "2026-07-01"},
    }  # fmt: skip
    json.dumps(cited)


def test_numbers_in_a_value_are_exact() -> None:
    rule = a_rule(value={"bands": [{"rate": "0.15"}], "days": 15})

    assert rule.number("bands", 0, "rate") == Decimal("0.15")
    assert rule.whole("days") == 15
    with pytest.raises(ValueError, match="whole"):
        rule.whole("bands", 0, "rate")


async def test_a_seeded_fraction_never_becomes_a_float(tx: Session, tmp_path: Path) -> None:
    await load_rules(tx, a_file(tmp_path))

    rule = await in_force(tx, "reward.rate", on=JULY)

    assert rule.value == {"rate": "0.15", "cap": 300000}
    assert rule.number("rate") == Decimal("0.15")


async def test_seeding_twice_adds_nothing(tx: Session, tmp_path: Path) -> None:
    first = await load_rules(tx, a_file(tmp_path))
    second = await load_rules(tx, a_file(tmp_path))

    assert (first, second) == (2, 0)  # the chassis ships one of its own


async def test_a_release_with_another_value_is_a_new_version(tx: Session, tmp_path: Path) -> None:
    await load_rules(tx, a_file(tmp_path))
    await load_rules(tx, a_file(tmp_path, {"value": {"rate": 0.2}}))

    rule = await in_force(tx, "reward.rate", on=JULY)

    assert (rule.version, rule.number("rate")) == (2, Decimal("0.2"))


async def test_seeding_never_overwrites_the_offices_row(tx: Session, tmp_path: Path) -> None:
    await load_rules(tx, a_file(tmp_path))
    mine = await replace_rule(
        tx, code="reward.rate", value={"rate": 0.3, "cap": 100}, effective_from=date(2026, 1, 1),
        effective_to=None, source="南安市文件", article="第三条", by="admin", at=AT,
    )  # fmt: skip
    await load_rules(tx, a_file(tmp_path, {"value": {"rate": 0.2}}))

    assert await in_force(tx, "reward.rate", on=JULY) == mine
    assert mine.number("rate") == Decimal("0.3")
    assert (await in_force(tx, "reward.rate", on=date(2025, 1, 1))).version == 3
    [entry] = await history(tx, what="rule", id="reward.rate@2")
    assert entry.action == "replace"


@pytest.mark.parametrize(
    "value",
    [{"rate": "0.3"}, {"rate": 0.3, "cap": 1, "x": 2}, {"rate": "much", "cap": 1}, 0.3, [],
     {"rate": True, "cap": 1}, {"rate": 0.3, "cap": [1]}, {"rate": float("nan"), "cap": 1}],
)  # fmt: skip
async def test_a_value_built_otherwise_is_refused(
    tx: Session, tmp_path: Path, value: object
) -> None:
    await load_rules(tx, a_file(tmp_path))

    with pytest.raises(WrongShape):
        await replace_rule(
            tx, code="reward.rate", value=value, effective_from=JULY, effective_to=None,
            source="x", article="y", by="admin", at=AT,
        )  # fmt: skip


async def test_a_rule_nothing_computes_by_is_not_added(tx: Session) -> None:
    with pytest.raises(NoSuchRule):
        await replace_rule(
            tx, code="reward.rte", value=1, effective_from=JULY, effective_to=None,
            source="x", article="y", by="admin", at=AT,
        )  # fmt: skip


async def test_confirming_lets_decisions_rest_on_a_rule(tx: Session, tmp_path: Path) -> None:
    await load_rules(tx, a_file(tmp_path, {"confidence": "to_confirm"}))

    rule = await confirm_rule(tx, code="reward.rate", version=1, by="admin", at=AT)

    assert may_bind(rule)
    assert (rule.confirmed_by, rule.confirmed_at) == ("admin", AT)
    with pytest.raises(AlreadyConfirmed):
        await confirm_rule(tx, code="reward.rate", version=1, by="admin", at=AT)
    with pytest.raises(NoSuchRule):
        await confirm_rule(tx, code="reward.rate", version=9, by="admin", at=AT)


async def test_a_release_may_mend_wording_but_not_what_was_confirmed(
    tx: Session, tmp_path: Path
) -> None:
    await load_rules(tx, a_file(tmp_path, {"confidence": "to_confirm"}))
    await load_rules(tx, a_file(tmp_path, {"confidence": "to_confirm", "article": "第七条"}))
    mended = await in_force(tx, "reward.rate", on=JULY)
    await confirm_rule(tx, code="reward.rate", version=1, by="admin", at=AT)

    await load_rules(tx, a_file(tmp_path, {"article": "第八条"}))

    assert mended.article == "第七条"
    assert (await in_force(tx, "reward.rate", on=JULY)).article == "第七条"


async def test_there_is_no_rule_before_the_law_was_made(tx: Session, tmp_path: Path) -> None:
    await load_rules(tx, a_file(tmp_path))

    with pytest.raises(NoRuleInForce) as refusal:
        await in_force(tx, "reward.rate", on=date(2017, 12, 31))
    assert refusal.value.facts == {"rule": "reward.rate", "on": "2017-12-31"}
    assert len((await load(tx)).rules) == 2
