"""Informing, hearing, deciding, performing: nothing before its time, nothing heavier than told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import emitted, person_id
from contracts.cases import CaseDecided
from law.rules import confirm_rule

from .bureau import ADMIN, NOON, Bureau


def day(iso: str) -> datetime:
    return datetime.fromisoformat(f"{iso}T04:00:00").replace(tzinfo=UTC)


def problem(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


# ---- review and notice --------------------------------------------------------------------


async def test_nothing_is_reviewed_without_evidence_and_a_proposal(filed: Bureau) -> None:
    review = {"passed": True, "opinion": "同意"}
    ids = [str(officer.id) for officer in filed.officers[:2]]
    await filed.must("investigate", {"officers": ids})
    assert problem(await filed.post("review", review, by=filed.legal))[1] == "evidence_needed"

    found = {"kind": "document", "title": "营业执照复印件", "obtained_on": "2026-03-02"}
    await filed.must("evidence", found)
    assert problem(await filed.post("review", review, by=filed.legal))[1] == "penalty_needed"


async def test_a_case_sent_back_is_investigated_further(filed: Bureau) -> None:
    await filed.investigate()
    await filed.propose()

    await filed.review(passed=False, opinion="证据不足，补充询问笔录")

    assert filed.case["status"] == "investigating"
    assert problem(await filed.post("inform")) == (409, "illegal_move")


async def test_everyone_fined_may_ask_for_a_hearing_until_the_threshold_is_confirmed(
    filed: Bureau,
) -> None:
    await filed.inform({"amount": "1000.00"})

    assert filed.case["notice"]["why_hearing"] == "threshold_to_confirm"
    assert filed.case["notice"]["request_hearing_by"] == "2026-03-11"


@pytest.mark.parametrize(
    ("penalty", "why"),
    [
        ({"amount": "49999.99"}, None),
        ({"amount": "50000.00"}, "large_fine"),
        ({"article": "94", "target": "principal", "amount": "20000.00"}, "large_fine"),
    ],
)
async def test_with_a_confirmed_threshold_only_a_large_fine_gives_a_hearing(
    tx: Session, filed: Bureau, penalty: dict[str, Any], why: str | None
) -> None:
    await confirm_rule(tx, code="case.hearing_threshold", version=2, by=ADMIN, at=NOON)

    await filed.inform(penalty)

    assert filed.case["notice"]["why_hearing"] == why


async def test_stopping_production_gives_a_hearing_and_a_discussion(
    tx: Session, filed: Bureau
) -> None:
    await confirm_rule(tx, code="case.hearing_threshold", version=2, by=ADMIN, at=NOON)
    stop = {"article": "98", "kind": "stop", "amount": "0"}

    await filed.inform(stop)

    assert (filed.case["notice"]["why_hearing"], filed.case["heavy"]) == ("grave", True)


# ---- time to speak ------------------------------------------------------------------------


async def test_nothing_is_decided_while_the_party_may_still_speak(
    filed: Bureau, clock: FixedClock
) -> None:
    await filed.inform()

    clock.at = day("2026-03-11")
    assert problem(await filed.decide()) == (409, "still_time_to_answer")

    clock.at = day("2026-03-12")
    assert (await filed.decide()).is_success


async def test_a_written_waiver_opens_the_way(filed: Bureau) -> None:
    await filed.inform()
    await filed.waive()

    assert (await filed.decide()).is_success
    assert filed.case["decision"]["number"] == "（南安）应急罚〔2026〕1号"


async def test_a_defence_is_checked_before_the_decision(filed: Bureau, clock: FixedClock) -> None:
    await filed.inform()
    said = {"kind": "defence", "text": "已经整改", "stated_on": "2026-03-04"}
    await filed.must("statements", said)
    clock.at = day("2026-03-16")
    assert problem(await filed.decide()) == (409, "statement_unanswered")

    [statement] = filed.case["statements"]
    await filed.must(f"statements/{statement['id']}/answer", {"answer": "复核：部分采纳"})

    assert (await filed.decide()).is_success


async def test_defending_never_costs_more(filed: Bureau) -> None:
    await filed.inform()
    await filed.waive()
    plain = {"article": "102", "stage": "first", "target": "unit"}
    principal = {"article": "94", "target": "principal", "amount": "20000.00"}

    heavier = await filed.decide(penalties=[plain | {"amount": "30000.01"}])
    another = await filed.decide(penalties=[plain | {"amount": "30000.00"}, plain | principal])
    outside = await filed.decide(penalties=[plain | {"amount": "60000.00"}])
    assert problem(heavier) == problem(another) == (409, "heavier_than_informed")
    assert problem(outside) == (422, "outside_band")

    assert (await filed.decide(penalties=[plain | {"amount": "20000.00"}])).is_success
    assert filed.case["penalties"][0]["amount"] == "20000.00"


async def test_informed_anew_the_party_has_its_rights_anew(filed: Bureau) -> None:
    await filed.inform()
    await filed.waive()
    await filed.review(passed=False, opinion="补充调查")
    assert filed.case["status"] == "investigating"
    await filed.propose({"amount": "40000.00"})
    await filed.review()
    await filed.must("inform")

    assert filed.case["notice"]["number"] == 2
    assert problem(await filed.decide()) == (409, "still_time_to_answer")
    await filed.waive()
    assert (await filed.decide()).is_success
    assert [said["to_notice"] for said in filed.case["statements"]] == [1, 2]


# ---- hearing ------------------------------------------------------------------------------


async def ask(filed: Bureau, on: str) -> Any:
    return await filed.post("request-hearing", {"requested_on": on})


async def test_the_fifth_working_day_is_in_time_and_the_sixth_is_not(
    filed: Bureau, clock: FixedClock
) -> None:
    await filed.inform()
    clock.at = day("2026-03-12")

    assert problem(await ask(filed, "2026-03-12")) == (409, "hearing_too_late")
    assert (await ask(filed, "2026-03-11")).is_success


async def test_a_hearing_comes_before_the_decision_and_a_review_after_it(
    filed: Bureau, clock: FixedClock
) -> None:
    await filed.inform()
    await ask(filed, "2026-03-04")
    chair = str(person_id("legal_reviewer"))
    early = {"to_be_held_on": "2026-03-12", "chair": chair}
    assert problem(await filed.post("announce-hearing", early)) == (422, "hearing_too_soon")
    own = {"to_be_held_on": "2026-03-13", "chair": str(filed.officers[0].account_id)}
    assert problem(await filed.post("announce-hearing", own)) == (409, "self_approval")
    await filed.must("announce-hearing", early | {"to_be_held_on": "2026-03-13"})
    report = {"held_on": "2026-03-13", "report": "听证报告"}
    assert problem(await filed.post("hold-hearing", report)) == (422, "date_wrong")

    clock.at = day("2026-03-16")
    await filed.must("hold-hearing", report)
    talk = {"held_on": "2026-03-16", "attendees": 5, "conclusion": "同意"}
    assert problem(await filed.decide()) == (409, "discussion_needed")
    await filed.must("discuss", talk, by=filed.head)
    assert problem(await filed.decide()) == (409, "review_after_hearing")
    clock.at = day("2026-03-17")
    await filed.review()

    assert filed.case["status"] == "hearing"
    assert (await filed.decide()).is_success


async def test_an_asked_for_hearing_is_not_skipped(filed: Bureau, clock: FixedClock) -> None:
    await filed.inform()
    await ask(filed, "2026-03-04")
    clock.at = day("2026-04-20")

    assert problem(await filed.decide()) == (409, "hearing_pending")


# ---- ninety days --------------------------------------------------------------------------


async def test_the_ninetieth_day_is_in_time_and_the_next_needs_an_extension(
    filed: Bureau, clock: FixedClock
) -> None:
    await filed.inform()
    clock.at = day("2026-06-03")
    assert problem(await filed.decide()) == (409, "decision_overdue")
    longer = {"until": "2026-07-01", "ground": "部门规章第X条（演示）", "reason": "案情复杂"}
    shorter = longer | {"until": "2026-06-02"}
    assert problem(await filed.post("extend", shorter, by=filed.head)) == (422, "date_wrong")
    assert problem(await filed.post("extend", longer)) == (403, "forbidden")

    await filed.must("extend", longer, by=filed.head)

    assert (await filed.decide()).is_success


async def test_on_the_ninetieth_day_it_is_decided(filed: Bureau, clock: FixedClock) -> None:
    await filed.inform()
    clock.at = day("2026-06-02")

    assert (await filed.decide()).is_success
    assert filed.case["overdue"] == []


# ---- heavy, not punished ------------------------------------------------------------------


async def test_a_heavy_case_is_discussed_first(filed: Bureau) -> None:
    await filed.investigate()
    await filed.propose()
    await filed.review(heavy=True)
    await filed.must("inform")
    await filed.waive()
    assert problem(await filed.decide()) == (409, "discussion_needed")

    talk = {"held_on": "2026-03-04", "attendees": 5, "conclusion": "同意拟处罚意见"}
    await filed.must("discuss", talk, by=filed.head)

    assert (await filed.decide()).is_success


async def test_not_punished_is_a_decision_without_a_fine(tx: Session, filed: Bureau) -> None:
    await filed.investigate()
    await filed.propose()
    await filed.review()

    await filed.decide(outcome="not_punished", ground="行政处罚法第三十三条")

    assert filed.case["status"] == "not_punished"
    assert filed.case["decision"]["number"] == "（南安）应急不罚〔2026〕1号"
    [event] = await emitted(tx, CaseDecided)
    assert (event.outcome.value, event.fine) == ("not_punished", "0.00")
    wrong = await filed.post("close", {"ground": "performed"}, by=filed.head)
    assert problem(wrong) == (409, "not_performed")
    await filed.must("close", {"ground": "not_punished"}, by=filed.head)


@pytest.mark.parametrize("outcome", ["transferred", "withdrawn"])
async def test_a_decision_punishes_or_does_not(filed: Bureau, outcome: str) -> None:
    await filed.inform()

    assert problem(await filed.decide(outcome=outcome)) == (422, "malformed")
