"""Joint reporters share, the counter pays each once, and what was wrong comes back."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.reports import RewardPaid
from httpx import AsyncClient, Response
from hypothesis import given
from hypothesis import strategies as st
from reporting_whistleblower.domain.claim import Share, must_add_up
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.refusals import SplitWrong
from reporting_whistleblower.domain.yuan_words import in_words
from reporting_whistleblower.store import funds

from .conftest import MakeOfficer, Officer
from .reporting import Phone, allocate
from .rewarding import approved, claimed, pay, step

ACCOUNT = {"holder": "(演示)乙", "bank": "演示银行", "number": "12345678"}


async def shared(anybody: AsyncClient, phone: Phone, *shares: dict[str, Any]) -> Response:
    body = {**phone.proof, "shares": list(shares), "not_excluded": True}
    return await anybody.post("/v1/receipts/claim", json=body)


async def recover(client: AsyncClient, number: str, amount: str) -> Response:
    body = {"amount": amount, "document": "JK-1"}
    return await client.post(f"/v1/claims/{number}/recover", json=body)


async def test_two_joint_reporters_are_paid_one_after_the_other(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer, tx: Session
) -> None:
    phone = Phone.fresh()
    payer = await officer(Purpose.PAYER)
    await approved(client_as, handler, phone)
    await allocate(client_as)

    one = {"amount": "3750.00", "password": "kapok-in-bloom"}
    claim = await shared(client_as(), phone, one, {"amount": "3750.00", "account": ACCOUNT})
    first, second = [share["number"] for share in claim.json()["shares"]]
    by_account = [
        share["number"] for share in claim.json()["shares"] if share["pay_by"] == "account"
    ]
    shown = (await payer.client.get(f"/v1/claims/{by_account[0]}")).json()
    answers = [
        await pay(payer.client, number, password=None if number in by_account else "kapok-in-bloom")
        for number in (first, second)
    ]
    between = await emitted(tx, RewardPaid)
    told = (await client_as().post("/v1/receipts", json=phone.proof)).json()["reward"]

    assert first != second
    assert (shown["amount"], shown["account"]) == ("3750.00", ACCOUNT)
    assert [answer.json()["status"] for answer in answers] == ["paid", "paid"]
    assert [event.amount for event in between] == ["7500.00"]
    assert told["status"] == "paid"
    assert [share["paid"] for share in told["shares"]] == [True, True]
    assert await funds.differences(tx) == []


async def test_half_a_reward_is_not_a_paid_reward(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    await approved(client_as, handler, phone)
    await allocate(client_as)
    halves = [{"amount": "3750", "password": f"kapok-in-bloom-{n}"} for n in range(2)]
    claim = await shared(client_as(), phone, *halves)
    number = claim.json()["claim_number"]
    payer = client_as("payer")

    paid = await pay(payer, number, password="kapok-in-bloom-0")
    again = await pay(payer, number, password="kapok-in-bloom-0")
    crossed = await pay(payer, number, password="kapok-in-bloom-1")
    [reward] = (await client_as("leader").get("/v1/rewards")).json()["items"]

    assert paid.json()["status"] == "paid"
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert crossed.json()["code"] == "claim_unknown"
    assert reward["status"] == "claimed"
    assert await emitted(tx, RewardPaid) == []


@pytest.mark.parametrize(
    ("shares", "code", "pointer"),
    [
        (["3750", "3749.99"], "split_wrong", "/shares"),
        (["7500", "0.01"], "split_wrong", "/shares"),
        (["7500", "0"], "malformed", "/shares/1/amount"),
        (["8000", "-500"], "malformed", "/shares/1/amount"),
        (["100"] * 11, "malformed", "/shares"),
    ],
)
async def test_a_split_that_does_not_add_up_is_refused_and_may_be_mended(
    *, client_as: ClientAs, handler: Officer, shares: list[str], code: str, pointer: str
) -> None:
    phone = Phone.fresh()
    await approved(client_as, handler, phone)
    asked = [{"amount": amount, "password": "kapok-in-bloom"} for amount in shares]

    refused = await shared(client_as(), phone, *asked)
    mended = await shared(client_as(), phone, {"amount": "7500", "password": "kapok-in-bloom"})

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert mended.json()["status"] == "claimed"


async def test_a_share_needs_one_way_and_a_claim_comes_once(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    await approved(client_as, handler, phone)
    whole = {"amount": "7500", "password": "kapok-in-bloom"}

    wayless = await shared(client_as(), phone, {"amount": "7500"})
    both = await shared(client_as(), phone, {**whole, "account": ACCOUNT})
    first = await shared(client_as(), phone, whole)
    second = await shared(client_as(), phone, whole)

    assert {wayless.json()["code"], both.json()["code"]} == {"claim_incomplete"}
    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "illegal_move")


@given(st.lists(st.decimals("0.01", "9999.99", places=2), min_size=1, max_size=10))
def test_shares_add_up_to_the_cent_or_are_refused(amounts: list[Decimal]) -> None:
    shares = [Share(amount=amount, password="kapok-in-bloom") for amount in amounts]
    together = sum(amounts, Decimal(0))

    must_add_up(shares, amount=together)
    with pytest.raises(SplitWrong):
        must_add_up(shares, amount=together + Decimal("0.01"))


async def test_what_was_paid_wrongly_comes_back_into_its_fund(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    await allocate(client_as)
    payer, leader = client_as("payer"), client_as("leader")
    await pay(payer, number)
    [reward] = (await leader.get("/v1/rewards")).json()["items"]

    unordered = await recover(payer, number, "7500")
    ordered = await step(
        leader, reward, "revoke", ground="official_or_kin", reason="系监管人员亲属"
    )
    too_much = await recover(payer, number, "7500.01")
    part = await recover(payer, number, "2500")
    still = await recover(payer, number, "5000.01")
    rest = await recover(payer, number, "5000")
    done = await recover(payer, number, "0.01")
    [fund] = (await leader.get("/v1/funds")).json()
    kinds = (await leader.get(f"/v1/funds/{fund['id']}/transfers")).json()["items"]

    assert unordered.json()["code"] == "illegal_move"
    assert ordered.json()["status"] == "recovering"
    assert {too_much.json()["code"], still.json()["code"]} == {"recovery_too_much"}
    assert too_much.json()["errors"][0]["pointer"] == "/amount"
    assert (part.json()["status"], part.json()["recovered"]) == ("recovering", "2500.00")
    assert rest.json()["status"] == "recovered"
    assert not done.is_success
    assert (fund["allocated"], fund["paid"], fund["balance"]) == ("100000.00", "0.00", "100000.00")
    assert [one["kind"] for one in kinds] == ["recovery", "recovery", "payout", "allocation"]
    assert await funds.differences(tx) == []


async def test_the_voucher_tells_the_sum_in_words_and_nothing_of_the_report(
    client_as: ClientAs, handler: Officer
) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    await allocate(client_as)
    payer = client_as("payer")

    early = await payer.get(f"/v1/claims/{number}/voucher")
    await pay(payer, number)
    voucher = (await payer.get(f"/v1/claims/{number}/voucher")).json()
    [reward] = (await client_as("leader").get("/v1/rewards")).json()["items"]

    assert (early.status_code, early.json()["code"]) == (409, "illegal_move")
    assert (voucher["amount"], voucher["amount_in_words"]) == ("7500.00", "柒仟伍佰元整")
    assert voucher["basis"]["formula"] == "min(300000, max(3000, 0.15 × 50000))"
    hands = {voucher["proposed_by"], voucher["approved_by"], voucher["paid_by"]}
    assert hands == {reward["proposed_by"], reward["approved_by"], reward["paid_by"]}
    assert len(hands) == 3
    assert not {"report_id", "recipient_id", "area"} & set(voucher)


async def test_the_auditors_table_has_every_hand_and_no_report(
    client_as: ClientAs, handler: Officer
) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    await allocate(client_as)
    await pay(client_as("payer"), number, voucher="=FK-1")
    [report] = (await handler.client.get("/v1/reports")).json()["items"]
    auditor = client_as("auditor")

    table = await auditor.get("/v1/exports/rewards/2026")
    other = await auditor.get("/v1/exports/rewards/2025")
    refused = await client_as("payer").get("/v1/exports/rewards/2026")

    [row] = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert (row["金额(元) amount"], row["已付(元) paid"]) == ("7500.00", "7500.00")
    assert row["依据 rules"] == "reward.fine_share v1"
    assert row["凭证号 voucher"] == "'=FK-1"
    for told in (report["id"], report["number"], report["lead_id"]):
        assert told not in table.text
    assert len(other.text.splitlines()) == 1
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("500", "伍佰元整"),
        ("3000", "叁仟元整"),
        ("7500", "柒仟伍佰元整"),
        ("20000.04", "贰万元零肆分"),
        ("3000.01", "叁仟元零壹分"),
        ("300000", "叁拾万元整"),
        ("160000", "壹拾陆万元整"),
        ("10005", "壹万零伍元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("1002003.45", "壹佰万零贰仟零叁元肆角伍分"),
        ("0.50", "伍角整"),
        ("0.05", "伍分"),
    ],
)
def test_sums_are_written_as_vouchers_write_them(yuan: str, words: str) -> None:
    assert in_words(Decimal(yuan)) == words
