"""Money: by rule, by three people, once, and never more than there is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.reports import RewardLapsed
from httpx import Response
from reporting_whistleblower import sweeps
from reporting_whistleblower.domain.refusals import SelfApproval
from reporting_whistleblower.store import rewards

from .conftest import Officer
from .reporting import LEAD, Phone, allocate, file, move, newest
from .rewarding import AREA, claimed, pay, propose, step, substantiated


@pytest.mark.parametrize(
    ("category", "basis", "amount"),
    [
        ("major_hazard", {"fine": "8000"}, "3000.00"),
        ("major_hazard", {"fine": "50000"}, "7500.00"),
        ("illegal_operation", {"fine": "2500000"}, "300000.00"),
        ("concealed_accident", {"grade": "larger", "deaths": 4}, "160000.00"),
        ("concealed_accident", {"grade": "extraordinary", "deaths": 6}, "300000.00"),
        ("major_hazard", {"fine": "0"}, "3000.00"),
    ],
)
async def test_the_rules_give_what_the_law_says(
    client_as: ClientAs, handler: Officer, category: str, basis: dict[str, Any], amount: str
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh(), category=category)

    reward = (await propose(handler, report, **basis)).json()

    assert reward["amount"] == amount
    assert reward["basis"]["article"]
    assert reward["basis"]["formula"]


@pytest.mark.parametrize(
    ("changes", "basis", "reason"),
    [
        ({"category": "other"}, {"fine": "50000"}, "该类举报没有适用的奖励规定"),
        ({"category": "illegal_operation"}, {"fine": "0"}, "未作罚款处罚"),
        ({"wants_reward": False}, {"fine": "50000"}, "举报人没有申请奖励"),
    ],
)
async def test_where_no_rule_gives_anything_the_reason_is_told(
    client_as: ClientAs,
    handler: Officer,
    changes: dict[str, Any],
    basis: dict[str, Any],
    reason: str,
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh(), **changes)

    answer = await propose(handler, report, **basis)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_reward_due")
    assert reason in answer.json()["detail"]


async def test_an_unfounded_or_open_report_earns_nothing(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    early = await propose(handler, report, fine="50000")
    await move(handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现")
    unfounded = await propose(handler, report, fine="50000")

    assert "举报尚未办结" in early.json()["detail"]
    assert "举报未查实" in unfounded.json()["detail"]


@pytest.mark.parametrize(
    "basis", [{}, {"fine": "-1"}, {"grade": "larger"}, {"fine": "1", "grade": "major", "deaths": 1}]
)
async def test_a_proposal_names_exactly_one_basis(
    client_as: ClientAs, handler: Officer, basis: dict[str, Any]
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())

    assert (await propose(handler, report, **basis)).status_code == 422


async def test_a_matter_has_one_reward_until_it_is_declined(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    reward = (await propose(handler, report, fine="50000")).json()

    second = await propose(handler, report, fine="90000")
    declined = await step(client_as("leader"), reward, "decline", reason="此前已发现")
    third = await propose(handler, report, fine="60000")

    assert (second.status_code, second.json()["code"]) == (409, "reward_exists")
    assert declined.json()["status"] == "declined"
    assert third.json()["amount"] == "9000.00"


async def test_who_handled_the_report_neither_approves_nor_pays(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    reward = (await propose(handler, report, fine="50000")).json()

    own = await step(handler.client, reward, "approve")
    other = await step(client_as("report_handler", area=AREA, person="two"), reward, "approve")

    assert (own.status_code, own.json()["code"]) == (403, "self_approval")
    assert "“审批”" in own.json()["detail"]
    assert other.json()["status"] == "approved"


async def test_a_stale_approval_is_refused(client_as: ClientAs, handler: Officer) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    reward = (await propose(handler, report, fine="50000")).json()

    stale = await step(client_as("leader"), {**reward, "version": 9}, "approve")
    far = await step(client_as("leader", area="350583001"), reward, "approve")

    assert (stale.status_code, far.status_code) == (412, 404)


async def test_whoever_approved_does_not_pay(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    """Nobody holds both roles at the gateway; the domain refuses it all the same."""
    await claimed(client_as, handler, Phone.fresh())
    [listed] = (await client_as("leader").get("/v1/rewards")).json()["items"]
    reward = await rewards.get(tx, UUID(listed["id"]))
    assert reward.approved_by is not None

    with pytest.raises(SelfApproval):
        reward.pay(by=reward.approved_by, handlers=frozenset(), at=reward.proposed_at, voucher="FK")


async def test_a_wrong_password_pays_nothing_and_five_shut_the_counter_for_a_while(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    await allocate(client_as)
    payer = client_as("payer")

    wrong = [await pay(payer, number, password=f"guess number {n}") for n in range(5)]
    shut = await pay(payer, number)
    clock.at += timedelta(minutes=1)
    paid = await pay(payer, number)

    assert {answer.json()["code"] for answer in [*wrong, shut]} == {"claim_unknown"}
    assert paid.json()["status"] == "paid"


async def test_a_claim_is_paid_once(client_as: ClientAs, handler: Officer) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    await allocate(client_as)
    payer = client_as("payer")

    first, second = await pay(payer, number), await pay(payer, number)

    assert first.json()["status"] == "paid"
    assert (second.status_code, second.json()["code"]) == (409, "illegal_move")
    [fund] = (await client_as("leader").get("/v1/funds")).json()
    assert fund["balance"] == "92500.00"


async def test_an_empty_fund_pays_nothing(client_as: ClientAs, handler: Officer) -> None:
    number = await claimed(client_as, handler, Phone.fresh())

    unknown = await pay(client_as("payer"), number)
    await allocate(client_as, "7499.99")
    overdrawn = await pay(client_as("payer"), number)
    await allocate(client_as, "0.01")
    enough = await pay(client_as("payer"), number)

    assert (unknown.json()["code"], overdrawn.json()["code"]) == ("fund_unknown", "fund_overdrawn")
    assert enough.json()["status"] == "paid"
    [fund] = (await client_as("leader").get("/v1/funds")).json()
    assert (fund["allocated"], fund["balance"]) == ("7500.00", "0.00")


async def test_what_rests_on_an_unconfirmed_rule_is_paid_only_once_it_is_confirmed(
    client_as: ClientAs, handler: Officer
) -> None:
    number = await claimed(client_as, handler, Phone.fresh(), fine="0")
    await allocate(client_as)

    refused = await pay(client_as("payer"), number)
    confirmed = await client_as("system_admin").post(
        "/v1/rules/reward.flat/confirm", json={"version": 1, "why": "已核对原文"}
    )
    paid = await pay(client_as("payer"), number)

    assert (refused.status_code, refused.json()["code"]) == (409, "rule_to_confirm")
    assert confirmed.is_success, confirmed.text
    assert paid.json()["status"] == "paid"


async def test_a_claim_needs_a_declaration_and_one_way_to_pay(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    report = await substantiated(client_as, handler, phone)
    reward = (await propose(handler, report, fine="50000")).json()
    anybody = client_as()

    async def claim(**fields: Any) -> Response:
        return await anybody.post("/v1/receipts/claim", json={**phone.proof, **fields})

    early = await claim(password="kapok-in-bloom", not_excluded=True)
    await step(client_as("leader"), reward, "approve")
    undeclared = await claim(password="kapok-in-bloom")
    neither = await claim(not_excluded=True)
    account = {"holder": "(演示)甲", "bank": "演示银行", "number": "12345678"}
    nobody = await claim(account=account, not_excluded=True)

    assert early.json()["code"] == "illegal_move"
    assert (undeclared.status_code, undeclared.json()["code"]) == (422, "declaration_required")
    assert neither.json()["code"] == "claim_incomplete"
    assert (nobody.status_code, nobody.json()["code"]) == (503, "payers_not_ready")


@pytest.mark.parametrize(("confirmed", "status"), [(True, 409), (False, 200)])
async def test_a_late_claim_is_turned_away_only_by_a_confirmed_rule(
    *, client_as: ClientAs, handler: Officer, clock: FixedClock, confirmed: bool, status: int
) -> None:
    phone = Phone.fresh()
    report = await substantiated(client_as, handler, phone)
    reward = (await propose(handler, report, fine="50000")).json()
    await step(client_as("leader"), reward, "approve")
    if confirmed:
        await client_as("system_admin").post(
            "/v1/rules/reward.claim/confirm", json={"version": 1, "why": "已核对原文"}
        )

    clock.at += timedelta(days=64)
    claim = {**phone.proof, "password": "kapok-in-bloom", "not_excluded": True}
    late = await client_as().post("/v1/receipts/claim", json=claim)

    assert late.status_code == status
    assert not confirmed or late.json()["code"] == "too_late"


async def test_an_unclaimed_reward_lapses_once_the_rule_on_its_term_is_confirmed(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    reward = (await propose(handler, report, fine="50000")).json()
    await step(client_as("leader"), reward, "approve")
    late = clock.at + timedelta(days=64)

    await sweeps.lapse_rewards(tx, late)
    unconfirmed = await emitted(tx, RewardLapsed)
    await client_as("system_admin").post(
        "/v1/rules/reward.claim/confirm", json={"version": 1, "why": "已核对原文"}
    )
    await sweeps.lapse_rewards(tx, clock.at + timedelta(days=60))
    in_time = await emitted(tx, RewardLapsed)
    for _ in range(2):
        await sweeps.lapse_rewards(tx, late)

    assert (unconfirmed, in_time) == ([], [])
    assert [str(event.reward_id) for event in await emitted(tx, RewardLapsed)] == [reward["id"]]


async def test_more_time_to_claim_is_given_with_a_reason(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    reward = (await propose(handler, report, fine="50000")).json()
    approved = (await step(client_as("leader"), reward, "approve")).json()

    sooner = await step(
        client_as("leader"), approved, "extend-claim", due_on="2026-04-01", reason="外出务工"
    )
    later = await step(
        client_as("leader"), approved, "extend-claim", due_on="2026-07-01", reason="外出务工"
    )

    assert approved["claim_due_on"] == "2026-05-06"
    assert sooner.json()["code"] == "illegal_move"
    assert (later.json()["claim_due_on"], later.json()["claim_extended"]) == ("2026-07-01", True)


async def test_an_honour_costs_nothing_and_stands_beside_the_money(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())
    await propose(handler, report, fine="50000")

    honour = await handler.client.post(f"/v1/reports/{report['id']}/honour")
    approved = await step(client_as("leader"), honour.json(), "approve")

    assert (approved.json()["kind"], approved.json()["amount"]) == ("honour", "0.00")


async def test_the_reporter_learns_of_a_reward_when_it_is_approved(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    report = await substantiated(client_as, handler, phone)
    reward = (await propose(handler, report, fine="50000")).json()

    before = (await client_as().post("/v1/receipts", json=phone.proof)).json()["reward"]
    await step(client_as("leader"), reward, "approve")
    after = (await client_as().post("/v1/receipts", json=phone.proof)).json()["reward"]

    assert before is None
    assert (after["amount"], after["claim_due_on"]) == ("7500.00", "2026-05-06")
    assert len(after["claim_number"]) == 11


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("report_handler", "POST", "/v1/funds/allocations"),
        ("payer", "GET", "/v1/rewards"),
        ("payer", "GET", "/v1/reports"),
        ("custodian", "GET", "/v1/claims/00000000000"),
        ("system_admin", "GET", "/v1/reports"),
        ("unit_manager", "GET", "/v1/statistics/reports"),
        ("leader", "GET", "/v1/claims/00000000000"),
    ],
)
async def test_each_compartment_is_shut_to_the_others(
    client_as: ClientAs, role: str, method: str, path: str
) -> None:
    answer = await client_as(role).request(method, path, json={})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
