"""How reports come in: asked questions, posters, an official's pen, a proof, work."""

import json
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import Response
from joserfc import jws
from joserfc.jwk import OKPKey
from reporting_whistleblower.domain.work import FREE_FAILURES, solve
from reporting_whistleblower.store import reports as stored
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.proofs import commitment

from .casework import UNIT, a_unit, opened
from .conftest import Officer
from .reporting import VILLAGE, Phone, file, newest

HERE = "350583002"


# Questions.


async def test_the_form_says_what_is_asked_and_answers_reach_the_handler(
    client_as: ClientAs, handler: Officer
) -> None:
    form = (await client_as().get("/v1/report-form")).json()
    answers = {"place_kind": "workshop", "dust": "yes", "dust_material": "铝粉"}

    sent = await file(client_as(), Phone.fresh(), answers=answers)

    assert sent.status_code == 201, sent.text
    assert answers.keys() <= {question["code"] for question in form["questions"]}
    assert (await opened(handler, await newest(handler.client)))["content"]["answers"] == answers


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ({"place_kind": "castle"}, "answer_unfitting", "place_kind"),
        ({"dust": "yes"}, "answer_unfitting", "dust"),  # asked in workshops only
        ({"place_kind": "workshop", "dust": "yes"}, "answer_missing", "dust_material"),
        ({"people_at_risk": "many"}, "answer_unfitting", "people_at_risk"),
        ({"occurred_on": "2026-02-30"}, "answer_unfitting", "occurred_on"),
        ({"favourite_colour": "red"}, "answer_unfitting", "favourite_colour"),
    ],
)
async def test_answers_to_what_is_not_asked_are_refused(
    client_as: ClientAs, handler: Officer, answers: dict[str, str], code: str, field: str
) -> None:
    sent = await file(client_as(), Phone.fresh(), answers=answers)

    assert (sent.status_code, sent.json()["code"]) == (422, code)
    assert sent.json()["errors"][0]["pointer"] == f"/answers/{field}"


@pytest.mark.parametrize(
    "changes",
    [
        {"what": "除尘器停用\x00一周了啊啊啊"},
        {"what": "除尘器停用\x1b[31m一周了"},
        {"what": "铝" * 5001},
        {"what": "铝" * 350_000},
        {"area": "12"},
        {"area": None},
    ],
)
async def test_what_nobody_types_is_refused(
    client_as: ClientAs, handler: Officer, changes: dict[str, Any]
) -> None:
    sent = await file(client_as(), Phone.fresh(), **changes)

    assert sent.status_code == 422
    assert (await handler.client.get("/v1/reports")).json()["items"] == []


# Posters.


