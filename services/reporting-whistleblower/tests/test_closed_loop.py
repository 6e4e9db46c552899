"""From an anonymous report to the money, as everybody in it sees it."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from chassis.db import Session
from chassis.testing import NOON, ClientAs, emitted
from contracts.cases import CaseDecided
from contracts.codes import CaseOutcome, Channel, Level, Origin
from contracts.hazards import HazardMerged, HazardRejected, HazardVerified
from contracts.reports import (
    ReportAccepted,
    ReportConcluded,
    ReportReceived,
    RewardApproved,
    RewardPaid,
)
from reporting_whistleblower import handlers
from reporting_whistleblower.domain.keys import Purpose

from .conftest import MakeOfficer, Officer
from .reporting import LEAD, VILLAGE, Phone, file, jpeg, move, newest


async def test_an_anonymous_report_is_accepted_and_the_registry_hears_of_its_lead(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    filed = await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    accepted = await move(handler.client, report, "accept", **LEAD)

    assert filed.status_code == 201
    assert filed.json()["receipt_code"] is None
    assert filed.json()["received_on"] == "2026-03-04"
    assert accepted["status"] == "accepted"
    assert accepted["due_on"] == "2026-05-06"  # 60 days end on 3 May, a holiday until the 5th
    [received] = await emitted(tx, ReportReceived)
    [event] = await emitted(tx, ReportAccepted)
    assert str(event.lead_id) == report["lead_id"] == str(received.lead_id)
    assert report["lead_id"] != report["id"]


async def test_the_field_reads_the_lead_and_nothing_of_the_reporter(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    inspector = client_as("enforcement_officer", area="350583002")
    elsewhere = client_as("enforcement_officer", area="350583001")

    lead = await inspector.get(f"/v1/leads/{report['lead_id']}")
    hidden = await elsewhere.get(f"/v1/leads/{report['lead_id']}")
    refused = await client_as("payer").get(f"/v1/leads/{report['lead_id']}")

    assert lead.json()["what"] == LEAD["what"]
    assert "number" not in lead.json()
    assert (hidden.status_code, refused.status_code) == (404, 403)


async def test_the_handler_reads_words_and_photographs_and_the_reporter_reads_the_answer(
    client_as: ClientAs, handler: Officer
) -> None:
    phone, anybody = Phone.fresh(), client_as()
    sent = await anybody.post(
        "/v1/report-uploads", content=jpeg(), headers={"Content-Type": "image/jpeg"}
    )
    await file(anybody, phone, uploads=[sent.json()["ticket"]])
    report = await newest(handler.client)

    opened = (await handler.client.get(f"/v1/reports/{report['id']}")).json()
    [upload] = opened["uploads"]
    photo = await handler.client.get(f"/v1/reports/{report['id']}/uploads/{upload['id']}")
    await handler.client.post(
        f"/v1/reports/{report['id']}/messages", json={"text": "请问除尘器停在哪一天?"}
    )
    await anybody.post("/v1/receipts/messages", json={**phone.proof, "text": "上周三开始的"})
    page = (await anybody.post("/v1/receipts", json=phone.proof)).json()

    assert opened["content"]["what"] == phone.a_report()["what"]
    assert photo.content.startswith(b"\xff\xd8\xff")
    assert b"CANARY-CAMERA" not in photo.content
    assert b"CANARY-CAMERA" in jpeg()
    assert [letter["text"] for letter in page["letters"]] == [
        "请问除尘器停在哪一天?", "上周三开始的",
    ]  # fmt: skip
    assert page["what"] == phone.a_report()["what"]


def a_verified_hazard(lead_id: str) -> HazardVerified:
    return HazardVerified(
        hazard_id=uuid4(), area=VILLAGE, level=Level.MAJOR, channel=Channel.PUBLIC_REPORT,
        origin=Origin.PUBLIC_REPORT, lead_id=lead_id, criteria=[], due_on=NOON.date(), at=NOON,
    )  # fmt: skip


def a_decided_case(hazard: HazardVerified, fine: str = "50000.00") -> CaseDecided:
    return CaseDecided(
        case_id=uuid4(), clue_id=uuid4(), area=VILLAGE, department="emergency_bureau",
        hazard_ids=[hazard.hazard_id], outcome=CaseOutcome.PUNISHED, fine=fine,
        decided_on=NOON.date(), at=NOON,
    )  # fmt: skip


async def decided_report(
    client_as: ClientAs, handler: Officer, tx: Session, phone: Phone, fine: str = "50000.00"
) -> CaseDecided:
    """File, accept, verify and decide: what three other services would have done."""
    await file(client_as(), phone)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    hazard = a_verified_hazard(report["lead_id"])
    await handlers.propose_substantiated(hazard, tx)
    case = a_decided_case(hazard, fine)
    await handlers.reward_decided_case(case, tx)
    await tx.flush()
    return case


async def test_a_report_behind_a_duplicate_is_concluded_with_the_hazard_that_is_kept(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    kept = a_verified_hazard(str(uuid4()))
    await handlers.propose_substantiated(kept, tx)
    before = await newest(handler.client)
    later = kept.model_copy(update={"merged_lead_ids": [UUID(report["lead_id"])]})
    await handlers.propose_substantiated(later, tx)

    assert before["proposed_conclusion"] is None
    assert (await newest(handler.client))["proposed_conclusion"] == "substantiated"


@pytest.mark.parametrize("verified", [True, False])
async def test_a_report_whose_hazard_was_known_already_was_right_if_that_one_is_verified(
    *, client_as: ClientAs, handler: Officer, tx: Session, verified: bool
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    merged = HazardMerged(
        hazard_id=uuid4(), area=VILLAGE, level=Level.SUSPECTED, channel=Channel.PUBLIC_REPORT,
        origin=Origin.PUBLIC_REPORT, lead_id=report["lead_id"], into_id=uuid4(),
        into_verified=verified, at=NOON,
    )  # fmt: skip
    await handlers.propose_as_the_kept(merged, tx)

    proposed = (await newest(handler.client))["proposed_conclusion"]
    assert proposed == ("substantiated" if verified else None)


async def test_a_verified_hazard_proposes_what_the_handler_concludes(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    await handlers.propose_substantiated(a_verified_hazard(report["lead_id"]), tx)

    proposed = await newest(handler.client)
    concluded = await move(
        handler.client, proposed, "conclude", conclusion="substantiated", statement="经查属实"
    )

    assert (proposed["status"], proposed["proposed_conclusion"]) == ("accepted", "substantiated")
    assert concluded["conclusion"] == "substantiated"
    [event] = await emitted(tx, ReportConcluded)
    assert str(event.lead_id) == report["lead_id"]


async def test_a_rejected_hazard_proposes_the_opposite(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    fields = a_verified_hazard(report["lead_id"]).model_dump(exclude={"criteria", "due_on"})
    await handlers.propose_unsubstantiated(HazardRejected(**fields), tx)

    assert (await newest(handler.client))["proposed_conclusion"] == "unsubstantiated"


async def test_a_decided_fine_is_rewarded_approved_claimed_and_paid_by_three_people(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    await decided_report(client_as, handler, tx, phone)
    leader, payer = client_as("leader", area="350583002"), client_as("payer")
    await leader.post(
        "/v1/funds/allocations", json={"year": 2026, "amount": "20000", "document": "南柳政1号"}
    )
    [reward] = (await leader.get("/v1/rewards")).json()["items"]

    approved = await leader.post(f"/v1/rewards/{reward['id']}/approve", headers={"If-Match": '"1"'})
    claim = {**phone.proof, "password": "木棉花开了", "not_excluded": True}
    claim["password"] = "kapok-in-bloom"
    claimed = (await client_as().post("/v1/receipts/claim", json=claim)).json()
    body = {"password": "kapok-in-bloom", "voucher": "FK-1"}
    paid = await payer.post(f"/v1/claims/{claimed['claim_number']}/pay", json=body)

    assert (reward["amount"], reward["status"]) == ("7500.00", "proposed")
    assert reward["basis"]["formula"] == "min(300000, max(3000, 0.15 × 50000))"
    assert approved.status_code == 200
    assert paid.json()["status"] == "paid"
    [fund] = (await leader.get("/v1/funds")).json()
    assert (fund["paid"], fund["balance"]) == ("7500.00", "12500.00")
    assert (await leader.get("/v1/funds/check")).json() == {"differences": []}
    page = (await client_as().post("/v1/receipts", json=phone.proof)).json()
    assert (page["status"], page["reward"]["status"]) == ("concluded", "paid")
    assert [event.amount for event in await emitted(tx, RewardApproved)] == ["7500.00"]
    assert [event.amount for event in await emitted(tx, RewardPaid)] == ["7500.00"]


async def test_a_second_decision_brings_no_second_reward(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    case = await decided_report(client_as, handler, tx, Phone.fresh())

    again = case.model_copy(update={"case_id": uuid4(), "fine": "90000.00"})
    await handlers.reward_decided_case(again, tx)

    rewards = (await client_as("leader").get("/v1/rewards")).json()["items"]
    assert [Decimal(reward["amount"]) for reward in rewards] == [Decimal("7500.00")]


async def test_a_decision_that_comes_before_the_news_of_its_hazard_is_not_lost(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    hazard = a_verified_hazard(report["lead_id"])

    await handlers.reward_decided_case(a_decided_case(hazard), tx)
    before = (await client_as("leader").get("/v1/rewards")).json()["items"]
    await handlers.propose_substantiated(hazard, tx)
    after = (await client_as("leader").get("/v1/rewards")).json()["items"]

    assert before == []
    assert [reward["amount"] for reward in after] == ["7500.00"]
    assert (await newest(handler.client))["conclusion"] == "substantiated"


async def test_what_is_found_after_the_conclusion_proposes_nothing(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    await move(handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现")

    await handlers.propose_substantiated(a_verified_hazard(report["lead_id"]), tx)

    assert (await newest(handler.client))["proposed_conclusion"] is None


async def test_a_reward_to_an_account_shows_the_account_to_the_payer_alone(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer, tx: Session
) -> None:
    phone = Phone.fresh()
    await decided_report(client_as, handler, tx, phone)
    payer = await officer(Purpose.PAYER)
    leader = client_as("leader")
    [reward] = (await leader.get("/v1/rewards")).json()["items"]
    await leader.post(f"/v1/rewards/{reward['id']}/approve", headers={"If-Match": '"1"'})

    account = {"holder": "(演示)陈某", "bank": "演示银行", "number": "6222 0000 0000 0000"}
    claim = {**phone.proof, "account": account, "not_excluded": True}
    claimed = (await client_as().post("/v1/receipts/claim", json=claim)).json()
    number = claimed["claim_number"]
    shown = (await payer.client.get(f"/v1/claims/{number}")).json()
    without_key = (await client_as("payer", person="two").get(f"/v1/claims/{number}")).json()

    assert shown["account"] == account
    assert without_key["account"] is None
    assert "report" not in str(shown)
