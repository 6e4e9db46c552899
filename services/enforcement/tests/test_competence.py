"""Competence comes first: who may inspect, order, punish, and since when."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient

from .bureau import Bureau, hear, verified

ENTRY = {
    "matter": "industry_trade", "body": "office", "may_inspect": True, "may_order": True,
    "may_punish": True, "effective_from": "2026-03-01", "source": "闽政文〔演示〕1号",
    "decision": "闽政文〔演示〕1号",
}  # fmt: skip


@pytest.fixture
def admin(client_as: ClientAs) -> AsyncClient:
    return client_as("system_admin")


async def check(client: AsyncClient, **asked: str) -> dict[str, Any]:
    response = await client.get("/v1/competence/check", params=asked)
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_a_subdistrict_inspects_and_hands_over_and_never_punishes(
    admin: AsyncClient,
) -> None:
    found = await check(admin, matter="industry_trade", body="office")

    assert (found["may_inspect"], found["may_order"], found["may_punish"]) == (True, False, False)
    assert found["transfer_to"] == "emergency_bureau"
    assert (found["assumed"], found["id"]) == (True, None)


async def test_a_coordinating_body_may_nothing(admin: AsyncClient) -> None:
    found = await check(admin, matter="industry_trade", body="safety_committee")

    assert not any(found[power] for power in ("may_inspect", "may_order", "may_punish"))


async def test_a_power_handed_down_holds_from_its_day_on(admin: AsyncClient) -> None:
    assert (await admin.post("/v1/competence", json=ENTRY)).status_code == 201

    before = await check(admin, matter="industry_trade", body="office", on="2026-02-28")
    since = await check(admin, matter="industry_trade", body="office", on="2026-03-01")

    assert (before["may_punish"], since["may_punish"]) == (False, True)
    assert since["decision"] == ENTRY["decision"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"decision": None}, "power_not_handed_down"),
        ({"body": "safety_committee"}, "power_not_handed_down"),
        ({"body": "no_such_body"}, "unknown_body"),
        ({"matter": "no_such_matter"}, "unknown_matter"),
        ({"effective_to": "2026-03-01"}, "period_wrong"),
        ({"transfer_to": "no_such_body"}, "unknown_body"),
    ],
)
async def test_a_power_nobody_could_give_is_refused(
    admin: AsyncClient, change: dict[str, Any], code: str
) -> None:
    response = await admin.post("/v1/competence", json=ENTRY | change)

    assert (response.status_code, response.json()["code"]) == (422, code)


async def test_without_power_no_case_is_filed(tx: Session, client_as: ClientAs) -> None:
    officer = client_as("enforcement_officer", area="350583002", department="office")
    await hear(tx, verified(department="office"))
    [clue] = (await officer.get("/v1/clues")).json()["items"]

    response = await officer.post(
        f"/v1/clues/{clue['id']}/file",
        json={"cause": "未消除事故隐患", "act_on": "2026-03-01"},
        headers={"If-Match": '"1"'},
    )

    assert (response.status_code, response.json()["code"]) == (409, "may_not_punish")
    assert "工贸行业安全生产" in response.json()["detail"]
    assert "应急管理局" in response.json()["detail"]
    assert (await officer.get(f"/v1/clues/{clue['id']}")).json()["status"] == "received"


async def test_no_fine_rests_on_a_power_nobody_confirmed(
    tx: Session, bureau: Bureau, admin: AsyncClient
) -> None:
    event = verified(criteria=["FW-1-1"])
    await hear(tx, event)
    [clue] = (await bureau.officer.get("/v1/clues")).json()["items"]
    assert (await bureau.file(clue)).status_code == 201
    await bureau.inform()
    await bureau.waive()

    refused = await bureau.decide()
    assert (refused.status_code, refused.json()["code"]) == (409, "competence_to_confirm")

    [entry] = (await admin.get("/v1/competence", params={"matter": "fireworks"})).json()
    confirmed = await admin.post(f"/v1/competence/{entry['id']}/confirm", json={"why": "已核对"})
    assert confirmed.json()["provisional"] is False
    assert (await bureau.decide()).is_success
    history = (await admin.get(f"/v1/competence/{entry['id']}/history")).json()
    assert [done["action"] for done in history] == ["confirm"]


async def test_only_administrators_change_the_table(bureau: Bureau, admin: AsyncClient) -> None:
    entered = await bureau.head.post("/v1/competence", json=ENTRY)
    confirmed = await bureau.head.post(f"/v1/competence/{uuid4()}/confirm", json={"why": "已核对"})
    unknown = await admin.post(f"/v1/competence/{uuid4()}/confirm", json={"why": "已核对"})

    assert (entered.status_code, confirmed.status_code, unknown.status_code) == (403, 403, 404)


async def test_the_table_is_shown_as_it_was(admin: AsyncClient) -> None:
    today = (await admin.get("/v1/competence", params={"on": "2026-03-04"})).json()
    long_ago = (await admin.get("/v1/competence", params={"on": "2020-01-01"})).json()
    matters = (await admin.get("/v1/competence/matters")).json()

    assert len(today) == len(matters) == 13
    assert long_ago == []
    assert all(entry["provisional"] for entry in today)


BODY = {
    "code": "city_bureau", "name": "泉州市应急管理局", "level": "city", "area": "3505",
    "valid_from": "2024-01-01", "source": "权责清单",
}  # fmt: skip


async def test_a_body_is_registered_changed_and_remembered(admin: AsyncClient) -> None:
    area = {"area": "350500"}
    made = await admin.post("/v1/bodies", json=BODY | area)
    assert made.status_code == 201, made.text
    assert (await admin.post("/v1/bodies", json=BODY | area)).json()["code"] == "already_there"

    changed = await admin.patch(
        "/v1/bodies/city_bureau", json={"confirmed": True}, headers={"If-Match": '"1"'}
    )
    stale = await admin.patch(
        "/v1/bodies/city_bureau", json={"name": "别名"}, headers={"If-Match": '"1"'}
    )
    blind = await admin.patch("/v1/bodies/city_bureau", json={"name": "别名"})

    nothing = await admin.patch(
        "/v1/bodies/city_bureau", json={"name": None}, headers={"If-Match": '"2"'}
    )
    assert nothing.json()["errors"][0]["pointer"] == "/name"
    assert changed.json()["confirmed"] is True
    assert (stale.status_code, blind.status_code) == (412, 428)
    listed = {body["code"] for body in (await admin.get("/v1/bodies")).json()}
    assert {"city_bureau", "office", "emergency_bureau"} <= listed
    history = (await admin.get("/v1/bodies/city_bureau/history")).json()
    assert [done["action"] for done in history] == ["change", "register"]
    assert (await admin.get("/v1/bodies/nobody_here")).status_code == 404


OFFICER = {
    "name": "新来者", "body": "emergency_bureau", "certificate_number": "C-1",
    "valid_from": "2025-01-01", "valid_to": "2030-01-01",
}  # fmt: skip


async def test_an_officer_is_registered_renewed_and_listed(admin: AsyncClient) -> None:
    made = (await admin.post("/v1/officers", json=OFFICER)).json()
    twice = await admin.post("/v1/officers", json=OFFICER)
    nowhere = await admin.post("/v1/officers", json=OFFICER | {"body": "no_such_body"})
    backwards = await admin.post(
        "/v1/officers", json=OFFICER | {"certificate_number": "C-2", "valid_to": "2024-01-01"}
    )
    path = f"/v1/officers/{made['id']}"

    renewed = await admin.patch(path, json={"valid_to": "2035-01-01"}, headers={"If-Match": '"1"'})

    assert (twice.status_code, nowhere.status_code, backwards.status_code) == (409, 422, 422)
    assert renewed.json()["valid_to"] == "2035-01-01"
    assert (await admin.get(path)).headers["etag"] == '"2"'

    async def listed(day: str) -> list[Any]:
        asked = {"certified_on": day, "body": "emergency_bureau"}
        return list((await admin.get("/v1/officers", params=asked)).json()["items"])

    assert len(await listed("2035-01-01")) == 1
    assert await listed("2035-01-02") == []
    assert date.fromisoformat(renewed.json()["valid_from"]) == date(2025, 1, 1)
