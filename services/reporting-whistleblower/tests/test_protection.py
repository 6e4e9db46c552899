"""Who reports is protected: retaliation claims, call-backs; and a mistake is no false report."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.reports import RetaliationClaimed
from httpx import AsyncClient, Response
from hypothesis import given
from hypothesis import strategies as st
from reporting_whistleblower import sweeps
from reporting_whistleblower.domain.callback import months_after
from sqlalchemy import text

from .conftest import MakeOfficer, Officer
from .reporting import LEAD, Phone, file, move, newest
from .rewarding import AREA, substantiated

WORDS = "第二天就把我调去扫厕所,工资少了一半"
RESTATED = {"what": "一名工人被调岗并降薪", "place": "某五金厂"}


async def complain(anybody: AsyncClient, phone: Phone, **changes: Any) -> Response:
    body = {**phone.proof, "acts": ["pay_cut", "transfer"], "text": WORDS} | changes
    return await anybody.post("/v1/receipts/retaliation", json=body)


async def decide(client: AsyncClient, thing: dict[str, Any], verb: str, **body: Any) -> Response:
    headers = {"If-Match": f'"{thing["version"]}"'}
    path = f"/v1/{thing['path']}/{thing['id']}/{verb}"
    return await client.post(path, json=body or None, headers=headers)


async def the_claim(handler: Officer) -> dict[str, Any]:
    [claim] = (await handler.client.get("/v1/retaliation-claims")).json()["items"]
    return {**claim, "path": "retaliation-claims"}


async def test_enforcement_hears_of_a_claim_only_if_the_reporter_agrees(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    report = await substantiated(client_as, handler, phone)

    said = await complain(client_as(), phone)
    before = await emitted(tx, RetaliationClaimed)
    claim = await the_claim(handler)
    taken = await decide(handler.client, claim, "take-up", **RESTATED, consented=True)
    [event] = await emitted(tx, RetaliationClaimed)
    lead = await client_as("enforcement_officer", area=AREA).get(f"/v1/leads/{event.lead_id}")

    assert said.status_code == 201
    assert said.json()["basis"]["rule"] == "protection.retaliation"
    assert before == []
    assert taken.json()["status"] == "taken_up"
    assert str(event.lead_id) == claim["lead_id"] != report["lead_id"]
    assert lead.json()["what"] == RESTATED["what"]


async def test_with_consent_it_is_told_at_once_and_only_once(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    await substantiated(client_as, handler, phone)

    await complain(client_as(), phone, inquiry=True)
    at_once = await emitted(tx, RetaliationClaimed)
    claim = await the_claim(handler)
    await decide(handler.client, claim, "take-up", **RESTATED, consented=True)

    assert len(at_once) == len(await emitted(tx, RetaliationClaimed)) == 1


async def test_a_claims_words_are_for_handlers_and_its_end_for_the_reporter(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    report = await substantiated(client_as, handler, phone)
    await complain(client_as(), phone)

    opened = (await handler.client.get(f"/v1/reports/{report['id']}")).json()
    claim = await the_claim(handler)
    taken = await decide(handler.client, claim, "take-up", **RESTATED)
    ended = await decide(
        handler.client,
        {**taken.json(), "path": "retaliation-claims"},
        "conclude",
        conclusion="substantiated",
        statement="已责令恢复岗位",
    )
    told = (await client_as().post("/v1/receipts", json=phone.proof)).json()["letters"]
    row = (await tx.execute(text("SELECT row_to_json(r)::text FROM retaliation_claim r"))).scalar()

    assert [one["text"] for one in opened["letters"] if one["topic"] == "retaliation"] == [WORDS]
    assert (ended.json()["status"], ended.json()["conclusion"]) == ("concluded", "substantiated")
    assert "已责令恢复岗位" in [letter["text"] for letter in told]
    assert row is not None
    assert WORDS not in row


async def test_one_claim_at_a_time_and_another_after_it_ended(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    await substantiated(client_as, handler, phone)

    first, second = await complain(client_as(), phone), await complain(client_as(), phone)
    wrong = await complain(client_as(), Phone.fresh())
    empty = await complain(client_as(), phone, acts=[])
    claim = await the_claim(handler)
    early = await decide(
        handler.client, claim, "conclude", conclusion="partly", statement="尚未跟进"
    )
    stale = await decide(handler.client, {**claim, "version": 7}, "take-up", **RESTATED)
    taken = (await decide(handler.client, claim, "take-up", **RESTATED)).json()
    taken["path"] = "retaliation-claims"
    await decide(handler.client, taken, "conclude", conclusion="partly", statement="已协调")
    third = await complain(client_as(), phone)

    assert (first.status_code, third.status_code) == (201, 201)
    assert (second.status_code, second.json()["code"]) == (409, "retaliation_open")
    assert (wrong.status_code, wrong.json()["code"]) == (404, "receipt_unknown")
    assert empty.json()["errors"][0]["pointer"] == "/acts"
    assert (early.json()["code"], stale.status_code) == ("illegal_move", 412)


async def closed(client_as: ClientAs, handler: Officer) -> Phone:
    phone = Phone.fresh()
    await substantiated(client_as, handler, phone)
    return phone


async def test_three_months_after_closing_the_reporter_is_asked_once(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    phone = await closed(client_as, handler)  # on 4 March
    early = await client_as().post(
        "/v1/receipts/callback", json={**phone.proof, "result": "in_peace"}
    )

    await sweeps.open_callbacks(tx, datetime(2026, 6, 3, 15, 59, tzinfo=UTC))  # 3 June, 23:59
    before = (await handler.client.get("/v1/callbacks")).json()["items"]
    for _ in range(2):
        await sweeps.open_callbacks(tx, datetime(2026, 6, 3, 16, 0, tzinfo=UTC))  # 4 June, 00:00
    [callback] = (await handler.client.get("/v1/callbacks")).json()["items"]
    letters = (await client_as().post("/v1/receipts", json=phone.proof)).json()["letters"]

    assert early.json()["code"] == "no_callback"
    assert before == []
    assert (callback["opened_on"], callback["due_on"]) == ("2026-06-04", "2026-09-04")
    assert callback["basis"]["rule"] == "protection.callback"
    assert callback["basis"]["provisional"] is True
    assert [letter["topic"] for letter in letters].count("callback") == 1


async def test_the_reporter_answers_by_himself(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    phone = await closed(client_as, handler)
    clock.at = datetime(2026, 6, 10, 4, tzinfo=UTC)
    await sweeps.open_callbacks(tx, clock.at)
    body = {**phone.proof, "result": "retaliation", "text": WORDS}

    answered = await client_as().post("/v1/receipts/callback", json=body)
    again = await client_as().post("/v1/receipts/callback", json=body)
    nobody = await client_as().post(
        "/v1/receipts/callback", json={**phone.proof, "result": "not_reached"}
    )
    [callback] = (await handler.client.get("/v1/callbacks?status=done")).json()["items"]

    assert answered.json() == {"status": "done", "result": "retaliation"}
    assert (again.status_code, again.json()["code"]) == (409, "no_callback")
    assert nobody.json()["errors"][0]["pointer"] == "/result"
    assert (callback["result"], callback["by"]) == ("retaliation", None)


async def test_a_handler_records_a_call_and_what_is_late_is_listed(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    await closed(client_as, handler)
    await sweeps.open_callbacks(tx, datetime(2026, 6, 10, 4, tzinfo=UTC))
    clock.at = datetime(2026, 9, 11, 4, tzinfo=UTC)
    await sweeps.open_callbacks(tx, clock.at)
    handler.client.headers.pop("X-Zhiben-Confidential")

    [item] = (await handler.client.get("/v1/callbacks?overdue=true")).json()["items"]
    far = await decide(
        client_as("report_handler", area="350583001", person="far"),
        {**item, "path": "callbacks"},
        "record",
        result="in_peace",
    )
    done = await decide(
        handler.client, {**item, "path": "callbacks"}, "record", result="not_reached", note="空号"
    )
    late = (await handler.client.get("/v1/callbacks?overdue=true")).json()["items"]
    leader = await client_as("leader").get("/v1/callbacks")

    assert item["overdue"] is True
    assert far.status_code == 404
    assert (done.json()["status"], done.json()["overdue"]) == ("done", False)
    assert late == []
    assert leader.status_code == 403


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(-24, 24))
def test_months_are_counted_by_the_calendar(day: date, months: int) -> None:
    found = months_after(day, months)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).day == 1)


async def unfounded(client_as: ClientAs, handler: Officer) -> dict[str, Any]:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    return await move(
        handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现"
    )


async def accuse(client: AsyncClient, report: dict[str, Any]) -> Response:
    said = {"ground": "fabricated", "proof": "照片系网上下载,已比对原图"}
    return await client.post(f"/v1/reports/{report['id']}/false-report", json=said)


async def test_only_what_was_found_unfounded_can_have_been_made_up(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())

    answer = await accuse(handler.client, report)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_unfounded")


async def test_that_a_report_is_false_takes_proof_and_a_second_person(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await unfounded(client_as, handler)

    proposed = await accuse(handler.client, report)
    twice = await accuse(handler.client, report)
    accused = {**proposed.json(), "path": "false-reports"}
    own = await decide(handler.client, accused, "confirm", to_police=True)
    stale = await decide(client_as("leader"), {**accused, "version": 5}, "confirm", to_police=True)
    found = await decide(client_as("leader"), accused, "confirm", to_police=True)
    again = await decide(client_as("leader"), {**accused, "version": 2}, "reject")
    listed = await client_as("auditor").get("/v1/false-reports?status=confirmed")

    assert proposed.status_code == 201
    assert (twice.status_code, twice.json()["code"]) == (409, "already_accused")
    assert (own.status_code, own.json()["code"]) == (403, "forbidden")
    assert stale.status_code == 412
    assert (found.json()["status"], found.json()["to_police"]) == ("confirmed", True)
    assert again.json()["code"] == "illegal_move"
    assert "照片系网上下载" not in listed.text
    assert len(listed.json()["items"]) == 1


async def test_who_is_accused_is_told_and_not_named(
    client_as: ClientAs, handler: Officer, custodians: list[Officer]
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone, identity={"name": "(演示)林某"})
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    report = await move(
        handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现"
    )
    accused = {**(await accuse(handler.client, report)).json(), "path": "false-reports"}
    await decide(client_as("leader"), accused, "confirm", to_police=False)

    letters = (await client_as().post("/v1/receipts", json=phone.proof)).json()["letters"]
    requests = (await handler.client.get("/v1/identity-requests")).json()["items"]

    assert [letter["topic"] for letter in letters][-1] == "false_report"
    assert not any("照片" in (letter["text"] or "") for letter in letters)
    assert requests == []


async def test_an_accusation_falls_when_the_reporter_objects(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    report = await move(
        handler.client, report, "conclude", conclusion="unsubstantiated", statement="未发现"
    )
    accused = {**(await accuse(handler.client, report)).json(), "path": "false-reports"}
    await client_as().post("/v1/receipts/objection", json={**phone.proof, "reason": "请夜里再去"})

    confirmed = await decide(client_as("leader"), accused, "confirm", to_police=False)
    rejected = await decide(client_as("leader"), accused, "reject")

    assert (confirmed.status_code, confirmed.json()["code"]) == (409, "not_unfounded")
    assert rejected.json()["status"] == "rejected"


@pytest.mark.parametrize("role", ["custodian", "payer", "unit_manager", "leader", "auditor"])
async def test_retaliation_claims_are_for_handlers_only(client_as: ClientAs, role: str) -> None:
    answer = await client_as(role).get("/v1/retaliation-claims")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
