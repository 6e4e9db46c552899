"""The closed loop: a verified major hazard becomes a clue, a case, a decision, and is closed."""

from typing import Any

from chassis.db import Session
from chassis.testing import emitted
from contracts.cases import (
    CaseClosed,
    CaseDecided,
    CaseFiled,
    CaseInformed,
    CaseTransferred,
    ClueReceived,
)
from httpx import AsyncClient

from .bureau import Bureau


async def test_a_major_hazard_ends_in_a_fine_that_is_paid(
    bureau: Bureau, clue: dict[str, Any], tx: Session
) -> None:
    assert (await bureau.file(clue)).status_code == 201
    await bureau.inform()
    await bureau.waive()
    assert (await bureau.decide()).is_success
    await bureau.serve("2026-03-04")
    paid = {"target": "unit", "amount": "30000.00", "on": "2026-03-04", "voucher": "非税票据1"}
    await bureau.must("payments", paid)
    await bureau.must("publish", {"published_on": "2026-03-04", "where": "市政府网站"})
    await bureau.must("close", {"ground": "performed"}, by=bureau.head)

    assert bureau.case["status"] == "closed"
    [received] = await emitted(tx, ClueReceived)
    [filed] = await emitted(tx, CaseFiled)
    [informed] = await emitted(tx, CaseInformed)
    [decided] = await emitted(tx, CaseDecided)
    [closed] = await emitted(tx, CaseClosed)
    assert received.hazard_ids == filed.hazard_ids == decided.hazard_ids
    assert (decided.fine, decided.outcome.value) == ("30000.00", "punished")
    assert decided.department == "emergency_bureau"
    assert {informed.case_id, closed.case_id} == {filed.case_id}
    assert await emitted(tx, CaseTransferred) == []


async def test_the_file_says_who_did_what(filed: Bureau) -> None:
    await filed.inform()

    history = (await filed.head.get(f"/v1/cases/{filed.case['id']}/history")).json()

    actions = [entry["action"] for entry in reversed(history)]
    assert actions == ["file", "investigate", "add_evidence", "propose", "review", "inform"]
    assert history[1]["by_name"] == "legal_reviewer one"


async def test_the_case_shows_law_for_every_deadline(filed: Bureau) -> None:
    await filed.inform()
    await filed.waive()
    await filed.decide()
    await filed.serve("2026-03-04")

    deadlines = {known["what"]: known for known in filed.case["deadlines"]}

    assert deadlines["decide"]["by"] == "2026-06-02"
    assert deadlines["pay"]["by"] == "2026-03-19"
    assert deadlines["serve"]["met_on"] == "2026-03-04"
    assert all(known["basis"]["article"] for known in deadlines.values())
    assert deadlines["pay"]["basis"]["rule"] == "case.pay"


async def test_nobody_signed_in_sees_nothing(client_as: Any, filed: Bureau) -> None:
    stranger: AsyncClient = client_as()

    response = await stranger.get(f"/v1/cases/{filed.case['id']}")

    assert response.status_code == 401
