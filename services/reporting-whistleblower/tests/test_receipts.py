"""The reporter comes back with nothing but the receipt."""

from datetime import timedelta

from chassis.clock import FixedClock
from chassis.testing import ClientAs
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from reporting_whistleblower.domain.receipts import (
    ReceiptSecrets,
    Stretching,
    grouped,
    make_code,
    normalise,
)
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.receipt_secrets import derive, read_sealed

from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest


async def test_a_phone_derives_its_keys_and_opens_the_answer_itself(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody, code = client_as(), make_code()
    told = (await anybody.get("/v1/receipts/parameters")).json()
    how = Stretching(
        salt=sealing.from_text(told["salt"]), memory_kib=told["memory_kib"],
        passes=told["passes"], parallelism=told["parallelism"], length=told["length"],
    )  # fmt: skip
    phone = Phone(derive(code, how))
    await file(anybody, phone)
    report = await newest(handler.client)
    await handler.client.post(f"/v1/reports/{report['id']}/messages", json={"text": "已收到"})

    verifier_only = {"receipt_verifier": phone.proof["receipt_verifier"]}
    page = (await anybody.post("/v1/receipts", json=verifier_only)).json()
    by_code = (await anybody.post("/v1/receipts", json={"receipt_code": grouped(code)})).json()

    [letter] = page["letters"]
    assert letter["text"] is None
    assert (
        read_sealed(
            phone.secrets,
            sealed_key=sealing.from_text(page["sealed_key"]),
            sealed=sealing.from_text(letter["sealed"]),
        )
        == "已收到"
    )
    assert by_code["letters"][0]["text"] == "已收到"
    assert (told["memory_kib"], told["passes"], told["parallelism"]) == (32 * 1024, 3, 1)


async def test_the_form_without_scripts_gets_a_code_once_and_the_same_for_a_retry(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody = client_as()
    plain = Phone.fresh().a_report()
    del plain["receipt_verifier"], plain["thread_public_key"]
    key = {"Idempotency-Key": "a-form-that-was-sent-twice"}

    first = await anybody.post("/v1/reports", json=plain, headers=key)
    second = await anybody.post("/v1/reports", json=plain, headers=key)
    page = await anybody.post("/v1/receipts", json={"receipt_code": first.json()["receipt_code"]})

    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"
    assert page.json()["what"] == plain["what"]
    assert len((await handler.client.get("/v1/reports")).json()["items"]) == 1


async def test_every_wrong_receipt_gets_the_same_answer(
    client_as: ClientAs, handler: Officer, app: FastAPI
) -> None:
    app.state.wrong_receipts.free = 100  # nobody has to work meanwhile
    anybody, phone, other = client_as(), Phone.fresh(), Phone.fresh()
    await file(anybody, phone)
    wrong = (
        other.proof,
        {"receipt_code": "0000 0000 0000 0000"},
        {"receipt_code": "not a code"},
        {**phone.proof, "thread_key": other.proof["thread_key"]},
    )

    answers = [await anybody.post("/v1/receipts", json=proof) for proof in wrong]
    answers += [
        await anybody.post(f"/v1/receipts/{path}", json={**other.proof, **more})
        for path, more in (
            ("messages", {"text": "你好"}),
            ("withdraw", {}),
            ("objection", {"reason": "不同意"}),
            ("claim", {"password": "long enough", "not_excluded": True}),
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_a_receipt_that_exists_already_is_refused_and_nothing_is_kept(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone)

    second = await file(client_as(), phone, what="另外一件完全不同的事情,写满十个字")

    assert (second.status_code, second.json()["code"]) == (422, "receipt_taken")
    assert len((await handler.client.get("/v1/reports")).json()["items"]) == 1


async def test_a_report_is_withdrawn_before_it_is_answered_and_not_after(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await file(anybody, phone)

    withdrawn = await anybody.post("/v1/receipts/withdraw", json=phone.proof)
    again = await anybody.post("/v1/receipts/withdraw", json=phone.proof)
    accepted = await handler.client.post(
        f"/v1/reports/{(await newest(handler.client))['id']}/accept",
        json=LEAD,
        headers={"If-Match": '"2"'},
    )

    assert withdrawn.json() == {"status": "withdrawn"}
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert accepted.status_code == 409


async def concluded(client_as: ClientAs, handler: Officer, phone: Phone) -> None:
    await file(client_as(), phone)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    await move(handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现")


async def test_an_objection_is_taken_until_the_tenth_day(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await concluded(client_as, handler, phone)
    page = (await anybody.post("/v1/receipts", json=phone.proof)).json()

    clock.at += timedelta(days=12)
    taken = await anybody.post("/v1/receipts/objection", json={**phone.proof, "reason": "不服"})
    twice = await anybody.post("/v1/receipts/objection", json={**phone.proof, "reason": "不服"})

    assert page["objection_last_day"] == "2026-03-16"  # the 14th is a Saturday
    assert taken.json() == {"status": "objected"}
    assert twice.json()["code"] == "illegal_move"


async def test_an_objection_after_the_last_day_is_refused(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await concluded(client_as, handler, phone)

    clock.at += timedelta(days=13)
    late = await anybody.post("/v1/receipts/objection", json={**phone.proof, "reason": "不服"})

    assert (late.status_code, late.json()["code"]) == (409, "too_late")


async def test_half_a_receipt_is_malformed(client_as: ClientAs, handler: Officer) -> None:
    phone = Phone.fresh()
    half = phone.a_report()
    del half["thread_public_key"]

    filed = await client_as().post("/v1/reports", json=half)
    both = await client_as().post("/v1/receipts", json={**phone.proof, "receipt_code": "1" * 16})
    neither = await client_as().post("/v1/receipts", json={})

    assert {filed.status_code, both.status_code, neither.status_code} == {422}


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_code_is_read_as_people_write_it(number: int) -> None:
    code = f"{number:016d}"

    assert normalise(grouped(code)) == code
    assert normalise(grouped(code).replace(" ", "-")) == code
    assert normalise(code[:-1]) is None
    assert normalise(code + "0") is None


def test_verifier_and_thread_key_share_no_byte() -> None:
    secrets = ReceiptSecrets.split(bytes(range(64)))

    assert secrets.verifier == bytes(range(32))
    assert secrets.thread_key == bytes(range(32, 64))
