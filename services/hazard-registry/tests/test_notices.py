"""Notices reach somebody, or the village goes there; messages leave the house and prove it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from hazard_registry.domain.outgoing import WAITS, OutgoingKind
from hazard_registry.domain.unit import Unit
from hazard_registry.outward import LocalOutbox, Sms
from hazard_registry.use_cases import outgoing, reminding
from httpx import AsyncClient, MockTransport, Request, Response

from .people import LUJIANG, People
from .test_corrections import verified

SENT = {"sent_on": "2026-03-04"}


async def notices_of(people: People, hazard: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()[
        "notices"
    ]
    return found


async def notice_move(
    client: AsyncClient, notice: dict[str, Any], move: str, **body: object
) -> Response:
    response = await client.post(
        f"/v1/hazards/{notice['hazard_id']}/notices/{notice['id']}/{move}",
        json=body,
        headers={"If-Match": f'"{notice["version"]}"'},
    )
    if response.is_success:
        notice.update(response.json())
    return response


async def first_notice(people: People, unit: Unit) -> dict[str, Any]:
    hazard = await verified(people, unit)
    return (await notices_of(people, hazard))[0]


async def test_what_is_left_at_the_place_needs_a_witness_or_a_photograph(
    people: People, unit: Unit, evidence: UUID
) -> None:
    notice = await first_notice(people, unit)
    await notice_move(people.clerk, notice, "send", method="left_at_place", **SENT)

    bare = await notice_move(people.clerk, notice, "deliver", delivered_on="2026-03-04")
    proved = await notice_move(
        people.clerk, notice, "deliver", delivered_on="2026-03-04", attachments=[str(evidence)]
    )

    assert (bare.status_code, bare.json()["errors"][0]["pointer"]) == (422, "/witness")
    assert proved.json()["proof"] == [str(evidence)]
    detail = (await people.clerk.get(f"/v1/hazards/{notice['hazard_id']}")).json()
    assert [photo["stage"] for photo in detail["photos"]] == ["delivery"]


async def test_a_notice_that_nobody_acknowledges_goes_to_the_village_which_goes_there(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    notice = await first_notice(people, unit)  # to be acknowledged by 7 March
    early = await notice_move(people.village, notice, "follow", visit="absent", note="无人")
    clock.at += timedelta(days=3)
    assert await reminding.pass_to_village(tx, at=clock.at) == 0
    clock.at += timedelta(days=1)
    assert await reminding.pass_to_village(tx, at=clock.at) == 2
    assert await reminding.pass_to_village(tx, at=clock.at) == 0

    async def state(name: str, area: str = LUJIANG) -> list[str]:
        asked = {"state": name, "area": area}
        page = (await people.village.get("/v1/notices", params=asked)).json()
        return [each["id"] for each in page["items"]]

    assert early.json()["code"] == "not_passed_on"
    assert notice["id"] in await state("with_village")
    assert notice["id"] in await state("unacknowledged")
    assert await state("with_village", "350583002001") == []
    notice["version"] += 1
    gone = await notice_move(
        people.village, notice, "follow", visit="handed_over", note="已当面送达"
    )
    again = await notice_move(people.village, notice, "follow", visit="absent", note="无人")

    assert (gone.status_code, gone.json()["delivered_on"]) == (200, "2026-03-08")
    assert again.json()["code"] == "notice_done"
    assert notice["id"] not in await state("with_village")
    await notice_move(people.manager, notice, "acknowledge")
    assert notice["id"] in await state("acknowledged")


async def test_a_notice_by_message_is_proved_by_the_providers_receipt(
    people: People, unit: Unit, tx: Session, client_as: ClientAs
) -> None:
    notice = await first_notice(people, unit)
    await notice_move(people.clerk, notice, "send", method="message", **SENT)
    provider = client_as("integrator", area="350583")
    taken: list[Request] = []

    def answer(request: Request) -> Response:
        taken.append(request)
        return Response(200, json={"receipt": "P-1"})

    way = Sms("http://sms.test/send", "secret", MockTransport(answer))
    assert await outgoing.send_due(tx, way, at=datetime(2026, 3, 4, 5, tzinfo=UTC)) == 1
    [message] = (await people.clerk.get("/v1/outgoing-messages")).json()["items"]
    before = (await notices_of(people, {"id": notice["hazard_id"]}))[0]
    received = await provider.post(
        f"/v1/outgoing-messages/{message['id']}/receipt", json={"delivered": True}
    )
    after = (await notices_of(people, {"id": notice["hazard_id"]}))[0]

    assert taken[0].headers["authorization"] == "Bearer secret"
    assert (message["status"], message["receipt"]) == ("sent", "P-1")
    assert (before["delivered_on"], after["delivered_on"]) == (None, "2026-03-04")
    assert received.json()["status"] == "delivered"
    assert unit.principal_phone in taken[0].content.decode()


async def test_without_a_number_no_message_is_sent(people: People) -> None:
    hazard = await verified(people, None)
    [notice, _] = await notices_of(people, hazard)

    response = await notice_move(people.clerk, notice, "send", method="message", **SENT)

    assert (response.status_code, response.json()["code"]) == (422, "phone_required")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Response(503), "http_503"),
        (Response(200, text="<html>"), "no_receipt"),
        (Response(200, json=["?"]), "no_receipt"),
    ],
    ids=["refused", "no JSON", "another shape"],
)
async def test_a_provider_that_fails_is_tried_again_later_each_time_and_then_given_up(
    people: People, unit: Unit, tx: Session, answer: Response, error: str
) -> None:
    notice = await first_notice(people, unit)
    await notice_move(people.clerk, notice, "send", method="message", **SENT)
    way = Sms("http://sms.test/send", "", MockTransport(lambda _: answer))
    at = datetime(2026, 3, 4, 5, tzinfo=UTC)
    for wait in WAITS:
        assert await outgoing.send_due(tx, way, at=at) == 1
        assert await outgoing.send_due(tx, way, at=at) == 0
        at += wait
    assert await outgoing.send_due(tx, way, at=at) == 1

    [message] = (
        await people.clerk.get("/v1/outgoing-messages", params={"status": "failed"})
    ).json()["items"]
    assert (message["error"], message["attempts"]) == (error, len(WAITS) + 1)
    retried = await people.clerk.post(
        f"/v1/outgoing-messages/{message['id']}/retry",
        json={"phone": "13700000009"},
        headers={"If-Match": f'"{message["version"]}"'},
    )
    again = await people.clerk.post(
        f"/v1/outgoing-messages/{message['id']}/retry",
        json={},
        headers={"If-Match": f'"{message["version"] + 1}"'},
    )
    assert (retried.json()["status"], retried.json()["phone"]) == ("waiting", "13700000009")
    assert (again.status_code, again.json()["code"]) == (409, "not_failed")
    assert (await people.village.get("/v1/outgoing-messages")).status_code == 403


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (22, []),  # eight days before
        (23, ["due_soon"]),  # seven
        (26, ["due_soon"]),
        (30, ["due_soon"]),  # the due date itself
        (31, ["overdue"]),
        (38, ["overdue"]),
    ],
)
async def test_reminders_are_said_once_for_each_step(
    *, people: People, unit: Unit, tx: Session, clock: FixedClock, days: int, said: list[str]
) -> None:
    await verified(people, unit)  # due on 3 April
    clock.at += timedelta(days=days)

    assert await reminding.remind(tx, at=clock.at) == len(said)
    assert await reminding.remind(tx, at=clock.at) == 0
    assert await outgoing.send_due(tx, LocalOutbox(), at=clock.at) == len(said)

    items = (await people.clerk.get("/v1/outgoing-messages")).json()["items"]
    assert [(each["kind"], each["status"]) for each in items] == [
        (kind, "delivered") for kind in said
    ]


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (7, (OutgoingKind.DUE_SOON, 7)),
        (4, (OutgoingKind.DUE_SOON, 7)),
        (3, (OutgoingKind.DUE_SOON, 3)),
        (1, (OutgoingKind.DUE_SOON, 1)),
        (0, (OutgoingKind.DUE_SOON, 1)),
        (-1, (OutgoingKind.OVERDUE, 0)),
        (-7, (OutgoingKind.OVERDUE, 0)),
        (-8, (OutgoingKind.OVERDUE, 1)),
    ],
)
def test_the_nearest_step_stands(left: int, step: tuple[OutgoingKind, int]) -> None:
    on = datetime(2026, 4, 3, tzinfo=UTC).date()

    assert reminding.step_of(on + timedelta(days=left), on, [1, 3, 7], 7) == step


async def test_who_answers_for_a_place_is_reminded_and_one_without_a_number_is_listed(
    people: People, tx: Session, clock: FixedClock
) -> None:
    await verified(people, None)
    clock.at += timedelta(days=29)

    await reminding.remind(tx, at=clock.at)

    [message] = (
        await people.clerk.get("/v1/outgoing-messages", params={"status": "no_number"})
    ).json()["items"]
    assert message["phone"] is None
