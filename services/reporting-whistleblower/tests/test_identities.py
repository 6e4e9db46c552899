"""An identity opens for one handler, once, after two custodians consented."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient, Response
from reporting_whistleblower.domain.keys import Purpose
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from .conftest import MakeOfficer, Officer
from .reporting import Phone, file, newest

IDENTITY = {"name": "(演示)林某", "phone": "000-1234", "id_number": "350583199001010000"}


@pytest_asyncio.fixture
async def custodians(officer: MakeOfficer) -> list[Officer]:
    return [await officer(Purpose.CUSTODIAN, person) for person in ("one", "two", "three")]


@pytest_asyncio.fixture
async def asked(client_as: ClientAs, handler: Officer, custodians: list[Officer]) -> dict[str, Any]:
    """A named report, and the handler's request to see by whom."""
    filed = await file(client_as(), Phone.fresh(), identity=IDENTITY)
    assert filed.status_code == 201, filed.text
    return (await ask(handler.client)).json()


async def ask(handler: AsyncClient) -> Response:
    report = await newest(handler)
    wish = {"report_id": report["id"], "stage": "verifying", "reason": "需当面核实位置"}
    return await handler.post("/v1/identity-requests", json=wish)


async def approve(custodian: Officer, request: dict[str, Any]) -> Response:
    return await custodian.client.post(f"/v1/identity-requests/{request['id']}/approve")


async def test_two_custodians_open_it_for_the_handler_once(
    handler: Officer, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    path = f"/v1/identity-requests/{asked['id']}"

    first = await approve(custodians[2], asked)
    second = await approve(custodians[0], asked)
    shown = await handler.client.post(f"{path}/open")
    again = await handler.client.post(f"{path}/open")
    history = await handler.client.get(f"{path}/history")

    assert first.json()["status"] == "asked"
    assert second.json()["status"] == "approved"
    assert shown.json() == {**IDENTITY, "contact": None, "payment": None}
    assert shown.headers["Cache-Control"] == "no-store"
    assert (again.status_code, again.json()["code"]) == (409, "already_opened")
    assert [entry["action"] for entry in history.json()] == [
        "open", "approve", "approve", "ask",
    ]  # fmt: skip
    assert IDENTITY["name"] not in history.text


async def test_one_custodian_is_not_enough_and_may_not_consent_twice(
    handler: Officer, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    await approve(custodians[0], asked)
    twice = await approve(custodians[0], asked)
    early = await handler.client.post(f"/v1/identity-requests/{asked['id']}/open")

    assert (twice.status_code, twice.json()["code"]) == (403, "self_approval")
    assert (early.status_code, early.json()["code"]) == (409, "not_yet_approved")


async def test_a_third_consent_comes_too_late(
    custodians: list[Officer], asked: dict[str, Any]
) -> None:
    for custodian in custodians[:2]:
        await approve(custodian, asked)

    late = await approve(custodians[2], asked)

    assert (late.status_code, late.json()["code"]) == (409, "illegal_move")


async def test_another_handler_does_not_see_the_request(
    officer: MakeOfficer, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    other = await officer(Purpose.HANDLER, "two")
    for custodian in custodians[:2]:
        await approve(custodian, asked)

    opened = await other.client.post(f"/v1/identity-requests/{asked['id']}/open")
    listed = await other.client.get("/v1/identity-requests")

    assert opened.status_code == 404
    assert listed.json()["items"] == []


async def test_a_custodian_may_not_open_and_a_handler_may_not_consent(
    handler: Officer, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    path = f"/v1/identity-requests/{asked['id']}"

    opened = await custodians[0].client.post(f"{path}/open")
    consented = await handler.client.post(f"{path}/approve")

    assert (opened.status_code, consented.status_code) == (403, 403)


async def test_a_refused_request_stays_refused(
    handler: Officer, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    path = f"/v1/identity-requests/{asked['id']}"

    refused = await custodians[0].client.post(f"{path}/decline", json={"reason": "理由不足"})
    after = await approve(custodians[1], asked)
    opened = await handler.client.post(f"{path}/open")

    assert refused.json()["status"] == "declined"
    assert after.json()["code"] == "illegal_move"
    assert opened.json()["code"] == "not_yet_approved"


async def test_an_approval_runs_out(
    handler: Officer, custodians: list[Officer], asked: dict[str, Any], clock: FixedClock,
    officer: MakeOfficer,
) -> None:  # fmt: skip
    for custodian in custodians[:2]:
        await approve(custodian, asked)

    clock.at += timedelta(days=3)
    late = await handler.client.post(f"/v1/identity-requests/{asked['id']}/open")

    assert late.status_code == 403  # the session ran out long before
    assert late.json()["code"] == "confidential_session_required"


async def test_a_report_without_a_name_has_no_identity_to_open(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())

    answer = await ask(handler.client)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_identity")


async def test_an_identity_is_not_taken_before_there_are_two_custodians(
    client_as: ClientAs, handler: Officer, officer: MakeOfficer
) -> None:
    await officer(Purpose.CUSTODIAN)

    answer = await file(client_as(), Phone.fresh(), identity=IDENTITY)

    assert (answer.status_code, answer.json()["code"]) == (503, "vault_closed")


async def test_the_database_hides_the_vault_until_two_have_approved(
    tx: Session, custodians: list[Officer], asked: dict[str, Any]
) -> None:
    async def seen(request: str) -> int:
        await tx.execute(text("SET LOCAL ROLE vault_read"))
        await tx.execute(
            text("SELECT set_config('zhiben.identity_request', :id, true)"), {"id": request}
        )
        count = await tx.scalar(text("SELECT count(*) FROM vault.identity"))
        await tx.execute(text("RESET ROLE"))
        return int(count or 0)

    unapproved, unnamed = await seen(asked["id"]), await seen("")
    for custodian in custodians[:2]:
        await approve(custodian, asked)

    assert (unapproved, unnamed) == (0, 0)
    assert await seen(asked["id"]) == 1


async def test_the_inserting_role_reads_nothing(tx: Session, asked: dict[str, Any]) -> None:
    await tx.execute(text("SET LOCAL ROLE vault_insert"))

    with pytest.raises(ProgrammingError, match="permission denied"):
        await tx.execute(text("SELECT * FROM vault.identity"))
