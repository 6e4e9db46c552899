"""What is answered is what was stored: once, and only if it was."""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text

Count = Callable[[], Awaitable[int]]
KEY = {"Idempotency-Key": "a-key-that-is-long-1"}
NOTE = {"text": "gas smell"}
JSON = {"Content-Type": "application/json"}


async def test_a_note_is_kept_before_it_is_answered(client: AsyncClient, kept: Count) -> None:
    response = await client.post("/open-notes", json=NOTE, headers=KEY)

    assert response.status_code == 201
    assert await kept() == 1


async def test_a_lost_database_is_never_answered_with_success(
    client: AsyncClient, kept: Count
) -> None:
    response = await client.post("/lost-notes", json=NOTE, headers=KEY)

    assert (response.status_code, response.json()["code"]) == (503, "store_unavailable")
    assert response.headers["retry-after"]
    assert await kept() == 0


async def test_a_refused_note_leaves_nothing_and_its_key_can_be_used_again(
    client: AsyncClient, kept: Count
) -> None:
    refused = await client.post("/vain-notes", json=NOTE, headers=KEY)

    assert (refused.status_code, refused.json()["code"]) == (409, "too_loud")
    assert await kept() == 0
    assert (await client.post("/open-notes", json=NOTE, headers=KEY)).status_code == 201


async def test_the_same_request_twice_has_one_effect_and_one_answer(
    client: AsyncClient, kept: Count
) -> None:
    first = await client.post("/open-notes", json=NOTE, headers=KEY)
    second = await client.post("/open-notes", json=NOTE, headers=KEY)

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second.headers["idempotent-replayed"] == "true"
    assert await kept() == 1


async def test_racers_with_one_key_have_one_effect(client: AsyncClient, kept: Count) -> None:
    answers = await asyncio.gather(
        *(client.post("/open-notes", json=NOTE, headers=KEY) for _ in range(8))
    )

    assert {answer.status_code for answer in answers} == {201}
    assert await kept() == 1


async def test_a_key_with_another_body_or_path_is_refused(client: AsyncClient, kept: Count) -> None:
    await client.post("/open-notes", json=NOTE, headers=KEY)

    other_body = await client.post("/open-notes", json={"text": "other"}, headers=KEY)
    other_path = await client.post("/vain-notes", json=NOTE, headers=KEY)

    assert (other_body.status_code, other_body.json()["code"]) == (422, "key_reused")
    assert (other_path.status_code, other_path.json()["code"]) == (422, "key_reused")
    assert await kept() == 1


async def test_a_change_without_a_key_is_refused(client: AsyncClient, kept: Count) -> None:
    for headers in ({}, {"Idempotency-Key": "short"}, {"Idempotency-Key": "x" * 129}):
        response = await client.post("/open-notes", json=NOTE, headers=headers)
        assert (response.status_code, response.json()["code"]) == (400, "key_required")

    assert await kept() == 0


async def test_a_check_needs_no_key(client: AsyncClient) -> None:
    response = await client.post("/weighings", json={"text": "a", "weight": 3})

    assert response.json() == 3


async def test_a_stored_answer_cannot_be_read_without_its_key(
    client: AsyncClient, app: FastAPI
) -> None:
    await client.post("/open-notes", json=NOTE, headers=KEY)

    async with app.state.sessions() as session:
        row = (await session.execute(text("SELECT * FROM idempotency_key"))).one()
    assert b"gas" not in bytes(row.answer)
    assert KEY["Idempotency-Key"].encode() not in bytes(row.key_hash) + bytes(row.request_hash)


async def test_what_may_be_seen_once_is_not_shown_to_a_repeat(
    client: AsyncClient, kept: Count
) -> None:
    first = await client.post("/secrets", json=NOTE, headers=KEY)
    second = await client.post("/secrets", json=NOTE, headers=KEY)

    assert first.json() == "the name"
    assert (second.status_code, second.json()["code"]) == (409, "shown_before")
    assert await kept() == 1


async def test_what_was_sent_cannot_be_guessed_from_its_hash(
    client: AsyncClient, app: FastAPI
) -> None:
    await client.post("/open-notes", content=b'{"text":"1234"}', headers=KEY | JSON)

    async with app.state.sessions() as session:
        row = (await session.execute(text("SELECT * FROM idempotency_key"))).one()
    guess = hashlib.sha256(b'POST /open-notes?\n{"text":"1234"}').digest()
    assert bytes(row.request_hash) != guess
    assert bytes(row.request_hash) == hmac.digest(KEY["Idempotency-Key"].encode(), guess, "sha256")
