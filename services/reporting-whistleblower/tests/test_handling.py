"""Handlers move reports, each within his area and the state it is in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.reports import ReportRefused, ReportTransferred
from httpx import AsyncClient, Response
from reporting_whistleblower.domain.keys import Purpose

from .conftest import MakeOfficer, Officer
from .reporting import LEAD, Phone, file, move, newest

MOVES: dict[str, dict[str, Any]] = {
    "accept": LEAD,
    "refuse": {"ground": "no_clear_matter", "reason": "没有说明地点"},
    "transfer": {"to": "南安市住建局", "reason": "属建筑领域", **LEAD},
    "merge": {"into": str(uuid4())},
    "conclude": {"conclusion": "substantiated", "statement": "属实"},
    "feedback": {"text": "已办结"},
    "reexamine": {"conclusion": "partly", "statement": "部分属实"},
    "assign": {"to": str(uuid4())},
}


async def try_move(
    client: AsyncClient, report_id: str, verb: str, body: Any, *, version: int | None = 1
) -> Response:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return await client.post(f"/v1/reports/{report_id}/{verb}", json=body, headers=headers)


@pytest.mark.parametrize("verb", MOVES)
async def test_each_move_needs_the_role_the_area_the_version_and_a_body(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer, verb: str
) -> None:
    await file(client_as(), Phone.fresh())
    report = (await newest(handler.client))["id"]
    elsewhere = await officer(Purpose.HANDLER, "elsewhere", area="350583001")
    body = MOVES[verb]

    nobody = await try_move(client_as(), report, verb, body)
    payer = await try_move(client_as("payer"), report, verb, body)
    far = await try_move(elsewhere.client, report, verb, body)
    unknown = await try_move(handler.client, str(uuid4()), verb, body)
    unversioned = await try_move(handler.client, report, verb, body, version=None)
    malformed = await try_move(handler.client, report, verb, {"surprise": 1})

    assert (nobody.status_code, payer.status_code) == (401, 403)
    assert (far.status_code, unknown.status_code) == (404, 404)
    assert (unversioned.status_code, malformed.status_code) == (428, 422)


@pytest.mark.parametrize("verb", ["accept", "refuse", "transfer"])
async def test_a_stale_version_changes_nothing(
    client_as: ClientAs, handler: Officer, verb: str
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    stale = await try_move(handler.client, report["id"], verb, MOVES[verb], version=7)

    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert (await newest(handler.client))["status"] == "received"


@pytest.mark.parametrize("verb", ["conclude", "feedback", "reexamine"])
async def test_a_received_report_cannot_jump_ahead(
    client_as: ClientAs, handler: Officer, verb: str
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    answer = await try_move(handler.client, report["id"], verb, MOVES[verb])

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")


async def test_a_refusal_tells_the_reporter_the_reason(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await file(anybody, phone)
    await move(handler.client, await newest(handler.client), "refuse", **MOVES["refuse"])

    page = (await anybody.post("/v1/receipts", json=phone.proof)).json()

    assert page["refusal_ground"] == "no_clear_matter"
    assert page["letters"][0]["text"] == "没有说明地点"
    assert len(await emitted(tx, ReportRefused)) == 1


async def test_a_transfer_is_heard_of_without_words(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(
        handler.client, await newest(handler.client), "transfer", **MOVES["transfer"]
    )

    [event] = await emitted(tx, ReportTransferred)
    assert report["status"] == "transferred"
    assert str(event.lead_id) == report["lead_id"]


async def test_the_first_reporter_keeps_the_place(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    await file(client_as(), Phone.fresh())
    first = await newest(handler.client)
    clock.at += timedelta(minutes=5)
    await file(client_as(), Phone.fresh())
    second = await newest(handler.client)

    backwards = await try_move(handler.client, first["id"], "merge", {"into": second["id"]})
    itself = await try_move(handler.client, second["id"], "merge", {"into": second["id"]})
    merged = await move(handler.client, second, "merge", into=first["id"])

    assert (backwards.json()["code"], itself.json()["code"]) == ("same_report", "same_report")
    assert (merged["status"], merged["merged_into"]) == ("merged", first["id"])
    opened = (await handler.client.get(f"/v1/reports/{first['id']}")).json()
    assert opened["merged"] == [second["id"]]


async def test_an_extension_is_given_once_and_by_somebody_above(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    leader = client_as("leader", area="350583002")
    why = {"reason": "需要检测鉴定"}

    own = await try_move(handler.client, report["id"], "extend", why, version=2)
    extended = await try_move(leader, report["id"], "extend", why, version=2)
    twice = await try_move(leader, report["id"], "extend", why, version=3)

    assert own.status_code == 403
    assert extended.json()["due_on"] == "2026-06-05"  # 30 days after 6 May
    assert twice.json()["code"] == "illegal_move"
    opened = (await handler.client.get(f"/v1/reports/{report['id']}")).json()
    assert [(clock["what"], clock["on"]) for clock in opened["clocks"]] == [
        ("accept", "2026-03-11"), ("conclude", "2026-05-06"), ("extended", "2026-06-05"),
    ]  # fmt: skip
    assert opened["clocks"][1]["basis"]["provisional"] is True


async def test_an_objection_is_answered_by_somebody_else(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await file(anybody, phone)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    await move(handler.client, report, "conclude", **MOVES["conclude"])
    await anybody.post("/v1/receipts/objection", json={**phone.proof, "reason": "不服"})
    other = await officer(Purpose.HANDLER, "two")
    body = MOVES["reexamine"]

    own = await try_move(handler.client, report["id"], "reexamine", body, version=4)
    answered = await try_move(other.client, report["id"], "reexamine", body, version=4)

    assert (own.status_code, own.json()["code"]) == (403, "self_approval")
    assert answered.json()["conclusion"] == "partly"
    page = (await anybody.post("/v1/receipts", json=phone.proof)).json()
    assert page["objection_last_day"] is None


async def test_an_answer_is_due_ten_days_after_the_conclusion_and_given_once(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    report = await move(handler.client, report, "conclude", **MOVES["conclude"])
    answered = await move(handler.client, report, "feedback", text="属实,已处罚,符合奖励条件")

    twice = await try_move(handler.client, report["id"], "feedback", MOVES["feedback"], version=4)

    assert report["feedback_due_on"] == "2026-03-16"
    assert answered["feedback_at"] is not None
    assert twice.json()["code"] == "illegal_move"


async def test_notes_stay_inside_and_messages_go_out(client_as: ClientAs, handler: Officer) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await file(anybody, phone)
    report = await newest(handler.client)
    for path, text in (("notes", "怀疑是同行举报"), ("messages", "请补充时间")):
        await handler.client.post(f"/v1/reports/{report['id']}/{path}", json={"text": text})

    page = (await anybody.post("/v1/receipts", json=phone.proof)).json()
    opened = (await handler.client.get(f"/v1/reports/{report['id']}")).json()

    assert [letter["text"] for letter in page["letters"]] == ["请补充时间"]
    assert {letter["text"] for letter in opened["letters"]} == {"怀疑是同行举报", "请补充时间"}


async def test_nobody_can_be_assigned_who_has_no_handlers_key(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    custodian = await officer(Purpose.CUSTODIAN)

    keyless = await try_move(handler.client, report["id"], "assign", {"to": str(uuid4())})
    wrong = await try_move(handler.client, report["id"], "assign", {"to": str(custodian.id)})

    assert (keyless.json()["code"], wrong.json()["code"]) == ("key_missing", "key_missing")


async def test_lists_are_narrowed_filtered_and_paged(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer, clock: FixedClock
) -> None:
    for category in ("major_hazard", "other", "major_hazard"):
        clock.at += timedelta(minutes=1)
        await file(client_as(), Phone.fresh(), category=category)
    elsewhere = await officer(Purpose.HANDLER, "elsewhere", area="350583001")

    first = (await handler.client.get("/v1/reports?limit=2")).json()
    second = (await handler.client.get(f"/v1/reports?limit=2&after={first['next']}")).json()
    others = (await handler.client.get("/v1/reports?category=other")).json()
    swapped = await handler.client.get(f"/v1/reports?limit=2&area=35&after={first['next']}")

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert [report["category"] for report in others["items"]] == ["other"]
    assert swapped.json()["code"] == "cursor_invalid"
    assert (await elsewhere.client.get("/v1/reports")).json()["items"] == []


async def test_overdue_reports_are_listed(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    await file(client_as(), Phone.fresh())
    await move(handler.client, await newest(handler.client), "accept", **LEAD)

    in_time = (await handler.client.get("/v1/reports?overdue=true")).json()["items"]
    clock.at += timedelta(days=64)
    late = (await handler.client.get("/v1/reports?overdue=true")).json()["items"]

    assert in_time == []
    assert [report["overdue"] for report in late] == [True]


async def test_who_did_what_is_on_record_without_a_word(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    await handler.client.get(f"/v1/reports/{report['id']}")
    await move(handler.client, report, "refuse", **MOVES["refuse"])

    history = await client_as("auditor").get(f"/v1/reports/{report['id']}/history")

    assert [entry["action"] for entry in history.json()] == ["refuse", "read", "receive"]
    assert history.json()[2]["by"] == "anonymous"
    assert "没有说明地点" not in history.text


@pytest.mark.parametrize(
    "fault",
    [
        {"what": "too short"},
        {"what": "控制字符\x07控制字符控制字符"},
        {"category": "gossip"},
        {"area": "3505"},
        {"happened_at": "2026-03-01T10:00:00"},
        {"surprise": 1},
        {"what": "长" * 5001},
    ],
)
async def test_a_malformed_report_is_refused_field_by_field(
    client_as: ClientAs, handler: Officer, fault: dict[str, Any]
) -> None:
    answer = await file(client_as(), Phone.fresh(), **fault)

    [field] = fault
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{field}"]


async def test_without_a_handler_of_the_area_nothing_is_taken(
    client_as: ClientAs, officer: MakeOfficer
) -> None:
    await officer(Purpose.HANDLER, area="350583001")

    answer = await file(client_as(), Phone.fresh())

    assert (answer.status_code, answer.json()["code"]) == (503, "reception_closed")
    assert "12350" in answer.json()["detail"]
