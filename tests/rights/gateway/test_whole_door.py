"""Everything through the one door: reachable with a session that may, and with nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio
from chassis.identity import Grant, Principal, TokenVerifier, issue_token
from chassis.settings import Settings
from chassis.testing import SIGNING_KEY, fresh_database
from contracts.demo import VILLAGES
from fastapi import FastAPI
from gateway.domain.grants import Role
from gateway.main import create
from gateway.routing import Service, find, outside
from gateway.settings import GatewaySettings

from tests.rights.callers import SOMEBODY
from tests.rights.gateway.whole import UNIT, Whole, add_account, before, hashed
from tests.rights.operations import Operation, operations

# What a caller might send to be taken for another. The door says who it is, in one signed token.
CLAIMED = {
    "X-User-Id": str(SOMEBODY), "X-Forwarded-User": "admin", "X-Roles": "leader", "X-Grants": "all",
    "X-Auth-Request-User": "admin", "X-Account-Id": str(SOMEBODY), "X-Real-Ip": "10.0.0.1",
    "X-Forwarded-For": "10.0.0.1", "X-Original-Url": "/v1/audit/entries", "Forwarded": "for=10.0.0.1",
    "X-Http-Method-Override": "DELETE", "X_User_Id": str(SOMEBODY), "Cookie": "zhiben=somebody",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole(built_app: FastAPI, settings: Settings, worker_name: str) -> AsyncIterator[Whole]:
    url = await fresh_database("gateway", f"test_rights_door_{worker_name}")
    chosen = GatewaySettings(
        **settings.model_dump(exclude={"database_url"}), database_url=url, limits_factor=1000
    )
    door = create(chosen)
    own = door.own
    assert isinstance(own, FastAPI)
    async with own.router.lifespan_context(own), before(door, settings) as whole:
        password_hash = await hashed()
        async with own.state.sessions.begin() as tx:
            made = [await add_account(tx, role, password_hash) for role in Role]
        for account, role in zip(made, Role, strict=True):
            whole.tokens[role.value] = await whole.sign_in(account.login)
        yield whole


def everything(whole: Whole) -> list[tuple[Service, Operation]]:
    return [
        (service, operation)
        for service, app in whole.services.items()
        for operation in operations(app)
    ]


async def test_every_operation_of_every_service_is_reached_through_the_door(whole: Whole) -> None:
    lost = []
    for service, operation in everything(whole):
        path = outside(service, operation.address())
        row = find(path) if path else None
        if row is None or row.service is not service:
            lost.append(f"{service} {operation.name}: {path}")

    assert lost == []


async def test_only_a_session_opens_and_only_what_the_table_says(whole: Whole) -> None:
    wrong = []
    for service, operation in everything(whole):
        path = outside(service, operation.address()) or ""
        stranger = await whole.ask(None, operation.method, path)
        if (stranger.status_code == 401) is operation.public:
            wrong.append(f"a stranger at {path}: {stranger.status_code}")
        for role in () if operation.public else _one_of_each(operation):
            answer = await whole.ask(role, operation.method, path)
            refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
            if answer.status_code in {401, 404} or refused is (operation.by(role) is not None):
                wrong.append(f"{role} at {path}: {answer.status_code} {answer.text[:100]}")

    assert wrong == []


def _one_of_each(operation: Operation) -> list[str]:
    """One role that the table names and one that it does not, other ones at every operation."""
    start = len(operation.name) % len(Role)
    roles = [role.value for role in [*Role][start:] + [*Role][:start]]
    admitted = [role for role in roles if operation.by(role) is not None]
    refused = [role for role in roles if operation.by(role) is None]
    return admitted[:1] + refused[:1]


async def test_no_header_of_a_client_says_who_it_is(whole: Whole) -> None:
    service = whole.listening[Service.TRAINING]
    service.heard.clear()

    await whole.ask("training_officer", "GET", "/v1/people", headers=CLAIMED)

    [heard] = service.heard
    verifier = TokenVerifier(SIGNING_KEY)
    caller = verifier.verify(heard["authorization"].split()[1], at=datetime.now(UTC))
    assert caller.grants == (Grant("training_officer", VILLAGES[0], "office", UNIT),)
    claimed = {name.lower() for name in CLAIMED} & set(heard)
    assert claimed == set()
    assert not [name for name, value in heard.items() if value in CLAIMED.values()]


async def test_a_token_of_the_inside_is_no_session_outside(whole: Whole) -> None:
    grants = (Grant("leader"), Grant("auditor"))
    inside = issue_token(
        SIGNING_KEY,
        Principal(SOMEBODY, "", grants),
        at=datetime.now(UTC),
        life=timedelta(minutes=5),
    )

    for path in ("/v1/hazards", "/v1/cases", "/v1/people", "/v1/reports", "/v1/accounts"):
        answer = await whole.ask(None, "GET", path, headers={"Authorization": f"Bearer {inside}"})
        assert answer.status_code == 401, path


async def test_a_senders_own_operations_are_forwarded_without_a_trace_of_him(whole: Whole) -> None:
    service = whole.listening[Service.REPORTS]
    service.heard.clear()

    answer = await whole.ask(
        "leader", "POST", "/v1/reports", headers=CLAIMED | {"User-Agent": "Kapok/7"}
    )

    [heard] = service.heard
    assert answer.status_code != 401
    assert "authorization" not in heard
    assert not {"user-agent", "cookie", "referer", "x-real-ip", "x-forwarded-for"} & set(heard)
