"""What a case that ends otherwise than in a punishment means for a report and its reward."""

from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.cases import CaseDecided
from contracts.codes import CaseOutcome
from contracts.reports import ReportConcluded
from reporting_whistleblower import handlers

from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest
from .test_closed_loop import a_decided_case, a_verified_hazard, decided_report


def ended(case: CaseDecided, outcome: CaseOutcome) -> CaseDecided:
    return case.model_copy(update={"outcome": outcome, "fine": "0.00"})


async def rewards(client_as: ClientAs) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client_as("leader").get("/v1/rewards")).json()["items"]
    return found


@pytest.mark.parametrize(
    "outcome", [CaseOutcome.NOT_PUNISHED, CaseOutcome.TRANSFERRED, CaseOutcome.WITHDRAWN]
)
async def test_a_case_without_punishment_neither_concludes_nor_rewards(
    outcome: CaseOutcome, client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    hazard = a_verified_hazard(report["lead_id"])
    await handlers.propose_substantiated(hazard, tx)

    await handlers.reward_decided_case(ended(a_decided_case(hazard), outcome), tx)

    now = await newest(handler.client)
    assert (now["status"], now["conclusion"]) == ("accepted", None)
    assert now["proposed_conclusion"] == "substantiated"
    assert await rewards(client_as) == []
    assert await emitted(tx, ReportConcluded) == []


async def test_a_withdrawn_decision_stops_a_reward_that_is_only_proposed(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    case = await decided_report(client_as, handler, tx, Phone.fresh())
    leader = client_as("leader", area="350583002")
    [proposed] = await rewards(client_as)

    await handlers.reward_decided_case(ended(case, CaseOutcome.WITHDRAWN), tx)
    [stopped] = await rewards(client_as)
    late = await leader.post(
        f"/v1/rewards/{proposed['id']}/approve", headers={"If-Match": f'"{stopped["version"]}"'}
    )

    assert (proposed["status"], stopped["status"]) == ("proposed", "declined")
    assert (late.status_code, late.json()["code"]) == (409, "illegal_move")


async def test_a_withdrawn_decision_leaves_an_approved_reward_to_people(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    case = await decided_report(client_as, handler, tx, Phone.fresh())
    [reward] = await rewards(client_as)
    leader = client_as("leader", area="350583002")
    await leader.post(f"/v1/rewards/{reward['id']}/approve", headers={"If-Match": '"1"'})

    await handlers.reward_decided_case(ended(case, CaseOutcome.WITHDRAWN), tx)

    assert [one["status"] for one in await rewards(client_as)] == ["approved"]


async def test_a_decision_withdrawn_before_the_news_of_its_hazard_rewards_nothing(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    hazard = a_verified_hazard(report["lead_id"])
    case = a_decided_case(hazard)

    await handlers.reward_decided_case(case, tx)
    await handlers.reward_decided_case(ended(case, CaseOutcome.WITHDRAWN), tx)
    await handlers.propose_substantiated(hazard, tx)

    assert await rewards(client_as) == []
    assert (await newest(handler.client))["status"] == "accepted"


async def test_a_second_decision_carries_the_reward_when_the_first_is_withdrawn(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    first = await decided_report(client_as, handler, tx, Phone.fresh())
    second = first.model_copy(update={"case_id": uuid4(), "fine": "90000.00"})
    await handlers.reward_decided_case(second, tx)

    await handlers.reward_decided_case(ended(first, CaseOutcome.WITHDRAWN), tx)

    found = {(one["status"], one["amount"]) for one in await rewards(client_as)}
    assert found == {("declined", "7500.00"), ("proposed", "13500.00")}


async def test_a_punishment_without_a_fine_is_not_rewarded_by_a_share_of_it(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await decided_report(client_as, handler, tx, Phone.fresh(), fine="0.00")

    assert [(one["kind"], one["amount"]) for one in await rewards(client_as)] == [
        ("flat", "3000.00")
    ]
