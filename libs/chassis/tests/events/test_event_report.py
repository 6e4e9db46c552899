"""What a reconciliation learns from one service."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from chassis.app import create_app
from chassis.audit import record
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.dead_letters import bury
from chassis.event_report import REPORT_PERMISSIONS, event_report_router
from chassis.handlers import Handlers
from chassis.identity import Grant, Principal, issue_token
from chassis.outbox import emit
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY
from contracts.hazards import HazardVerified
from contracts.reports import ReportAccepted
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from .world import World, things

handlers = Handlers()


@handlers.on(HazardVerified)
async def note(event: HazardVerified, tx: Session) -> None:
    """Do nothing: only what is read counts here."""


@handlers.on(ReportAccepted)
async def note_report(event: ReportAccepted, tx: Session) -> None:
    """Do nothing either."""


def token(role: str) -> dict[str, str]:
    caller = Principal(id=uuid4(), name="王管理", grants=(Grant(role=role),))
    issued = issue_token(SIGNING_KEY, caller, at=NOON, life=timedelta(minutes=5))
    return {"Authorization": f"Bearer {issued}"}


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[AsyncClient]:
    key = tmp_path / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    settings = Settings(
        service_name="reader",
        database_url=SecretStr(world.urls[1]),
        token_public_key_file=key,
        log_level="CRITICAL",
    )
    app = create_app(
        settings,
        [event_report_router(handlers)],
        title="Reader",
        permissions=REPORT_PERMISSIONS,
        messages={},
    )
    app.state.clock = FixedClock(NOON)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        yield client
    await app.state.sessions.kw["bind"].dispose()


async def take(world: World, consumer: str, events: list[UUID]) -> None:
    for event in events:
        known = "INSERT INTO inbox_message (consumer, event_id) VALUES ($1, $2)"
        await world.fetch(1, known, consumer, event)


async def test_what_was_sent_is_counted_by_type(client: AsyncClient, world: World) -> None:
    async with world.reader.begin() as tx:
        for thing in things(3):
            await emit(tx, world.event(thing=thing, step=1, at=NOON))
    await world.fetch(
        1,
        "UPDATE outbox_event SET published_at = now(), stream_seq = seq, stream_epoch = 'e' "
        "WHERE seq = (SELECT min(seq) FROM outbox_event)",
    )

    answer = await client.get("/v1/ops/events", headers=token("system_admin"))

    [sent] = answer.json()["sent"]
    assert (sent["published"], sent["waiting"]) == (1, 2)


async def test_what_was_taken_is_counted_by_consumer(client: AsyncClient, world: World) -> None:
    events = [uuid4() for _ in range(4)]
    await take(world, "reader-HAZARD", events)
    async with world.reader.begin() as tx:
        await bury(tx, "reader-HAZARD", b"", ValueError("x"), id_=uuid4(), deliveries=1)
    await world.fetch(
        1,
        "INSERT INTO dead_letter (consumer, event_id, aggregateid, reason, payload) "
        "VALUES ('reader-HAZARD', $1, 'x', 'ValueError', '{}')",
        events[0],
    )

    answer = await client.get("/v1/ops/events", headers=token("auditor"))

    hazards, reports = answer.json()["consumers"]
    assert hazards == {
        "consumer": "reader-HAZARD",
        "publisher": "hazard-registry",
        "nouns": ["hazard"],
        "applied": 3,
        "dead": 1,
        "dead_open": 2,
        "unreadable": 1,
    }
    assert (reports["consumer"], reports["applied"]) == ("reader-REPORT", 0)


async def test_only_administrators_and_auditors_may_ask(client: AsyncClient) -> None:
    answer = await client.get("/v1/ops/events", headers=token("office_clerk"))

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_what_was_deleted_for_its_age_still_counts(client: AsyncClient, world: World) -> None:
    async with world.reader.begin() as tx:
        for what, name, count in (
            ("outbox", "thing", 7),
            ("outbox", "thing", 2),
            ("inbox", "reader-HAZARD", 5),
        ):
            changes = {"events": [count, 0]}
            await record(
                tx, by="sweep", at=NOON, action="retire", what=what, id=name, changes=changes
            )
    await take(world, "reader-HAZARD", things(1))

    report = (await client.get("/v1/ops/events", headers=token("auditor"))).json()

    assert [(row["noun"], row["published"]) for row in report["sent"]] == [("thing", 9)]
    [applied] = [
        row["applied"] for row in report["consumers"] if row["publisher"] == "hazard-registry"
    ]
    assert applied == 6
