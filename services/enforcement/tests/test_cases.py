"""What a case refuses: one person twice, stale versions, too early, too late, twice for one act."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted, person_id
from contracts.cases import CaseDecided, CaseTransferred, ClueReceived
from enforcement.store import body as bodies
from httpx import AsyncClient

from .bureau import Bureau, an_officer, hear, verified


async def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


# ---- filing -------------------------------------------------------------------------------


async def test_filing_answers_the_clue_and_numbers_the_case(
    bureau: Bureau, clue: dict[str, Any]
) -> None:
    response = await bureau.file(clue)

    assert response.headers["etag"] == '"1"'
    case = response.json()
    assert case["number"] == "（南安）应急立〔2026〕1号"
    assert (case["status"], case["body"], case["area"]) == (
        "filed", "emergency_bureau", clue["area"],
    )  # fmt: skip
    assert case["place"]["handling"] == "platform"
    answered = (await bureau.officer.get(f"/v1/clues/{clue['id']}")).json()
    assert (answered["status"], answered["case_id"]) == ("filed", case["id"])


async def test_numbers_of_a_body_have_no_gap(tx: Session, bureau: Bureau) -> None:
    for _ in range(3):
        await hear(tx, verified())
    listed = (await bureau.officer.get("/v1/clues")).json()["items"]
    assert (await bureau.file(listed[0], act_on="2019-01-01")).status_code == 409

    numbers = {(await bureau.file(clue)).json()["number"] for clue in listed}

    assert numbers == {f"（南安）应急立〔2026〕{n}号" for n in (1, 2, 3)}


@pytest.mark.parametrize(
    ("change", "status", "problem"),
    [
        ({"act_on": "2024-03-03"}, 409, "limitation_passed"),
        ({"act_on": "2021-03-03", "harmful_result": True}, 409, "limitation_passed"),
        ({"act_on": "2026-03-05"}, 422, "date_wrong"),
        ({"handling": "here"}, 422, "reason_needed"),
        ({"matter": "no_such_matter"}, 422, "unknown_matter"),
        ({"matter": "fire"}, 409, "may_not_punish"),
        ({"cause": ""}, 422, "malformed"),
    ],
)
async def test_a_bad_filing_leaves_the_clue_waiting(
    bureau: Bureau, clue: dict[str, Any], change: dict[str, Any], status: int, problem: str
) -> None:
    response = await bureau.file(clue, **change)

    assert await code(response) == (status, problem)
    waiting = (await bureau.officer.get(f"/v1/clues/{clue['id']}")).json()
    assert (waiting["status"], waiting["version"]) == ("received", 1)


@pytest.mark.parametrize(
    "change",
    [{"act_on": "2024-03-04"}, {"act_on": "2021-03-04", "harmful_result": True}],
)
async def test_the_last_day_of_the_limitation_is_in_time(
    bureau: Bureau, clue: dict[str, Any], change: dict[str, Any]
) -> None:
    assert (await bureau.file(clue, **change)).status_code == 201


async def test_one_act_has_one_case(tx: Session, bureau: Bureau, clue: dict[str, Any]) -> None:
    await bureau.file(clue, act_key="act:1")
    await hear(tx, verified())
    [other] = (await bureau.officer.get("/v1/clues", params={"status": "received"})).json()["items"]

    twice = await bureau.file(other, act_key="act:1")
    assert await code(twice) == (409, "act_already_punished")

    await bureau.must("withdraw", {"reason": "违法事实不能成立"}, by=bureau.head)
    assert (await bureau.file(other, act_key="act:1")).status_code == 201


async def test_handled_here_it_must_reach_the_platform_in_five_working_days(
    bureau: Bureau, clue: dict[str, Any]
) -> None:
    here = {"handling": "here", "handled_here_because": "平台故障且情况紧急"}
    case = (await bureau.file(clue, **here)).json()
    [enter] = [known for known in case["deadlines"] if known["what"] == "enter_platform"]
    assert enter["by"] == "2026-03-11"

    entered = {"state": "entered", "platform_number": "MZF2026-1"}
    case = await bureau.must("platform", entered)

    assert case["place"]["platform_number"] == "MZF2026-1"
    [enter] = [known for known in case["deadlines"] if known["what"] == "enter_platform"]
    assert enter["met_on"] == "2026-03-04"


# ---- the team -----------------------------------------------------------------------------


async def test_one_officer_is_not_enough(filed: Bureau) -> None:
    one = str(filed.officers[0].id)

    assert await code(await filed.post("investigate", {"officers": [one]})) == (
        422, "two_officers_needed",
    )  # fmt: skip
    assert await code(await filed.post("investigate", {"officers": [one, one]})) == (
        422, "two_officers_needed",
    )  # fmt: skip


async def test_somebody_who_is_not_registered_is_named(filed: Bureau) -> None:
    answer = await filed.post("investigate", {"officers": [str(uuid4()), str(uuid4())]})

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_officer")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/officers"]


@pytest.mark.parametrize(
    ("change", "works"),
    [
        ({"valid_to": date(2026, 3, 4)}, True),
        ({"valid_to": date(2026, 3, 3)}, False),
        ({"valid_from": date(2026, 3, 5)}, False),
        ({"body": "market_bureau"}, False),
    ],
)
async def test_both_officers_are_certified_on_the_day_and_of_the_body(
    tx: Session, filed: Bureau, change: dict[str, Any], *, works: bool
) -> None:
    other = await an_officer(tx, 9, **change)
    pair = [str(filed.officers[0].id), str(other.id)]

    response = await filed.post("investigate", {"officers": pair})

    assert response.is_success is works
    assert works or response.json()["code"] == "not_certified"


async def test_a_certificate_that_ran_out_meanwhile_stops_the_notice(
    tx: Session, filed: Bureau
) -> None:
    await filed.investigate()
    await filed.propose()
    await filed.review()
    officer = filed.officers[0]
    shorter = officer.change(expected=1, valid_to=date(2026, 3, 3))
    await bodies.save_officer(tx, shorter)

    assert await code(await filed.post("inform")) == (409, "not_certified")


async def test_an_interest_replaces_the_officer_and_stays_on_record(filed: Bureau) -> None:
    await filed.investigate()
    first, second, third = (str(officer.id) for officer in filed.officers)
    swap = {"officer_id": first, "replacement_id": third, "interest": "与当事人是亲属"}

    case = await filed.must("replace-officer", swap)

    [replaced] = [member for member in case["team"] if member["replaced_on"]]
    assert (replaced["officer_id"], replaced["interest"]) == (first, "与当事人是亲属")
    back = swap | {"officer_id": second, "replacement_id": first}
    assert await code(await filed.post("replace-officer", back)) == (422, "has_interest")
    assert await code(await filed.post("replace-officer", swap)) == (422, "not_on_the_team")


# ---- who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("move", ["decide", "close", "withdraw"])
async def test_an_investigator_who_became_head_does_not_approve_his_own_case(
    filed: Bureau, client_as: ClientAs, tx: Session, move: str
) -> None:
    head = await an_officer(tx, 8, account_id=person_id("department_head", "both"))
    both = client_as("department_head", person="both", area="350583", department="emergency_bureau")
    pair = [str(filed.officers[0].id), str(head.id)]
    await filed.must("investigate", {"officers": pair})
    bodies_of = {
        "decide": {"outcome": "not_punished", "ground": "轻微"},
        "close": {"ground": "not_punished"},
        "withdraw": {"reason": "撤案"},
    }

    response = await filed.post(move, bodies_of[move], by=both)

    assert await code(response) == (409, "self_approval")
    assert response.json()["title"] == "当前状态不允许"


async def test_a_reviewer_is_no_investigator(
    filed: Bureau, client_as: ClientAs, tx: Session
) -> None:
    await filed.investigate()
    await filed.propose()
    reviewing = await an_officer(tx, 7, account_id=person_id("legal_reviewer", "two"))
    swap = {
        "officer_id": str(filed.officers[1].id), "replacement_id": str(reviewing.id),
        "interest": "利害关系",
    }  # fmt: skip
    await filed.must("replace-officer", swap)
    reviewer = client_as("legal_reviewer", person="two", area="350583")

    response = await filed.post("review", {"passed": True, "opinion": "同意"}, by=reviewer)

    assert await code(response) == (409, "self_approval")


async def test_an_officer_does_not_decide(filed: Bureau) -> None:
    await filed.inform()
    await filed.waive()

    response = await filed.post("decide", {"outcome": "punished", "ground": "依法"})

    assert await code(response) == (403, "forbidden")


async def test_another_areas_officer_does_not_find_the_case(
    filed: Bureau, client_as: ClientAs
) -> None:
    stranger = client_as(
        "enforcement_officer", area="350582", department="emergency_bureau", person="far"
    )

    for path in ("", "/history", "/owed"):
        assert (await stranger.get(f"/v1/cases/{filed.case['id']}{path}")).status_code == 404
    assert (await stranger.get("/v1/cases")).json()["items"] == []
    assert (await filed.post("platform", {"state": "entered"}, by=stranger)).status_code == 404


async def test_two_who_read_the_same_version_do_not_both_write(filed: Bureau) -> None:
    read = dict(filed.case)
    await filed.must("platform", {"state": "entered"})
    filed.case = read

    second = await filed.post("platform", {"state": "concluded"})
    blind = await filed.officer.post(
        f"/v1/cases/{read['id']}/platform", json={"state": "concluded"}
    )

    assert await code(second) == (412, "changed_meanwhile")
    assert await code(blind) == (428, "version_required")


async def test_the_same_request_twice_moves_once(filed: Bureau) -> None:
    key = {"Idempotency-Key": uuid4().hex, "If-Match": '"1"'}
    path, body = f"/v1/cases/{filed.case['id']}/platform", {"state": "entered"}

    first = await filed.officer.post(path, json=body, headers=key)
    again = await filed.officer.post(path, json=body, headers=key)
    other = await filed.officer.post(path, json={"state": "concluded"}, headers=key)

    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert await code(other) == (422, "key_reused")


# ---- ends ---------------------------------------------------------------------------------


async def test_a_transferred_case_is_a_clue_elsewhere(tx: Session, filed: Bureau) -> None:
    to = {"to": "fire_rescue_brigade", "matter": "fire", "reason": "属消防救援机构管辖"}

    case = await filed.must("transfer", to, by=filed.head)

    assert (case["status"], case["transferred_to"]) == ("transferred", "fire_rescue_brigade")
    [event] = await emitted(tx, CaseTransferred)
    assert str(event.case_id) == case["id"]
    received = await emitted(tx, ClueReceived)
    assert [clue.source.value for clue in received] == ["hazard", "hand_over"]
    refused = await filed.post("transfer", to, by=filed.head)
    assert await code(refused) == (409, "illegal_move")


async def test_a_case_is_not_transferred_to_who_may_not_punish_either(filed: Bureau) -> None:
    response = await filed.post("transfer", {"to": "office", "reason": "退回"}, by=filed.head)

    assert await code(response) == (409, "receiver_not_competent")


async def test_a_withdrawn_case_is_told_of_without_a_fine(tx: Session, filed: Bureau) -> None:
    await filed.must("withdraw", {"reason": "违法事实不能成立"}, by=filed.head)

    [event] = await emitted(tx, CaseDecided)
    assert (event.outcome.value, event.fine) == ("withdrawn", "0.00")


async def test_the_list_is_filtered_and_shows_what_is_late(
    filed: Bureau, client_as: ClientAs
) -> None:
    leader: AsyncClient = client_as("leader", area="350583")

    async def found(**asked: str) -> list[Any]:
        response = await leader.get("/v1/cases", params=asked)
        assert response.status_code == 200, response.text
        return list(response.json()["items"])

    assert len(await found(status="filed", body="emergency_bureau", filed_to="2026-03-04")) == 1
    assert await found(status="decided") == []
    assert await found(filed_from="2026-03-05") == []
    assert len(await found(hazard_id=filed.case["hazard_ids"][0])) == 1
    assert await found(overdue="true", as_of="2026-06-02") == []
    [late] = await found(overdue="true", as_of="2026-06-03")
    assert late["overdue"] == ["decide"]
