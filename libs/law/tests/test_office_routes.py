"""Rules, calendar and audit trail over HTTP."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import pytest
from chassis.app import create_app
from chassis.audit import Signer, record, seal_once
from chassis.audit.routes import AUDIT_MESSAGES, AUDIT_PERMISSIONS, audit_router
from chassis.clock import FixedClock
from chassis.db import Sessions
from chassis.ddl import create_statements
from chassis.idempotency import keys
from chassis.identity import Grant, Principal, issue_token
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from law.calendar_routes import CALENDAR_PERMISSIONS, calendar_router
from law.rules import load_rules
from law.rules.routes import RULE_MESSAGES, RULE_PERMISSIONS, rules_router
from pydantic import SecretStr
from sqlalchemy import text
from transparency import merkle

REPLACEMENT = {
    "code": "reward.rate", "value": {"rate": 0.2}, "effective_from": "2026-01-01",
    "source": "闽应急〔2026〕1号", "article": "第三条",
}  # fmt: skip


@pytest.fixture
async def app(sessions: Sessions, database: str, tmp_path: Path) -> AsyncIterator[FastAPI]:
    rules = tmp_path / "rules.json"
    rules.write_text(
        json.dumps([REPLACEMENT | {"value": {"rate": 0.15}, "confidence": "to_confirm"}])
    )
    async with sessions.begin() as tx:
        for statement in create_statements(keys):
            await tx.execute(text(statement))
        await load_rules(tx, rules)
    key = tmp_path / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    settings = Settings(
        service_name="probe",
        database_url=SecretStr(database),
        token_public_key_file=key,
        log_level="CRITICAL",
    )
    permissions = RULE_PERMISSIONS.joined_with(AUDIT_PERMISSIONS).joined_with(CALENDAR_PERMISSIONS)
    routers = [rules_router(), audit_router(), calendar_router()]
    messages = {**RULE_MESSAGES, **AUDIT_MESSAGES}
    app = create_app(settings, routers, title="x", permissions=permissions, messages=messages)
    app.state.clock = FixedClock(NOON)
    yield app
    await app.state.sessions.kw["bind"].dispose()


class ClientAs(Protocol):
    def __call__(self, role: str) -> AbstractAsyncContextManager[AsyncClient]: ...


@pytest.fixture
def client_as(app: FastAPI) -> ClientAs:
    def client(role: str) -> AsyncClient:
        caller = Principal(id=uuid4(), name="王五", grants=(Grant(role=role),))
        token = issue_token(SIGNING_KEY, caller, at=NOON, life=timedelta(minutes=5))
        headers = {"Authorization": f"Bearer {token}"}
        transport = ASGITransport(app)
        return AsyncClient(transport=transport, base_url="http://test", headers=headers)

    return client


def once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


async def test_anyone_signed_in_reads_the_law_with_its_history(client_as: ClientAs) -> None:
    async with client_as("grid_worker") as client:
        found = (await client.get("/v1/rules", params={"code": "reward.rate"})).json()

    [rule] = found["items"]
    assert (rule["value"], rule["provisional"], rule["origin"]) == (
        {"rate": "0.15"},
        True,
        "shipped",
    )


async def test_an_administrator_confirms_a_rule_once(client_as: ClientAs) -> None:
    async with client_as("system_admin") as client:
        path, body = "/v1/rules/reward.rate/confirm", {"version": 1, "why": "已核对原文"}
        confirmed = await client.post(path, json=body, headers=once())
        again = await client.post(path, json=body, headers=once())
        unknown = await client.post(path, json={"version": 9}, headers=once())

    assert (confirmed.status_code, confirmed.json()["provisional"]) == (200, False)
    assert (again.status_code, again.json()["code"]) == (409, "already_confirmed")
    assert unknown.status_code == 404


async def test_an_administrator_replaces_a_rule_and_the_old_one_stays(client_as: ClientAs) -> None:
    async with client_as("system_admin") as client:
        made = await client.post("/v1/rules", json=REPLACEMENT, headers=once())
        listed = (await client.get(made.headers["location"])).json()["items"]

    assert (made.status_code, made.json()["value"]) == (201, {"rate": "0.2"})
    assert [(rule["version"], rule["origin"]) for rule in listed] == [(1, "shipped"), (2, "office")]


@pytest.mark.parametrize(
    "change",
    [
        {"value": {"rat": 0.2}}, {"code": "X"}, {"source": " "}, {"effective_to": "2026-01-01"},
        {"effective_from": "2026-02-30"}, {"extra": 1},
    ],
)  # fmt: skip
async def test_a_rule_that_makes_no_sense_is_refused(
    client_as: ClientAs, change: dict[str, Any]
) -> None:
    async with client_as("system_admin") as client:
        refused = await client.post("/v1/rules", json=REPLACEMENT | change, headers=once())

    assert refused.status_code == 422


async def test_nobody_else_changes_law_days_or_reads_the_trail(client_as: ClientAs) -> None:
    async with client_as("leader") as client:
        refused = [
            await client.post("/v1/rules", json=REPLACEMENT, headers=once()),
            await client.post("/v1/rules/reward.rate/confirm", json={"version": 1}, headers=once()),
            await client.put(
                "/v1/ops/calendar/days/2027-01-01", json={"working": False, "reason": "元旦"}
            ),
            await client.put("/v1/ops/calendar/years/2027", json={"source": "国办通知"}),
            await client.get("/v1/audit/entries"),
            await client.get("/v1/audit/checkpoints"),
            await client.get(f"/v1/audit/entries/{uuid4()}/inclusion"),
            await client.get("/v1/audit/growth", params={"old": 0, "new": 0}),
        ]

    assert {answer.status_code for answer in refused} == {403}


async def test_an_administrator_enters_a_year(client_as: ClientAs) -> None:
    async with client_as("system_admin") as client:
        before = (await client.get("/v1/ops/calendar", params={"year": 2027})).json()
        day = {"working": False, "reason": "元旦"}
        entered = await client.put("/v1/ops/calendar/days/2027-01-01", json=day)
        done = await client.put(
            "/v1/ops/calendar/years/2027", json={"source": "国办发明电〔2026〕7号"}
        )
        after = (await client.get("/v1/ops/calendar", params={"year": 2027})).json()
        known = (await client.get("/v1/ops/calendar", params={"year": 2026})).json()
        impossible = await client.put("/v1/ops/calendar/days/2027-02-30", json=day)

    assert (entered.status_code, done.status_code, impossible.status_code) == (204, 204, 422)
    assert (before["provisional"], before["free_weekdays"]) == (True, [])
    assert (after["provisional"], after["free_weekdays"]) == (False, ["2027-01-01"])
    assert "2026-10-10" in known["worked_weekends"]


async def test_an_auditor_checks_entries_checkpoints_and_proofs(
    sessions: Sessions, client_as: ClientAs
) -> None:
    signer = Signer("nanan/probe/audit", Ed25519PrivateKey.generate())
    for count in (3, 4):
        async with sessions.begin() as tx:
            for number in range(count):
                await record(tx, by="王五", at=NOON, action="verify", what="hazard", id=str(number))
        await seal_once(sessions, signer)

    async with client_as("auditor") as client:
        page = (await client.get("/v1/audit/entries", params={"limit": 4})).json()
        rest = (
            await client.get("/v1/audit/entries", params={"limit": 4, "after": page["next"]})
        ).json()
        notes = (await client.get("/v1/audit/checkpoints")).json()["items"]
        entry = page["items"][0]
        proved = (await client.get(f"/v1/audit/entries/{entry['id']}/inclusion")).json()
        grown = (await client.get("/v1/audit/growth", params={"old": 3, "new": 7})).json()
        some = (await client.get("/v1/audit/entries", params={"what_id": "3"})).json()["items"]

    assert [item["seq"] for item in page["items"] + rest["items"]] == [7, 6, 5, 4, 3, 2, 1]
    new, old = [signer.verifier.open(item["note"]) for item in notes]
    hashes = [b64decode(digest) for digest in proved["proof"]]
    leaf = b64decode(proved["leaf"])
    assert merkle.includes(leaf, proved["place"], new.size, hashes, new.root)
    growth = [b64decode(digest) for digest in grown["proof"]]
    assert merkle.grew((old.size, old.root), (new.size, new.root), growth)
    assert len(some) == 1


async def test_what_is_not_sealed_or_not_there_is_said(
    sessions: Sessions, client_as: ClientAs
) -> None:
    async with sessions.begin() as tx:
        await record(tx, by="x", at=NOON, action="a", what="w", id="1")

    async with client_as("auditor") as client:
        [entry] = (await client.get("/v1/audit/entries")).json()["items"]
        fresh = await client.get(f"/v1/audit/entries/{entry['id']}/inclusion")
        absent = await client.get(f"/v1/audit/entries/{uuid4()}/inclusion")
        never = await client.get("/v1/audit/growth", params={"old": 0, "new": 5})

    assert (fresh.status_code, fresh.json()["code"]) == (409, "not_yet_sealed")
    assert (absent.status_code, never.status_code) == (404, 404)
