"""What an administrator can see and do about dead letters."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from chassis.app import create_app
from chassis.clock import FixedClock
from chassis.dead_letter_routes import MESSAGES, PERMISSIONS, dead_letter_router
from chassis.dead_letters import bury
from chassis.envelope import Envelope
from chassis.handlers import PermanentError
from chassis.identity import Grant, Principal, issue_token
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from .world import Happened, World, things


def token(role: str) -> str:
    caller = Principal(id=uuid4(), name="王管理", grants=(Grant(role=role),))
    return issue_token(SIGNING_KEY, caller, at=NOON, life=timedelta(minutes=5))


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
    routers = [dead_letter_router(world.handlers)]
    app = create_app(settings, routers, title="Reader", permissions=PERMISSIONS, messages=MESSAGES)
    app.state.clock = FixedClock(NOON)
    transport = ASGITransport(app)
    headers = {"Authorization": f"Bearer {token('system_admin')}"}
    async with AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client
    await app.state.sessions.kw["bind"].dispose()


async def put_aside(world: World, number: int) -> list[Happened]:
    events = [world.event(thing=thing, step=1, at=NOON) for thing in things(number)]
    async with world.reader.begin() as tx:
        for event in events:
            envelope = Envelope(
                id=event.id,
                source="/cn/nanan/test-publisher",
                type=event.type(),
                subject=event.aggregate_id,
                time=event.at,
                partitionkey=event.aggregate_id,
                sequence="1".zfill(20),
                storeepoch=1,
                data=event.model_dump(mode="json"),
            )
            await bury(tx, "reader", b"", PermanentError("x"), event=envelope, deliveries=8)
    return events


def once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


async def test_dead_letters_are_listed_page_by_page(client: AsyncClient, world: World) -> None:
    events = await put_aside(world, 5)

    first = (await client.get("/v1/ops/dead-letters", params={"limit": 3})).json()
    rest = (
        await client.get("/v1/ops/dead-letters", params={"limit": 3, "after": first["next"]})
    ).json()

    found = [item["event_id"] for item in first["items"] + rest["items"]]
    assert sorted(found) == sorted(str(event.id) for event in events)
    assert rest["next"] is None
    assert first["items"][0]["reason"] == "PermanentError"


async def test_a_retry_runs_the_handler_and_is_recorded(client: AsyncClient, world: World) -> None:
    [event] = await put_aside(world, 1)
    key = once()
    path = f"/v1/ops/dead-letters/reader/{event.id}/retry"

    answer = await client.post(path, headers=key)
    again = await client.post(path, headers=key)
    later = await client.post(path, headers=once())

    assert (answer.status_code, answer.json()["resolution"]) == (200, "retried")
    assert again.json() == answer.json()
    assert (later.status_code, later.json()["code"]) == (404, "no_such_dead_letter")
    assert await world.effects() == [(event.thing, 1)]
    [row] = await world.fetch(
        1, "SELECT action, what, by_name FROM audit_entry WHERE what_id = $1", f"reader/{event.id}"
    )
    assert tuple(row) == ("retry", "dead_letter", "王管理")


async def test_a_retry_that_fails_changes_nothing(client: AsyncClient, world: World) -> None:
    [event] = await put_aside(world, 1)
    await world.fetch(1, "ALTER TABLE effect RENAME TO hidden")

    answer = await client.post(f"/v1/ops/dead-letters/reader/{event.id}/retry", headers=once())
    await world.fetch(1, "ALTER TABLE hidden RENAME TO effect")

    assert (answer.status_code, answer.json()["code"]) == (409, "dead_letter_still_failing")
    assert await world.count(1, "dead_letter WHERE resolved_at IS NULL") == 1


async def test_what_nobody_handles_can_only_be_resolved(client: AsyncClient, world: World) -> None:
    [event] = await put_aside(world, 1)
    await world.fetch(1, "UPDATE dead_letter SET payload = '{}'")
    path = f"/v1/ops/dead-letters/reader/{event.id}"

    retried = await client.post(f"{path}/retry", headers=once())
    wordless = await client.post(f"{path}/resolve", headers=once(), json={"resolution": " "})
    resolved = await client.post(
        f"{path}/resolve", headers=once(), json={"resolution": "已人工登记"}
    )

    assert (retried.status_code, retried.json()["code"]) == (409, "dead_letter_not_retriable")
    assert wordless.status_code == 422
    assert resolved.json()["resolution"] == "已人工登记"


@pytest.mark.parametrize("role", ["security_admin", "auditor", "office_clerk"])
async def test_only_the_system_administrator_may(
    client: AsyncClient, world: World, role: str
) -> None:
    [event] = await put_aside(world, 1)
    client.headers["Authorization"] = f"Bearer {token(role)}"
    path = f"/v1/ops/dead-letters/reader/{event.id}"

    answers = [
        await client.get("/v1/ops/dead-letters"),
        await client.post(f"{path}/retry", headers=once()),
        await client.post(f"{path}/resolve", headers=once(), json={"resolution": "done"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert await world.count(1, "dead_letter WHERE resolved_at IS NULL") == 1