async def test_a_poster_says_the_place_until_it_is_taken_down(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await a_unit(tx)
    clerk = client_as("office_clerk", area=HERE)
    made = await clerk.post("/v1/posters", json={"area": VILLAGE, "unit_id": str(UNIT)})
    code, path = made.json()["code"], f"/v1/posters/{made.json()['id']}"

    place = await client_as().get(f"/v1/report-form/posters/{code}")
    sent = await file(client_as(), Phone.fresh(), poster=code, area=None)
    sheet = await clerk.get(path, params={"site": "https://jubao.example.cn"})
    down = await clerk.post(f"{path}/revoke", headers={"If-Match": '"1"'})
    again = await clerk.post(f"{path}/revoke", headers={"If-Match": '"2"'})
    after = await file(client_as(), Phone.fresh(), poster=code, area=None)

    assert made.status_code == 201, made.text
    assert place.json() == {"area": VILLAGE, "unit_id": str(UNIT), "unit_name": "某五金厂"}
    assert sent.status_code == 201, sent.text
    report = await newest(handler.client)
    assert (report["channel"], report["area"]) == ("poster", VILLAGE)
    assert report["unit_id"] == str(UNIT)
    assert "<svg" in sheet.text
    assert "某五金厂" in sheet.text
    assert (down.status_code, again.status_code) == (200, 409)
    assert (after.status_code, after.json()["code"]) == (404, "poster_unknown")


async def test_a_clerk_hangs_no_poster_elsewhere(client_as: ClientAs) -> None:
    clerk = client_as("office_clerk", area=HERE)

    made = await clerk.post("/v1/posters", json={"area": "350521001001"})

    assert (made.status_code, made.json()["code"]) == (404, "not_found")


# An official's pen.


@pytest.mark.parametrize("channel", ["phone", "visit", "letter"])
async def test_an_official_enters_a_call_and_hands_the_code_over(
    client_as: ClientAs, handler: Officer, channel: str
) -> None:
    said = {
        "channel": channel,
        "category": "other",
        "what": "来电反映:楼道长期堆放电动车并充电",
        "where": "某小区三号楼",
        "area": VILLAGE,
    }
    clerk = client_as("office_clerk", area=HERE)

    entered = await clerk.post("/v1/reports/entered", json=said)

    assert entered.status_code == 201, entered.text
    code = entered.json()["receipt_code"]
    thread = await client_as().post("/v1/receipts", json={"receipt_code": code})
    assert thread.json()["what"] == said["what"]
    assert (await newest(handler.client))["channel"] == channel
    done = (
        await handler.client.get(f"/v1/reports/{(await newest(handler.client))['id']}/history")
    ).json()
    assert {entry["action"] for entry in done} == {"receive", "enter"}


@pytest.mark.parametrize(
    ("role", "area", "channel", "status"),
    [
        ("office_clerk", "350521", "phone", 404),
        ("custodian", HERE, "phone", 403),
        ("office_clerk", HERE, "web", 422),
    ],
)
async def test_entry_has_its_bounds(
    *, client_as: ClientAs, handler: Officer, role: str, area: str, channel: str, status: int
) -> None:
    said = Phone.fresh().a_report(channel=channel)
    del said["receipt_verifier"], said["thread_public_key"]

    entered = await client_as(role, area=area).post("/v1/reports/entered", json=said)

    assert entered.status_code == status, entered.text


# The proof.


async def test_a_proof_of_filing_holds_offline_and_says_nothing(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    key = {"Idempotency-Key": "a-key-of-this-device-1"}
    body = phone.a_report(is_employee=False)
    sent = (await anybody.post("/v1/reports", json=body, headers=key)).json()
    again = (await anybody.post("/v1/reports", json=body, headers=key)).json()
    public = OKPKey.import_key((await anybody.get("/v1/receipts/proof-key")).json())

    statement = jws.deserialize_compact(sent["proof"], public, algorithms=["Ed25519"])

    said = json.loads(statement.payload)
    assert set(said) == {"iss", "on", "commitment"}
    assert said["on"] == "2026-03-04"
    content = {
        "what": body["what"], "where": body["where"], "unit_name": None, "happened_at": None,
        "is_employee": False, "answers": {},
    }  # fmt: skip
    salt = sealing.from_text(sent["proof_salt"])
    assert said["commitment"] == commitment(salt, content).hex()
    assert said["commitment"] != commitment(salt, content | {"what": "别的话"}).hex()
    assert again == sent, "sent again after a broken line, it is the same answer"
    forged = sent["proof"][:-6] + "AAAAAA"
    with pytest.raises(Exception, match="signature"):
        jws.deserialize_compact(forged, public, algorithms=["Ed25519"])


# Work, under pressure only.


async def wrong(client_as: ClientAs, **headers: str) -> Response:
    guess = {"receipt_verifier": sealing.to_text(sealing.new_key())}
    return await client_as().post("/v1/receipts", json=guess, headers=headers)


async def work(client_as: ClientAs) -> str:
    task = (await client_as().get("/v1/receipts/work")).json()
    return f"{task['challenge']}.{solve(task['challenge'], bits=task['bits'])}"


async def test_the_sixth_wrong_code_costs_work_whoever_sends_it(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone)
    assert [(await wrong(client_as)).status_code for _ in range(FREE_FAILURES)] == [404] * 5

    sixth = await wrong(client_as)
    right = await client_as().post("/v1/receipts", json=phone.proof)
    done = await work(client_as)
    worked = await client_as().post(
        "/v1/receipts", json=phone.proof, headers={"X-Zhiben-Work": done}
    )
    twice = await client_as().post(
        "/v1/receipts", json=phone.proof, headers={"X-Zhiben-Work": done}
    )

    assert (sixth.status_code, sixth.json()["code"]) == (429, "work_required")
    assert right.json() == sixth.json(), "a right code learns no more than a wrong one"
    assert worked.status_code == 200, worked.text
    assert twice.status_code == 429, "work is good once"


async def test_work_is_ours_fresh_and_whole(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    for _ in range(FREE_FAILURES):
        await wrong(client_as)
    done = await work(client_as)
    expires, bits, nonce, signature, counter = done.split(".")

    for spoilt in (
        "nonsense",
        f"{expires}.1.{nonce}.{signature}.{counter}",
        f"{expires}.{bits}.{nonce}.{signature}.x",
        f"9{expires}.{bits}.{nonce}.{signature}.{counter}",
        f"时.{bits}.{nonce}.{signature}.{counter}",
    ):
        header = (
            {"X-Zhiben-Work": spoilt.encode()}
            if not spoilt.isascii()
            else {"X-Zhiben-Work": spoilt}
        )
        answer = await client_as().post("/v1/receipts", json=Phone.fresh().proof, headers=header)
        assert answer.status_code == 429, spoilt


async def test_a_flood_makes_everybody_work_and_shuts_nobody_out(
    client_as: ClientAs, handler: Officer, app: Any
) -> None:
    app.state.arrivals.free = 3
    for _ in range(3):
        assert (await file(client_as(), Phone.fresh())).status_code == 201

    fourth = await file(client_as(), Phone.fresh())
    worked = await client_as().post(
        "/v1/reports",
        json=Phone.fresh().a_report(),
        headers={"X-Zhiben-Work": await work(client_as)},
    )

    assert (fourth.status_code, fourth.json()["code"]) == (429, "work_required")
    assert worked.status_code == 201, worked.text


async def test_ties_leave_nobody_to_read(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await a_unit(tx)
    said = {"unit_id": str(UNIT), "tie": "kin"}
    assert (await handler.client.post("/v1/report-conflicts", json=said)).status_code == 201

    sent = await file(client_as(), Phone.fresh(), unit_id=str(UNIT))

    assert (sent.status_code, sent.json()["code"]) == (503, "reception_closed")
    assert await stored.by_lead(tx, UUID(int=1)) is None
