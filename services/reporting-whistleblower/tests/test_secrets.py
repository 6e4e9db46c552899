"""A copy of the database, the events and the logs says nothing of who reported what."""

import json
import logging

import pytest
import pytest_asyncio
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.use_cases import sealing
from sqlalchemy import text

from .conftest import MakeOfficer, Officer
from .reporting import LEAD, Phone, file, jpeg, move, newest

CANARIES = {
    "what": "CANARY-WORDS 金丝雀在矿井里唱歌",
    "where": "CANARY-PLACE 后门左手边",
    "unit_name": "CANARY-UNIT 某某厂",
}
IDENTITY = {"name": "CANARY-NAME", "phone": "CANARY-PHONE", "contact": "CANARY-CONTACT",
            "id_number": "CANARY-ID", "payment": "CANARY-PAYMENT"}  # fmt: skip
HEADERS = {
    "User-Agent": "CANARY-AGENT",
    "Cookie": "CANARY-COOKIE=1",
    "X-Forwarded-For": "203.0.113.77",
    "Referer": "https://CANARY-REFERER/",
}
SECRETS = ("CANARY", "203.0.113.77", "金丝雀", "kapok-in-bloom", "木棉")


async def dump(tx: Session) -> bytes:
    """Every row of every table: as text, with bytes in hex and raw."""
    tables = await tx.execute(
        text(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
    )
    found = bytearray()
    for schema, table in tables.all():
        columns = await tx.execute(
            text(
                "SELECT column_name, data_type FROM information_schema.columns "
                "WHERE table_schema = :schema AND table_name = :table"
            ),
            {"schema": schema, "table": table},
        )
        for name, kind in columns.all():
            query = f'SELECT "{name}" FROM "{schema}"."{table}"'  # noqa: S608 - from the catalogue
            values = await tx.scalars(text(query))
            for value in values:
                found += bytes(value) if kind == "bytea" and value else str(value).encode()
                found += b"\n"
    return bytes(found)


async def live_through(
    client_as: ClientAs, anybody: AsyncClient, handler: Officer, phone: Phone
) -> str:
    """File, write, read, note, accept, conclude, reward and claim; tell the upload's ticket."""
    sent = await anybody.post(
        "/v1/report-uploads", content=jpeg(), headers={"Content-Type": "image/jpeg"}
    )
    ticket: str = sent.json()["ticket"]
    await file(anybody, phone, **CANARIES, identity=IDENTITY, uploads=[ticket])
    report = await newest(handler.client)
    await anybody.post("/v1/receipts/messages", json={**phone.proof, "text": "CANARY-MESSAGE"})
    await anybody.post("/v1/receipts", json={**phone.proof, "thread_key": "CANARY"})
    opened = await handler.client.get(f"/v1/reports/{report['id']}")
    await handler.client.post(f"/v1/reports/{report['id']}/notes", json={"text": "CANARY-NOTE"})
    report = await move(handler.client, report, "accept", **LEAD)
    report = await move(
        handler.client, report, "conclude", conclusion="partly", statement="CANARY-STATEMENT"
    )
    path, fine = f"/v1/reports/{report['id']}/reward", {"fine": "50000"}
    reward = (await handler.client.post(path, json=fine)).json()
    approve = f"/v1/rewards/{reward['id']}/approve"
    await client_as("leader").post(approve, headers={"If-Match": '"1"'})
    account = {"holder": "CANARY-HOLDER", "bank": "CANARY-BANK", "number": "12345678"}
    claim = {**phone.proof, "account": account, "not_excluded": True}
    claimed = await anybody.post("/v1/receipts/claim", json=claim)
    assert opened.json()["content"]["what"] == CANARIES["what"]
    assert claimed.status_code == 200
    return ticket


@pytest_asyncio.fixture
async def everybody(officer: MakeOfficer) -> list[Officer]:
    """Two custodians and a payer, beside the handler."""
    wanted = ((Purpose.CUSTODIAN, "one"), (Purpose.CUSTODIAN, "two"), (Purpose.PAYER, "one"))
    return [await officer(purpose, person) for purpose, person in wanted]


@pytest.mark.usefixtures("everybody")
async def test_no_table_holds_a_senders_word_name_address_or_key(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    anybody, phone = client_as(), Phone.fresh()
    anybody.headers.update(HEADERS)

    ticket = await live_through(client_as, anybody, handler, phone)

    raw = await dump(tx)
    for secret in SECRETS:
        assert secret.encode() not in raw
    upload_key = sealing.from_text(ticket.partition(".")[2])
    for key in (phone.secrets.verifier, phone.secrets.thread_key, handler.private, upload_key):
        for form in (key, key.hex().encode(), sealing.to_text(key).encode()):
            assert form not in raw


@pytest.mark.usefixtures("everybody")
async def test_no_log_holds_a_senders_word_name_or_address(
    client_as: ClientAs,
    handler: Officer,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    jpeg()  # made before anybody listens: writing it logs the camera's name
    anybody, phone = client_as(), Phone.fresh()
    anybody.headers.update(HEADERS)
    caplog.set_level(logging.DEBUG)
    capfd.readouterr()

    await live_through(client_as, anybody, handler, phone)

    output = capfd.readouterr()
    logs = output.out + output.err + caplog.text
    assert "/v1/reports" in logs
    for secret in (*SECRETS, *phone.proof.values()):
        assert secret not in logs


async def test_events_name_neither_the_report_nor_its_number(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh(), **CANARIES)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)

    payloads = list(await tx.scalars(text("SELECT payload::text FROM outbox_event")))

    assert {json.loads(payload)["data"]["lead_id"] for payload in payloads} == {report["lead_id"]}
    for payload in payloads:
        assert report["id"] not in payload
        assert report["number"] not in payload
        assert LEAD["what"] not in payload


async def test_the_length_of_what_is_sealed_says_little(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    await file(client_as(), Phone.fresh(), what="刚好十个字的一句话呀呀")
    await file(client_as(), Phone.fresh(), what="长一些但仍然在同一块以内的一句话" * 5)

    lengths = set(await tx.scalars(text("SELECT length(content) FROM sealed_report")))

    assert len(lengths) == 1


@pytest.mark.parametrize("length", [1, 500, 1023, 1024, 1025, 5000])
def test_padding_comes_off_again(length: int) -> None:
    plain = b"x" * length

    assert sealing.unpadded(sealing.padded(plain, 1024)) == plain


def test_a_sealed_thing_opens_for_its_key_in_its_context_and_unchanged() -> None:
    pair, other, key = sealing.key_pair(), sealing.key_pair(), sealing.new_key()
    sealed = sealing.seal(pair.public, b"secret")
    locked = sealing.lock(key, b"secret", context="here")

    assert sealing.unseal(pair.private, sealed) == b"secret"
    assert sealing.unlock(key, locked, context="here") == b"secret"
    for attempt in (
        lambda: sealing.unseal(other.private, sealed),
        lambda: sealing.unseal(pair.private, sealed[:-1] + b"\x00"),
        lambda: sealing.unseal(pair.private, b"\x02" + sealed[1:]),
        lambda: sealing.unseal(pair.private, b""),
        lambda: sealing.unlock(key, locked, context="there"),
        lambda: sealing.unlock(sealing.new_key(), locked, context="here"),
        lambda: sealing.unlock(key, locked[:-1], context="here"),
    ):
        with pytest.raises(sealing.DoesNotOpen):
            attempt()
