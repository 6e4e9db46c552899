"""Signing in: what a person gets, what a guesser gets, and how soon a change is obeyed."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from gateway.callers import Callers
from gateway.domain.grants import Role
from gateway.domain.session import IDLE, token_hash
from gateway.store import account as store
from gateway.sweeps import clear_away
from gateway.tables import delays, sessions
from httpx import AsyncClient, Response
from sqlalchemy import select

from gateway.tests.conftest import PASSWORD, Whole


async def sign_in(
    client: AsyncClient, login: str, password: str = PASSWORD, **more: str
) -> Response:
    return await client.post("/v1/sign-in", json={"login": login, "password": password, **more})


def claims(request: bytes) -> dict[str, Any]:
    """Read the token that a service was sent."""
    [token] = [
        line.split(b" ")[2] for line in request.split(b"\r\n") if line.startswith(b"authorization")
    ]
    payload = token.split(b".")[1]
    found: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
    )
    return found


async def test_a_program_gets_a_token_and_the_services_get_another_one(whole: Whole) -> None:
    account = await whole.account(Role.VILLAGE_OFFICER, area="350583002201")
    token = await whole.token(account)

    async with whole.client(Authorization=f"Bearer {token}") as client:
        answer = await client.get("/v1/hazards")

    assert answer.status_code == 200
    told = claims(whole.recorder.last)
    assert told["sub"] == str(account.id)
    assert told["grants"] == [
        {"role": "village_officer", "area": "350583002201", "department": None, "unit": None}
    ]
    assert (told["iss"], told["aud"]) == ("zhiben-gateway", "zhiben")
    assert 0 < told["exp"] - told["iat"] <= 300
    assert token.encode() not in whole.recorder.last


async def test_a_browser_gets_a_cookie_that_scripts_cannot_read(whole: Whole) -> None:
    account = await whole.account(Role.LEADER)

    async with whole.client() as client:
        answer = await sign_in(client, account.login, kind="web")
        mine = await client.get("/v1/me")

    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert answer.json()["access_token"] is None
    assert mine.json()["login"] == account.login
    assert mine.json()["csrf_token"] == answer.json()["csrf_token"]


async def test_a_cookie_alone_changes_nothing(whole: Whole) -> None:
    account = await whole.account(Role.LEADER)

    async with whole.client() as client:
        csrf = (await sign_in(client, account.login, kind="web")).json()["csrf_token"]
        before = len(whole.recorder.seen)
        without = await client.post("/v1/hazards", json={})
        wrong = await client.post("/v1/hazards", json={}, headers={"X-CSRF-Token": "0" * 64})
        between = len(whole.recorder.seen)
        right = await client.post("/v1/hazards", json={}, headers={"X-CSRF-Token": csrf})

    assert [r.status_code for r in (without, wrong, right)] == [403, 403, 200]
    assert without.json()["code"] == "csrf_failed"
    assert before == between
    assert b"cookie" not in whole.recorder.last.lower()


async def test_wrong_password_unknown_login_and_disabled_account_look_the_same(
    whole: Whole,
) -> None:
    account = await whole.account(Role.LEADER)
    disabled = await whole.account(Role.LEADER)
    async with whole.sessions.begin() as tx:
        await store.save(tx, disabled.disable())

    async with whole.client() as client:
        answers = [
            await sign_in(client, account.login, "Wrong-password-1"),
            await sign_in(client, "nobody-of-this-name", "Wrong-password-1"),
            await sign_in(client, disabled.login),
        ]

    assert {(a.status_code, a.text) for a in answers} == {(401, answers[0].text)}
    assert answers[0].json()["code"] == "sign_in_failed"


async def test_the_fourth_wrong_guess_makes_the_next_wait_and_nobody_is_locked_out(
    whole: Whole,
) -> None:
    account = await whole.account(Role.LEADER)

    async with whole.client() as client:
        guesses = [await sign_in(client, account.login, "Wrong-password-1") for _ in range(4)]
        hasty = await sign_in(client, account.login)
        await asyncio.sleep(2.1)
        patient = await sign_in(client, account.login)

    assert [g.status_code for g in guesses] == [401] * 4
    assert (hasty.status_code, hasty.json()["code"]) == (429, "sign_in_delayed")
    assert 1 <= int(hasty.headers["retry-after"]) <= 2
    assert patient.status_code == 200


async def test_guessing_in_parallel_wins_nothing(whole: Whole) -> None:
    account = await whole.account(Role.LEADER)

    async with whole.client() as client:
        answers = await asyncio.gather(
            *(sign_in(client, account.login, "Wrong-password-1") for _ in range(12))
        )

    statuses = sorted(a.status_code for a in answers)
    assert statuses == [401] * 4 + [429] * 8


async def test_an_unknown_login_is_delayed_just_the_same(whole: Whole) -> None:
    async with whole.client() as client:
        answers = [await sign_in(client, "never-was", "Wrong-password-1") for _ in range(5)]

    assert [a.status_code for a in answers] == [401] * 4 + [429]


async def test_what_was_typed_as_a_login_is_kept_nowhere(whole: Whole) -> None:
    async with whole.client() as client:
        client.timeout = 60
        await sign_in(client, login="my-password-by-mistake")

    async with whole.sessions() as tx:
        keys = [key for (key,) in await tx.execute(select(delays.c.key))]
    assert any(key.startswith("account:") for key in keys)
    assert not any("mistake" in key for key in keys)


async def test_signing_out_ends_the_session_at_once(whole: Whole) -> None:
    token = await whole.token(await whole.account(Role.LEADER))

    async with whole.client(Authorization=f"Bearer {token}") as client:
        before = await client.get("/v1/hazards")
        out = await client.post("/v1/sign-out")
        after = await eventually_refused(client)

    assert (before.status_code, out.status_code) == (200, 204)
    assert (after.status_code, after.json()["code"]) == (401, "token_expired")


async def test_disabling_an_account_ends_its_sessions(whole: Whole) -> None:
    account, admin = await whole.account(Role.LEADER), await whole.account(Role.SECURITY_ADMIN)
    token, admins = await whole.token(account), await whole.token(admin)

    async with whole.client(Authorization=f"Bearer {token}") as client:
        assert (await client.get("/v1/hazards")).status_code == 200
        async with whole.client(Authorization=f"Bearer {admins}") as other:
            disabled = await other.post(
                f"/v1/accounts/{account.id}/disable",
                headers={"If-Match": '"1"', "Idempotency-Key": f"disable-{account.id}"},
            )
        after = await eventually_refused(client)

    assert disabled.status_code == 200, disabled.text
    assert after.status_code == 401


async def test_a_new_grant_reaches_the_services_without_a_new_sign_in(whole: Whole) -> None:
    account, admin = await whole.account(Role.LEADER), await whole.account(Role.SECURITY_ADMIN)
    token, admins = await whole.token(account), await whole.token(admin)

    async with whole.client(Authorization=f"Bearer {token}") as client:
        await client.get("/v1/hazards")
        async with whole.client(Authorization=f"Bearer {admins}") as other:
            granted = await other.post(
                f"/v1/accounts/{account.id}/grants",
                json={"role": "payer"},
                headers={"If-Match": '"1"', "Idempotency-Key": f"grant-role-{account.id}"},
            )
        roles = await eventually_roles(whole, client, 2)

    assert granted.status_code == 200, granted.text
    assert roles == {"leader", "payer"}


async def test_the_database_is_asked_once_a_minute_not_once_a_request(whole: Whole) -> None:
    token = await whole.token(await whole.account(Role.LEADER))

    async with whole.client(Authorization=f"Bearer {token}") as client:
        await asyncio.gather(*(client.get("/v1/hazards") for _ in range(8)))
        tokens = {claims(request)["jti"] for request in whole.recorder.seen[-8:]}

    assert len(tokens) == 1


async def test_a_database_holds_no_token_that_opens_anything(whole: Whole) -> None:
    token = await whole.token(await whole.account(Role.LEADER))

    async with whole.sessions.begin() as tx:
        rows = (await tx.execute(sessions.select())).all()

    assert rows
    assert all(token.encode() not in bytes(row.token_hash) for row in rows)


async def test_who_must_change_the_password_can_do_nothing_else(whole: Whole) -> None:
    account = await whole.account(Role.LEADER)
    async with whole.sessions.begin() as tx:
        at = account.created_at
        await store.save(tx, account.reset_password(account.password_hash, at=at))
    token = await whole.token(account)

    async with whole.client(Authorization=f"Bearer {token}") as client:
        await client.get("/v1/hazards")
        before = claims(whole.recorder.last)["grants"]
        changed = await client.post(
            "/v1/me/password",
            json={"old": PASSWORD, "new": "Another-horse-8"},
            headers={"Idempotency-Key": f"change-{account.id}"},
        )
        roles = await eventually_roles(whole, client, 1)

    assert before == []
    assert changed.status_code == 204, changed.text
    assert roles == {"leader"}


@pytest.mark.parametrize("field", ["login", "password"])
async def test_a_password_is_never_shown_back(whole: Whole, field: str) -> None:
    body: dict[str, object] = {"login": "someone", "password": "Secret-Secret-1"} | {field: 5}

    async with whole.client() as client:
        answer = await client.post("/v1/sign-in", json=body)

    assert answer.status_code == 422
    assert "Secret" not in answer.text
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"


@pytest.mark.parametrize(
    ("old", "new", "code", "pointer"),
    [
        ("Wrong-horse-9", "Another-horse-8", "password_wrong", "/old"),
        (PASSWORD, "short", "password_weak", "/new"),
    ],
)
async def test_a_password_is_changed_only_by_who_knows_it_and_for_a_good_one(
    whole: Whole, old: str, new: str, code: str, pointer: str
) -> None:
    token = await whole.token(await whole.account(Role.LEADER))

    async with whole.client(Authorization=f"Bearer {token}") as client:
        answer = await client.post(
            "/v1/me/password",
            json={"old": old, "new": new},
            headers={"Idempotency-Key": token_hash(token).hex()},
        )

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert new not in answer.text


async def test_the_auditor_sees_who_signed_in_from_where_and_the_guesses(whole: Whole) -> None:
    account, auditor = await whole.account(Role.LEADER), await whole.account(Role.AUDITOR)
    token = await whole.token(auditor)
    async with whole.client(Authorization=f"Bearer {token}") as client:
        await sign_in(client, account.login)
        await sign_in(client, account.login, "My-other-password-1")
        mine = {"account": str(account.id)}
        first = await client.get("/v1/sign-ins", params={**mine, "limit": 1})
        rest = await client.get(
            "/v1/sign-ins", params={**mine, "limit": 1, "after": first.json()["next"]}
        )

    [failed], [succeeded] = first.json()["items"], rest.json()["items"]
    assert (failed["action"], succeeded["action"]) == ("sign_in_failed", "sign_in")
    assert failed["network"] == succeeded["network"] == "127.0.0.0/24"
    assert "My-other" not in first.text
    assert rest.json()["next"] is None


async def test_a_session_nobody_uses_ends(whole: Whole) -> None:
    token = await whole.token(await whole.account(Role.LEADER))
    mine = sessions.c.token_hash == token_hash(token)
    async with whole.sessions.begin() as tx:
        idle = sessions.c.seen_at - IDLE - timedelta(seconds=1)
        await tx.execute(sessions.update().where(mine).values(seen_at=idle))

    async with whole.client(Authorization=f"Bearer {token}") as client:
        answer = await client.get("/v1/hazards")
    async with whole.sessions.begin() as tx:
        await clear_away(tx, datetime.now(UTC))
        left = (await tx.execute(sessions.select().where(mine))).all()

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")
    assert left == []


async def test_while_changes_cannot_be_heard_nothing_is_trusted_for_long(whole: Whole) -> None:
    account = await whole.account(Role.LEADER)
    token = await whole.token(account)
    callers = whole.door.callers
    assert isinstance(callers, Callers)

    callers.hear(hears=False)
    deaf = await callers.known(token)
    callers.hear(hears=True)
    hearing = await callers.known(token)

    assert deaf is not None
    assert hearing is not None
    assert hearing.until - deaf.until > timedelta(seconds=50)


async def test_a_body_for_our_own_routes_is_bounded_even_without_a_length(whole: Whole) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    async with whole.client() as client:
        answer = await client.post(
            "/v1/sign-in", content=endless(), headers={"Content-Type": "application/json"}
        )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def eventually_refused(client: AsyncClient) -> Response:
    for _ in range(40):
        answer = await client.get("/v1/hazards")
        if answer.status_code != 200:
            break
        await asyncio.sleep(0.05)
    return answer


async def eventually_roles(whole: Whole, client: AsyncClient, count: int) -> set[str]:
    for _ in range(40):
        await client.get("/v1/hazards")
        roles = {grant["role"] for grant in claims(whole.recorder.last)["grants"]}
        if len(roles) == count:
            break
        await asyncio.sleep(0.05)
    return roles


@pytest.fixture(autouse=True)
async def nobody_waits(whole: Whole) -> None:
    """All tests come from one network; what one of them did must not delay the next."""
    async with whole.sessions.begin() as tx:
        await tx.execute(delays.delete())
