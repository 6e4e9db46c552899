"""Photographs: judged by their bytes, cleaned, and handed over once."""

from datetime import timedelta

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient, Response
from reporting_whistleblower import sweeps
from sqlalchemy import text

from .conftest import Officer
from .reporting import Phone, file, jpeg, newest


async def send(anybody: AsyncClient, content: bytes, kind: str = "image/jpeg") -> Response:
    return await anybody.post("/v1/report-uploads", content=content, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"<html><script>alert(1)</script></html>", "image/jpeg", 415, "not_what_it_says"),
        (b"%PDF-1.7", "application/pdf", 415, "unsupported_file"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "image/jpeg", 422, "photo_damaged"),
        (b"", "image/jpeg", 422, "empty_file"),
        (b"\xff\xd8\xff" + bytes(21 << 20), "image/jpeg", 413, "too_large"),
    ],
)
async def test_what_is_no_photograph_is_refused(
    client_as: ClientAs, content: bytes, kind: str, status: int, code: str
) -> None:
    answer = await send(client_as(), content, kind)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_ticket_is_good_for_one_report(client_as: ClientAs, handler: Officer) -> None:
    anybody = client_as()
    ticket = (await send(anybody, jpeg())).json()["ticket"]

    first = await file(anybody, Phone.fresh(), uploads=[ticket])
    second = await file(anybody, Phone.fresh(), uploads=[ticket])

    assert first.status_code == 201
    assert (second.status_code, second.json()["code"]) == (422, "upload_unknown")
    assert second.json()["errors"][0]["pointer"] == "/uploads/0"


@pytest.mark.parametrize("spoil", ["name", "key", "shape"])
async def test_a_spoilt_ticket_is_refused(
    client_as: ClientAs, handler: Officer, spoil: str
) -> None:
    anybody = client_as()
    ticket = (await send(anybody, jpeg())).json()["ticket"]
    name, _, key = ticket.partition(".")
    spoilt = {
        "name": f"00000000-0000-0000-0000-000000000000.{key}",
        "key": f"{name}.{'A' * 43}",
        "shape": "no ticket",
    }[spoil]

    answer = await file(anybody, Phone.fresh(), uploads=[spoilt])

    assert answer.json()["code"] == "upload_unknown"
    assert (await handler.client.get("/v1/reports")).json()["items"] == []


async def test_the_same_ticket_twice_in_one_report_is_refused(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody = client_as()
    ticket = (await send(anybody, jpeg())).json()["ticket"]

    answer = await file(anybody, Phone.fresh(), uploads=[ticket, ticket])

    assert answer.json()["code"] == "upload_unknown"


async def test_an_eleventh_photograph_is_refused(client_as: ClientAs, handler: Officer) -> None:
    answer = await file(client_as(), Phone.fresh(), uploads=["x"] * 11)

    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_uploads")


async def test_material_may_follow_by_receipt(client_as: ClientAs, handler: Officer) -> None:
    anybody, phone = client_as(), Phone.fresh()
    await file(anybody, phone)
    ticket = (await send(anybody, jpeg())).json()["ticket"]

    more = {**phone.proof, "text": "补一张照片", "uploads": [ticket]}
    answer = await anybody.post("/v1/receipts/messages", json=more)

    report = await newest(handler.client)
    opened = (await handler.client.get(f"/v1/reports/{report['id']}")).json()
    assert answer.status_code == 201
    assert len(opened["uploads"]) == 1


async def test_another_reports_photograph_is_not_found(
    client_as: ClientAs, handler: Officer
) -> None:
    anybody = client_as()
    await file(anybody, Phone.fresh())
    bare = await newest(handler.client)
    ticket = (await send(anybody, jpeg())).json()["ticket"]
    await file(anybody, Phone.fresh(), uploads=[ticket])
    upload = ticket.partition(".")[0]

    answer = await handler.client.get(f"/v1/reports/{bare['id']}/uploads/{upload}")

    assert answer.status_code == 404


async def test_what_nobody_claims_is_swept_after_a_day(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    anybody = client_as()
    await send(anybody, jpeg())
    claimed = (await send(anybody, jpeg())).json()["ticket"]
    await file(anybody, Phone.fresh(), uploads=[claimed])

    await sweeps.drop_unclaimed_uploads(tx, clock.at + timedelta(hours=23))
    before = await tx.scalar(text("SELECT count(*) FROM upload"))
    await sweeps.drop_unclaimed_uploads(tx, clock.at + timedelta(hours=25))
    after = await tx.scalar(text("SELECT count(*) FROM upload"))

    assert (before, after) == (2, 1)
