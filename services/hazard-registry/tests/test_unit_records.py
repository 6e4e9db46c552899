"""Licences, insurance, contractors, posts: kept beside a unit, and what their lapse does."""

from datetime import UTC, datetime
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.hazards import HazardReported
from hazard_registry.domain.unit import Unit
from hazard_registry.use_cases.unit_records import lapse_licences

from .people import People

LICENCE: dict[str, Any] = {
    "kind": "hazardous_chemicals",
    "number": "演示001",
    "issuer": "演示局",
    "valid_from": "2024-03-05",
    "valid_to": "2026-03-04",
}
PARTNER: dict[str, Any] = {
    "kind": "contractor",
    "name": "演示劳务公司",
    "scope": "吊装",
    "began_on": "2026-01-05",
}


def noon(day: int) -> datetime:
    return datetime(2026, 3, day, 4, tzinfo=UTC)


async def test_a_licence_lapses_the_day_after_its_last_and_once(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    made = await people.clerk.post("/v1/licences", json=LICENCE | {"unit_id": str(unit.id)})
    assert made.status_code == 201, made.text

    assert await lapse_licences(tx, at=noon(4)) == 0
    assert await lapse_licences(tx, at=noon(5)) == 1
    assert await lapse_licences(tx, at=noon(6)) == 0

    [event] = await emitted(tx, HazardReported)
    assert (event.unit_id, event.origin.value) == (unit.id, "certificate_lapse")
    clock.at = noon(5)
    listed = (await people.clerk.get("/v1/licences", params={"lapsed": "true"})).json()["items"]
    assert [line["lapsed_on"] for line in listed] == ["2026-03-05"]
    the_day_before = {"lapsed": "true", "as_of": "2026-03-04"}
    assert (await people.clerk.get("/v1/licences", params=the_day_before)).json()["items"] == []


@pytest.mark.parametrize("change", [{"needed": False}, {"ended_on": "2026-03-01"}])
async def test_a_licence_that_is_no_longer_needed_lapses_in_silence(
    people: People, unit: Unit, tx: Session, change: dict[str, Any]
) -> None:
    body = LICENCE | {"unit_id": str(unit.id)} | change
    assert (await people.clerk.post("/v1/licences", json=body)).status_code == 201

    assert await lapse_licences(tx, at=noon(5)) == 0


async def test_a_renewed_licence_lapses_again(people: People, unit: Unit, tx: Session) -> None:
    made = (
        await people.clerk.post("/v1/licences", json=LICENCE | {"unit_id": str(unit.id)})
    ).json()
    await lapse_licences(tx, at=noon(5))

    renewed = await people.clerk.put(
        f"/v1/licences/{made['id']}",
        json=LICENCE | {"valid_from": "2026-03-05", "valid_to": "2026-03-07", "why": "换证"},
        headers={"If-Match": '"2"'},
    )

    assert (renewed.status_code, renewed.json()["lapsed_on"]) == (200, None)
    assert await lapse_licences(tx, at=noon(8)) == 1
    entries = (await people.clerk.get(f"/v1/licences/{made['id']}/history")).json()["items"]
    assert [entry["action"] for entry in entries] == ["lapse", "change", "lapse", "add"]


async def test_a_unit_reads_its_licences_and_does_not_write_them(
    people: People, unit: Unit, client_as: ClientAs
) -> None:
    body = LICENCE | {"unit_id": str(unit.id)}
    made = (await people.clerk.post("/v1/licences", json=body)).json()
    far = client_as("village_officer", area="350583002001", person="far")

    assert (await people.manager.post("/v1/licences", json=body)).status_code == 403
    assert (await people.manager.get(f"/v1/licences/{made['id']}")).status_code == 200
    assert (await far.get(f"/v1/licences/{made['id']}")).status_code == 404
    assert (await far.post("/v1/licences", json=body)).json()["code"] == "outside_reach"


async def test_bad_terms_and_old_versions_are_refused(people: People, unit: Unit) -> None:
    body = LICENCE | {"unit_id": str(unit.id)}
    backwards = await people.clerk.post("/v1/licences", json=body | {"valid_to": "2024-03-04"})
    made = (await people.clerk.post("/v1/licences", json=body)).json()

    stale = await people.clerk.put(
        f"/v1/licences/{made['id']}", json=LICENCE, headers={"If-Match": '"7"'}
    )

    assert (backwards.status_code, backwards.json()["errors"][0]["pointer"]) == (422, "/valid_to")
    assert stale.status_code == 412


async def test_a_contractor_is_checked_only_under_an_agreement(people: People, unit: Unit) -> None:
    made = await people.manager.post("/v1/partners", json=PARTNER | {"unit_id": str(unit.id)})
    path = f"/v1/partners/{made.json()['id']}"
    check = {"checked_on": "2026-03-02", "note": "已检查"}

    without = await people.manager.post(f"{path}/check", json=check, headers={"If-Match": '"1"'})
    open_ = await people.clerk.get("/v1/partners", params={"without_agreement": "true"})
    agreed = await people.manager.put(
        path, json=PARTNER | {"agreement_on": "2026-01-05"}, headers={"If-Match": '"1"'}
    )
    future = await people.manager.post(
        f"{path}/check", json=check | {"checked_on": "2026-03-05"}, headers={"If-Match": '"2"'}
    )
    done = await people.manager.post(f"{path}/check", json=check, headers={"If-Match": '"2"'})

    assert (without.status_code, without.json()["code"]) == (409, "agreement_missing")
    assert len(open_.json()["items"]) == 1
    assert agreed.status_code == 200
    assert (future.status_code, future.json()["code"]) == (422, "date_in_future")
    assert (done.status_code, done.json()["checked_on"]) == (200, "2026-03-02")


async def test_posts_and_policies_are_listed_as_they_stand_on_a_day(
    people: People, unit: Unit
) -> None:
    post = {"role": "principal", "title": "总经理", "holder": "王演示", "duties": "全面负责"}
    of_unit = {"unit_id": str(unit.id)}
    policy = {"insurer": "演示财险", "policy": "P1", "amount": "3000000.00"}
    term = {"valid_from": "2025-03-05", "valid_to": "2026-03-04"}

    made = await people.manager.post("/v1/posts", json=post | of_unit | {"since": "2025-01-01"})
    insured = await people.manager.post("/v1/insurances", json=policy | of_unit | term)

    assert (made.status_code, insured.status_code) == (201, 201)
    for day, many in (("2026-03-04", 1), ("2026-03-05", 0)):
        asked = {"valid": "true", "as_of": day}
        found = (await people.clerk.get("/v1/insurances", params=asked)).json()["items"]
        assert len(found) == many, day
    held = (await people.clerk.get("/v1/posts", params={"held": "true"})).json()["items"]
    assert [line["holder"] for line in held] == ["王演示"]


async def test_a_list_is_also_a_sheet_and_csv(people: People, unit: Unit) -> None:
    await people.clerk.post(
        "/v1/licences", json=LICENCE | {"unit_id": str(unit.id), "number": "=1+1"}
    )

    csv = await people.clerk.get("/v1/licences", headers={"Accept": "text/csv"})
    sheet = await people.clerk.get(
        "/v1/licences",
        headers={"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    )

    assert csv.text.splitlines()[0].removeprefix("\ufeff").startswith("单位,种类,证号")
    assert "'=1+1" in csv.text
    assert sheet.content[:2] == b"PK"
