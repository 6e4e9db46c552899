"""Every refusal is a problem document that says what, where and how to mend it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from chassis.app import PermissionMissing, create_app
from chassis.clock import FixedClock
from chassis.http import ApiRouter
from chassis.identity import LONGEST_LIFE, Grant, Principal, issue_token
from chassis.permissions import Permissions
from chassis.problems import is_outage
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY
from fastapi import FastAPI
from httpx import AsyncClient
from joserfc.jwk import OKPKey

KEY = {"Idempotency-Key": "a-key-that-is-long-1"}
NOTE = {"text": "gas smell"}
ENGLISH = {"Accept-Language": "en"}


def token(
    role: str,
    *,
    key: OKPKey = SIGNING_KEY,
    unit: UUID | None = None,
    life: timedelta = LONGEST_LIFE,
) -> dict[str, str]:
    caller = Principal(UUID(int=1), "somebody", (Grant(role, "350583002", unit=unit),))
    return {"Authorization": f"Bearer {issue_token(key, caller, at=NOON, life=life)}"}


async def test_a_refusal_speaks_the_callers_language(client: AsyncClient) -> None:
    chinese = await client.post("/vain-notes", json=NOTE, headers=KEY)
    english = await client.post("/vain-notes", json=NOTE, headers=KEY | ENGLISH)

    assert chinese.headers["content-type"] == "application/problem+json"
    assert chinese.json()["detail"] == "“99”分贝太大。"
    assert english.json() == {
        "type": "/problems/too_loud",
        "title": "Conflict",
        "status": 409,
        "code": "too_loud",
        "detail": "99 decibels are too loud.",
    }


async def test_faulty_fields_are_named_and_not_repeated(client: AsyncClient) -> None:
    body = {"text": "a very long text that nobody should see again", "weight": -1}

    response = await client.post("/open-notes", json=body, headers=KEY | ENGLISH)

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"pointer": "/text", "code": "string_too_long", "message": "At most 20 characters"},
        {"pointer": "/weight", "code": "greater_than_equal", "message": "Must be at least 0"},
    ]
    assert "nobody should see" not in response.text


async def test_a_rule_that_concerns_one_field_points_at_it(client: AsyncClient) -> None:
    response = await client.post("/vain-notes", json={"text": "where"}, headers=KEY | ENGLISH)

    [error] = response.json()["errors"]
    assert error == {
        "pointer": "/unit_code",
        "code": "no_such_unit",
        "message": "There is no unit X",
    }


async def test_an_unexpected_fault_tells_nothing_of_itself(client: AsyncClient) -> None:
    response = await client.post("/vain-notes", json={"text": "bug"}, headers=KEY)

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "secret" not in response.text
    assert response.headers["x-request-id"] in response.json()["detail"]


async def test_an_unknown_address_or_method_is_a_problem_too(client: AsyncClient) -> None:
    nowhere, wrong = await client.get("/nowhere"), await client.put("/notes")

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "no_such_route")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"]


async def test_a_change_names_the_version_it_saw(client: AsyncClient) -> None:
    without = await client.patch("/notes")
    nonsense = await client.patch("/notes", headers={"If-Match": "*"})
    right = await client.patch("/notes", headers={"If-Match": '"7"'})

    assert (without.status_code, without.json()["code"]) == (428, "version_required")
    assert nonsense.status_code == 428
    assert right.json() == 7


async def test_only_our_gateways_token_for_now_is_trusted(
    client: AsyncClient, clock: FixedClock
) -> None:
    good = token("office_clerk")
    forged = token("office_clerk", key=OKPKey.generate_key("Ed25519"))

    codes = []
    for headers in ({}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer abc"}, forged):
        answer = await client.post("/notes", json=NOTE, headers=KEY | headers)
        codes.append((answer.status_code, answer.json()["code"]))
    assert codes == [(401, "not_signed_in"), *[(401, "token_invalid")] * 3]
    assert (await client.post("/notes", json=NOTE, headers=KEY | good)).status_code == 201
    clock.at += LONGEST_LIFE
    late = await client.post("/notes", json=NOTE, headers=KEY | good)
    assert (late.status_code, late.json()["code"]) == (401, "token_expired")


async def test_a_role_that_is_narrowed_to_nothing_reaches_nothing(client: AsyncClient) -> None:
    for role, unit, status in (
        ("unit_manager", None, 403),
        ("unit_manager", UUID(int=7), 201),
        ("leader", None, 403),
    ):
        headers = {"Idempotency-Key": f"{role}-{unit}-and-more"} | token(
            role, key=SIGNING_KEY, unit=unit
        )
        assert (await client.post("/notes", json=NOTE, headers=headers)).status_code == status


async def test_a_cursor_belongs_to_its_list(client: AsyncClient) -> None:
    for number in range(3):
        headers = {"Idempotency-Key": f"a-key-that-is-long-{number}"}
        await client.post("/open-notes", json={"text": f"note {number}"}, headers=headers)

    first = (await client.get("/notes", params={"limit": 2})).json()
    second = (await client.get("/notes", params={"limit": 2, "after": first["next"]})).json()
    other = await client.get("/notes", params={"after": first["next"], "filter": "x"})
    broken = await client.get("/notes", params={"after": "%%%"})

    assert first["items"] == ["note 0", "note 1"]
    assert second == {"items": ["note 2"], "next": None}
    assert (other.status_code, other.json()["code"]) == (422, "cursor_invalid")
    assert broken.status_code == 422
    assert (await client.get("/notes", params={"limit": 201})).status_code == 422


def test_a_route_nobody_decided_about_stops_the_start(app: Any) -> None:
    router = ApiRouter()

    @router.get("/open-door")
    async def open_door() -> str:
        return "come in"

    settings: Settings = app.state.settings
    with pytest.raises(PermissionMissing, match="open_door"):
        create_app(settings, [router], title="x", permissions=Permissions({}), messages={})


@pytest.mark.parametrize(
    "text",
    ["NUL", "number", "day"],
)
async def test_what_no_column_holds_is_malformed_and_no_outage(
    client: AsyncClient, text: str, kept: Any
) -> None:
    response = await client.post("/odd-notes", json={"text": text}, headers=KEY | ENGLISH)

    assert (response.status_code, response.json()["code"]) == (422, "malformed"), response.text
    assert await kept() == 0


async def test_a_change_says_in_its_description_that_it_needs_a_key(app: FastAPI) -> None:
    described = app.openapi()["paths"]
    headers = [
        one["name"] for one in described["/open-notes"]["post"]["parameters"] if one["required"]
    ]

    assert headers == ["Idempotency-Key"]
    assert {"400", "409"} <= set(described["/open-notes"]["post"]["responses"])
    assert "parameters" not in described["/weighings"]["post"]


def test_a_database_that_does_not_answer_in_time_is_an_outage_and_a_lost_file_is_none() -> None:
    assert is_outage(TimeoutError())
    assert is_outage(ConnectionRefusedError())
    assert not is_outage(FileNotFoundError())
