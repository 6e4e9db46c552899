"""Bans: who may not head units, found without anybody's number being kept."""

from pathlib import Path
from typing import Any

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.cases import BanImposed
from enforcement.store.seals import Seals
from enforcement.tables import bans
from httpx import AsyncClient
from office.identifiers import identity_check_character
from sqlalchemy import cast, select
from sqlalchemy.types import Text

NUMBER = "99999919700101001" + identity_check_character("99999919700101001")
WRONG = "1" if NUMBER[-1] != "1" else "2"
BAN: dict[str, Any] = {
    "identity_number": NUMBER, "name": "某负责人", "ground": "94", "from_on": "2026-03-04",
    "reason": "受撤职处分", "body": "emergency_bureau", "area": "350583",
}  # fmt: skip


@pytest.fixture
def head(client_as: ClientAs) -> AsyncClient:
    return client_as("department_head", area="350583", department="emergency_bureau")


async def check(client: AsyncClient, **asked: str) -> dict[str, Any]:
    response = await client.post("/v1/bans/check", json={"identity_number": NUMBER} | asked)
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_a_ban_of_five_years_ends_on_the_same_day(
    tx: Session, head: AsyncClient, client_as: ClientAs
) -> None:
    made = (await head.post("/v1/bans", json=BAN)).json()
    gate = client_as("unit_manager")

    assert (made["scope"], made["until_on"], made["for_life"]) == ("any", "2031-03-04", False)
    before = await check(gate, on="2026-03-03")
    within = await check(gate, on="2031-03-03")
    after = await check(gate, on="2031-03-04")

    assert (before["may"], within["may"], after["may"]) == (True, False, True)
    [reason] = within["reasons"]
    assert "第九十四条" in reason["article"]
    assert "name" not in reason
    [event] = await emitted(tx, BanImposed)
    assert str(event.ban_id) == made["id"]
    assert event.until_on is not None


async def test_a_ban_from_a_trade_holds_in_that_trade_for_life(head: AsyncClient) -> None:
    order = BAN | {"ground": "94_life", "trade": "C303"}
    assert (await head.post("/v1/bans", json=order)).json()["for_life"] is True

    assert (await check(head, trade="3034"))["may"] is False
    assert (await check(head, trade="C3034", on="2090-01-01"))["may"] is False
    assert (await check(head, trade="6110"))["may"] is True
    assert (await check(head))["may"] is False


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"identity_number": NUMBER[:-1]}, 422, "identity_number_length"),
        ({"identity_number": NUMBER[:-1] + WRONG}, 422, "identity_number_check"),
        ({"ground": "95"}, 422, "no_such_ground"),
        ({"ground": "94_life"}, 422, "trade_needed"),
        ({"body": "market_bureau"}, 403, "outside_reach"),
        ({"body": "nobody_known"}, 422, "unknown_body"),
        ({"from_on": "2021-08-31"}, 409, "no_rule_in_force"),
        ({"reason": ""}, 422, "malformed"),
    ],
)
async def test_a_ban_that_cannot_be_is_refused(
    tx: Session, head: AsyncClient, change: dict[str, Any], status: int, code: str
) -> None:
    response = await head.post("/v1/bans", json=BAN | change)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert NUMBER not in response.text
    assert (await tx.execute(select(bans.c.id))).first() is None


async def test_the_wrong_number_is_pointed_at_in_the_callers_language(head: AsyncClient) -> None:
    wrong = BAN | {"identity_number": NUMBER[:-1]}

    response = await head.post("/v1/bans", json=wrong, headers={"Accept-Language": "en"})

    [error] = response.json()["errors"]
    assert error["pointer"] == "/identity_number"
    assert response.json()["title"] == "Malformed"


async def test_the_table_holds_neither_number_nor_name(tx: Session, head: AsyncClient) -> None:
    await head.post("/v1/bans", json=BAN)

    rows = await tx.execute(select(*(cast(column, Text) for column in bans.columns)))

    stored = "".join(str(row) for row in rows)
    assert NUMBER not in stored
    assert BAN["name"] not in stored
    assert "emergency_bureau" in stored


async def test_a_ban_is_lifted_once_and_remembered(head: AsyncClient) -> None:
    made = (await head.post("/v1/bans", json=BAN)).json()
    path, reason = f"/v1/bans/{made['id']}", {"reason": "原决定被撤销"}

    lifted = await head.post(f"{path}/lift", json=reason, headers={"If-Match": '"1"'})
    stale = await head.post(f"{path}/lift", json=reason, headers={"If-Match": '"1"'})
    again = await head.post(f"{path}/lift", json=reason, headers={"If-Match": '"2"'})

    assert (lifted.status_code, stale.status_code, again.status_code) == (200, 412, 409)
    assert (await check(head))["may"] is True
    assert (await check(head, on="2026-03-03"))["may"] is True
    history = (await head.get(f"{path}/history")).json()
    assert [done["action"] for done in history] == ["lift", "impose"]


async def test_bans_are_listed_for_those_who_answer_for_them(
    head: AsyncClient, client_as: ClientAs
) -> None:
    made = (await head.post("/v1/bans", json=BAN)).json()
    neighbour = client_as("department_head", area="350583", department="market_bureau")
    officer = client_as("office_clerk", area="350583002")

    [listed] = (await head.get("/v1/bans", params={"in_force_on": "2026-03-04"})).json()["items"]
    assert listed["name"] == "某负责人"
    assert (await head.get("/v1/bans", params={"in_force_on": "2026-03-03"})).json()["items"] == []
    assert (await neighbour.get("/v1/bans")).json()["items"] == []
    assert (await neighbour.get(f"/v1/bans/{made['id']}")).status_code == 404
    assert (await officer.get("/v1/bans")).status_code == 403


def test_one_secret_serves_every_process(tmp_path: Path) -> None:
    first, second = Seals.open(tmp_path), Seals.open(tmp_path)

    assert first.find_by(NUMBER) == second.find_by(NUMBER)
    assert second.unseal(first.seal("某人")) == "某人"
    assert first.seal("某人") != first.seal("某人")
    assert first.find_by(NUMBER) != Seals.of(b"another").find_by(NUMBER)
    assert (tmp_path / "bans.key").stat().st_mode & 0o077 == 0
    assert NUMBER not in repr(first)
