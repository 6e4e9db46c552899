"""Administering accounts: who may, who may not, and what no one may hold together."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, person_id
from gateway.callers import principal_of
from gateway.domain.account import Account
from gateway.domain.grants import Role
from gateway.store import account as store
from gateway.use_cases.account import WantedGrant
from httpx import AsyncClient

from gateway.tests.conftest import an_account

AT = datetime(2026, 3, 4, tzinfo=UTC)
FIRST = {"If-Match": '"1"'}


async def somebody(tx: Session, *roles: Role, login: str = "somebody") -> Account:
    wanted = [WantedGrant(role=role).by(None, at=AT) for role in roles]
    account = an_account(login, "no-hash", at=AT).begin_with(*wanted)
    await store.add(tx, account)
    return account


@pytest.fixture
def security(client_as: ClientAs) -> AsyncClient:
    return client_as("security_admin")


async def test_the_security_administrator_makes_an_account(security: AsyncClient) -> None:
    new = {
        "login": "Lin.Village",
        "name": "林安",
        "grants": [{"role": "village_officer", "area": "350583002201"}],
    }

    made = await security.post("/v1/accounts", json=new)
    found = await security.get(made.headers["location"])
    listed = await security.get("/v1/accounts", params={"role": "village_officer", "q": "lin"})

    assert made.status_code == 201
    assert len(made.json()["password"]) == 19
    assert made.json()["must_change_password"] is True
    assert found.headers["etag"] == '"1"'
    assert "password" not in found.json()
    assert found.json()["login"] == "lin.village"
    assert [item["login"] for item in listed.json()["items"]] == ["lin.village"]


async def test_a_login_belongs_to_one(security: AsyncClient, tx: Session) -> None:
    await somebody(tx, login="taken")

    answer = await security.post("/v1/accounts", json={"login": "TAKEN", "name": "某"})

    assert (answer.status_code, answer.json()["code"]) == (409, "login_taken")
    assert answer.json()["errors"][0]["pointer"] == "/login"


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "a b", "name": "某"},
        {"login": "ab", "name": "某"},
        {"login": "abc", "name": ""},
        {"login": "abc", "name": "某", "grants": [{"role": "emperor"}]},
        {"login": "abc", "name": "某", "grants": [{"role": "leader", "area": "福建"}]},
        {"login": "abc", "name": "某", "grants": [{"role": "leader", "department": "Office!"}]},
        {"login": "abc", "name": "某", "password": "chosen-by-another"},
    ],
)
async def test_a_malformed_account_is_refused(security: AsyncClient, wrong: dict[str, Any]) -> None:
    answer = await security.post("/v1/accounts", json=wrong)

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


@pytest.mark.parametrize("role", ["village_officer", "department_officer", "unit_manager"])
async def test_some_roles_mean_nothing_without_a_place(security: AsyncClient, role: str) -> None:
    new = {"login": "abc", "name": "某", "grants": [{"role": role}]}

    answer = await security.post("/v1/accounts", json=new)

    assert (answer.status_code, answer.json()["code"]) == (422, "narrowing_required")


@pytest.mark.parametrize(
    ("held", "wanted", "reason"),
    [
        (Role.REPORT_HANDLER, Role.CUSTODIAN, "confidentiality"),
        (Role.REPORT_HANDLER, Role.PAYER, "confidentiality"),
        (Role.CUSTODIAN, Role.REPORT_HANDLER, "confidentiality"),
        (Role.PAYER, Role.REPORT_HANDLER, "confidentiality"),
        (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, "separation"),
        (Role.SECURITY_ADMIN, Role.AUDITOR, "separation"),
        (Role.AUDITOR, Role.SYSTEM_ADMIN, "separation"),
        (Role.SECURITY_ADMIN, Role.CUSTODIAN, "confidentiality"),
    ],
)
async def test_no_one_holds_both(
    security: AsyncClient, tx: Session, held: Role, wanted: Role, reason: str
) -> None:
    account = await somebody(tx, held)

    answer = await security.post(
        f"/v1/accounts/{account.id}/grants", json={"role": wanted}, headers=FIRST
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "incompatible_roles")
    assert reason in answer.json()["detail"]
    assert held in answer.json()["detail"]
    assert (await store.get(tx, account.id)).roles == {held}


async def test_a_role_is_given_once_and_taken_away(security: AsyncClient, tx: Session) -> None:
    account = await somebody(tx)
    url = f"/v1/accounts/{account.id}/grants"

    given = await security.post(url, json={"role": "leader"}, headers=FIRST)
    again = await security.post(url, json={"role": "leader"}, headers={"If-Match": '"2"'})
    grant = given.json()["grants"][0]["id"]
    taken = await security.delete(f"{url}/{grant}", headers={"If-Match": '"2"'})
    gone = await security.delete(f"{url}/{grant}", headers={"If-Match": '"3"'})
    history = await security.get(f"/v1/accounts/{account.id}/history")

    assert [r.status_code for r in (given, again, taken, gone)] == [200, 409, 200, 404]
    assert taken.json()["grants"] == []
    assert [entry["action"] for entry in history.json()] == ["revoke_role", "grant_role"]
    assert history.json()[1]["changes"] == {"role": [None, "leader"]}


async def test_a_deputy_holds_a_role_for_a_term_in_somebodys_stead(
    security: AsyncClient, tx: Session
) -> None:
    account = await somebody(tx)
    absent = await somebody(tx, Role.LEADER, login="absent")
    url = f"/v1/accounts/{account.id}/grants"
    term = {"role": "leader", "from_on": "2026-03-05", "until_on": "2026-03-10"}

    backwards = await security.post(url, json=term | {"until_on": "2026-03-04"}, headers=FIRST)
    endless = await security.post(
        url, json={"role": "leader", "stands_in_for": str(absent.id)}, headers=FIRST
    )
    nobody = await security.post(url, json=term | {"stands_in_for": str(uuid4())}, headers=FIRST)
    given = await security.post(url, json=term | {"stands_in_for": str(absent.id)}, headers=FIRST)
    history = await security.get(f"/v1/accounts/{account.id}/history")

    assert [r.json()["code"] for r in (backwards, endless)] == ["term_wrong"] * 2
    assert nobody.status_code == 404
    assert given.json()["grants"][0]["stands_in_for"] == str(absent.id)
    changes = history.json()[0]["changes"]
    assert changes["until_on"] == [None, "2026-03-10"]
    deputy = await store.get(tx, account.id)
    held = {day: roles_on(deputy, date(2026, 3, day)) for day in (4, 5, 10, 11)}
    assert held == {4: set(), 5: {"leader"}, 10: {"leader"}, 11: set()}


def roles_on(account: Account, on: date) -> set[str]:
    """What the token of that day names."""
    principal = principal_of(account, on=on)
    assert (principal.id, principal.name) == (account.id, account.name)
    return {grant.role for grant in principal.grants}


async def test_a_term_is_no_way_to_lose_the_last_security_administrator(
    security: AsyncClient, tx: Session
) -> None:
    before = await store.active_holders(tx, Role.SECURITY_ADMIN)
    account = await somebody(tx)
    given = await security.post(
        f"/v1/accounts/{account.id}/grants",
        json={"role": "security_admin", "until_on": "2026-12-31"},
        headers=FIRST,
    )

    assert given.status_code == 200
    assert await store.active_holders(tx, Role.SECURITY_ADMIN) == before


async def test_nobody_administers_himself(security: AsyncClient, tx: Session) -> None:
    mine = an_account("me", "no-hash", at=AT)
    me = person_id("security_admin")
    await store.add(tx, Account(**{f: getattr(mine, f) for f in mine.__slots__} | {"id": me}))

    answers = [
        await security.post(f"/v1/accounts/{me}/grants", json={"role": "leader"}, headers=FIRST),
        await security.post(f"/v1/accounts/{me}/disable", headers=FIRST),
        await security.post(f"/v1/accounts/{me}/reset-password", headers=FIRST),
    ]

    assert {(a.status_code, a.json()["code"]) for a in answers} == {(403, "own_account")}


async def test_the_last_security_administrator_stays(security: AsyncClient, tx: Session) -> None:
    last = await somebody(tx, Role.SECURITY_ADMIN)
    grant = last.grants[0].id

    disabled = await security.post(f"/v1/accounts/{last.id}/disable", headers=FIRST)
    revoked = await security.delete(f"/v1/accounts/{last.id}/grants/{grant}", headers=FIRST)
    await somebody(tx, Role.SECURITY_ADMIN, login="another")
    after = await security.post(f"/v1/accounts/{last.id}/disable", headers=FIRST)

    assert disabled.json()["code"] == revoked.json()["code"] == "last_security_admin"
    assert after.status_code == 200


async def test_an_account_is_disabled_and_enabled(security: AsyncClient, tx: Session) -> None:
    account = await somebody(tx, Role.LEADER)
    url = f"/v1/accounts/{account.id}"

    off = await security.post(f"{url}/disable", headers=FIRST)
    twice = await security.post(f"{url}/disable", headers={"If-Match": '"2"'})
    on = await security.post(f"{url}/enable", headers={"If-Match": '"2"'})

    assert (off.json()["status"], on.json()["status"]) == ("disabled", "active")
    assert (twice.status_code, twice.json()["code"]) == (409, "illegal_move")


async def test_a_reset_password_is_shown_once_and_must_be_changed(
    security: AsyncClient, tx: Session
) -> None:
    account = await somebody(tx, Role.LEADER)

    answer = await security.post(f"/v1/accounts/{account.id}/reset-password", headers=FIRST)

    saved = await store.get(tx, account.id)
    assert answer.json()["password"] not in saved.password_hash
    assert saved.must_change_password
    assert saved.password_hash.startswith("$argon2id$")


async def test_a_change_says_what_it_changes(security: AsyncClient, tx: Session) -> None:
    account = await somebody(tx)
    url = f"/v1/accounts/{account.id}/grants"

    blind = await security.post(url, json={"role": "leader"})
    stale = await security.post(url, json={"role": "leader"}, headers={"If-Match": '"9"'})
    nobody = await security.post(
        f"/v1/accounts/{uuid4()}/grants", json={"role": "leader"}, headers=FIRST
    )

    assert [r.status_code for r in (blind, stale, nobody)] == [428, 412, 404]
