"""People's files: checked, sealed, masked, and never doubled."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, person_id
from httpx import AsyncClient
from sqlalchemy import text
from training_records.domain.employment import Kind
from training_records.examples import (
    AREA,
    OTHER_AREA,
    OTHER_UNIT,
    UNIT,
    Register,
    identity,
    if_match,
)

# The answer to a repeated request is kept for a day, with the name it showed.
NAMES_STAND_IN = {"person", "idempotency_key"}


def a_body(number: int = 1, **changed: Any) -> dict[str, Any]:
    post: dict[str, Any] = {
        "unit_id": str(UNIT),
        "kind": "own",
        "post": "电工",
        "from_on": "2026-03-01",
    }
    post["needs"] = [{"regime": "special_operation", "item": "1.2"}]
    body = {"name": "王演示", "identity_number": identity(number), "phone": "13800001234"}
    return {**body, "post": {**post, **changed.pop("post", {})}, **changed}


async def test_a_file_is_opened_with_its_post_and_shows_no_number(manager: AsyncClient) -> None:
    response = await manager.post("/v1/people", json=a_body())

    person = response.json()
    assert response.status_code == 201, response.text
    assert person["name"] == "王演示"
    assert person["identity_number"] == identity(1)[:4] + "*" * 12 + identity(1)[-2:]
    assert person["phone"] == "138****1234"
    assert person["employments"][0]["needs"] == [
        {"regime": "special_operation", "item": "1.2", "item_name": "低压电工"}
    ]
    assert identity(1) not in response.text
    assert response.headers["etag"] == '"1"'


async def test_the_store_holds_no_number_in_the_clear(manager: AsyncClient, tx: Session) -> None:
    await manager.post("/v1/people", json=a_body())

    names = await tx.scalars(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    )
    seen = {
        name: " ".join(await tx.scalars(text(f'SELECT to_jsonb(t)::text FROM "{name}" t')))  # noqa: S608
        for name in names.all()
    }
    assert {"person", "audit_entry", "outbox_event"} <= {*seen}
    for name, everything in seen.items():
        for secret in (identity(1), identity(1).encode().hex(), "13800001234"):
            assert secret not in everything
        assert name in NAMES_STAND_IN or "王演示" not in everything


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (identity(1)[:-1] + ("0" if identity(1)[-1] != "0" else "1"), "identity_number_check"),
        ("35058320260230001X", "identity_number_date"),
        ("350583188501150019", "identity_number_date"),
        ("35058319850615", "identity_number_length"),
        ("3505831985061500A1", "identity_number_form"),
    ],
)
async def test_a_wrong_identity_number_is_refused_and_not_repeated(
    manager: AsyncClient, tx: Session, number: str, code: str
) -> None:
    response = await manager.post("/v1/people", json=a_body(identity_number=number))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, code)
    assert problem["errors"][0]["pointer"] == "/identity_number"
    assert number not in response.text
    assert await tx.scalar(text("SELECT count(*) FROM person")) == 0


async def test_somebody_not_yet_born_has_no_number(manager: AsyncClient) -> None:
    tomorrow = identity(1, born=date(2026, 3, 5))

    response = await manager.post("/v1/people", json=a_body(identity_number=tomorrow))

    assert (response.status_code, response.json()["code"]) == (422, "identity_number_date")


async def test_a_second_file_is_refused_without_saying_whose_the_first_is(
    client_as: ClientAs, register: Register
) -> None:
    first = await register(1, unit_id=OTHER_UNIT, name="李演示")
    manager = client_as("unit_manager", unit=UNIT)

    response = await manager.post("/v1/people", json=a_body())

    assert (response.status_code, response.json()["code"]) == (409, "person_exists")
    assert str(first.id) not in response.text
    assert "李演示" not in response.text
    assert identity(1) not in response.text


async def test_a_person_known_elsewhere_is_hired_by_number_and_name(
    manager: AsyncClient, register: Register
) -> None:
    person = await register(1, unit_id=OTHER_UNIT, name="李演示")
    unseen = await manager.get(f"/v1/people/{person.id}")
    body = a_body(name="李演示")
    del body["phone"]

    response = await manager.post("/v1/people/hire", json=body)

    seen = await manager.get(f"/v1/people/{person.id}")
    assert unseen.status_code == 404
    assert response.status_code == 201, response.text
    assert [work["unit_id"] for work in seen.json()["employments"]] == [str(UNIT)]


async def test_hiring_under_another_name_or_without_a_file_is_refused(
    manager: AsyncClient, register: Register
) -> None:
    await register(1, unit_id=OTHER_UNIT, name="李演示")
    body, unknown = a_body(), a_body(2)
    del body["phone"], unknown["phone"]

    differs = await manager.post("/v1/people/hire", json=body)
    missing = await manager.post("/v1/people/hire", json=unknown)

    assert (differs.status_code, differs.json()["code"]) == (409, "name_differs")
    assert missing.status_code == 404


async def test_a_manager_registers_nobody_at_another_unit(manager: AsyncClient) -> None:
    body = a_body(post={"unit_id": str(OTHER_UNIT)})

    response = await manager.post("/v1/people", json=body)

    assert (response.status_code, response.json()["code"]) == (422, "unit_unknown")


async def test_a_post_needs_no_item_the_catalogue_lacks_while_it_shows_its_items(
    manager: AsyncClient,
) -> None:
    body = a_body(post={"needs": [{"regime": "special_operation", "item": "99.9"}]})

    response = await manager.post("/v1/people", json=body)

    assert (response.status_code, response.json()["code"]) == (422, "item_unknown")


SEES_NAMES = {"training_officer", "unit_manager", "enforcement_officer", "unit_worker"}


@pytest.mark.parametrize(
    "role", ["training_officer", "unit_manager", "enforcement_officer", "unit_worker", "auditor"]
)
async def test_every_reader_sees_masked_numbers_and_only_some_see_names(
    client_as: ClientAs, register: Register, role: str
) -> None:
    person = await register(1, name="王演示", account_id=person_id(role))
    client = client_as(role, area=AREA, unit=UNIT if role == "unit_manager" else None)

    file = await client.get(f"/v1/people/{person.id}")
    listed = await client.get("/v1/people")
    exported = await client.get("/v1/people", headers={"Accept": "text/csv"})

    for response in (file, listed, exported):
        assert response.status_code == 200, response.text
        assert identity(1) not in response.text
        assert "13800001234" not in response.text
        assert ("王演示" in response.text) is (role in SEES_NAMES)
        assert ("王**" in response.text) is (role not in SEES_NAMES)


@pytest.mark.parametrize("role", ["office_clerk", "grid_worker", "report_handler", "system_admin"])
async def test_other_roles_read_no_files(
    client_as: ClientAs, register: Register, role: str
) -> None:
    person = await register()

    response = await client_as(role).get(f"/v1/people/{person.id}")

    assert response.status_code == 403


async def test_a_worker_sees_his_own_file_and_nobody_elses(
    client_as: ClientAs, register: Register
) -> None:
    own = await register(1, account_id=person_id("unit_worker"))
    other = await register(2)
    worker = client_as("unit_worker", unit=UNIT)

    listed = await worker.get("/v1/people")

    assert [person["id"] for person in listed.json()["items"]] == [str(own.id)]
    assert (await worker.get(f"/v1/people/{other.id}")).status_code == 404


async def test_an_officer_sees_his_villages_files_only(
    client_as: ClientAs, register: Register
) -> None:
    await register(1)
    there = await register(2, unit_id=OTHER_UNIT)
    officer = client_as("training_officer", area=AREA)

    listed = await officer.get("/v1/people")

    assert len(listed.json()["items"]) == 1
    assert (await officer.get(f"/v1/people/{there.id}")).status_code == 404


async def test_revealing_takes_a_purpose_and_is_written_down(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    person = await register()
    address = f"/v1/people/{person.id}/reveal"

    aimless = await officer.post(address, json={})
    response = await officer.post(address, json={"purpose": "national_site"})

    history = (await officer.get(f"/v1/people/{person.id}/history")).json()["items"]
    assert aimless.status_code == 422
    assert response.json() == {"identity_number": identity(1), "phone": "13800001234"}
    assert response.headers["cache-control"] == "no-store"
    assert (history[0]["action"], history[0]["why"]) == ("reveal", "national_site")
    assert identity(1) not in json.dumps(history)


@pytest.mark.parametrize("role", ["unit_manager", "enforcement_officer", "auditor", "unit_worker"])
async def test_nobody_else_reveals(client_as: ClientAs, register: Register, role: str) -> None:
    person = await register(1, account_id=person_id(role))
    client = client_as(role, area=AREA, unit=UNIT)

    response = await client.post(f"/v1/people/{person.id}/reveal", json={"purpose": "authority"})

    assert response.status_code == 403


async def test_an_officer_of_elsewhere_reveals_nothing(
    client_as: ClientAs, register: Register
) -> None:
    person = await register()
    elsewhere = client_as("training_officer", area=OTHER_AREA)

    response = await elsewhere.post(f"/v1/people/{person.id}/reveal", json={"purpose": "authority"})

    assert response.status_code == 404


async def test_people_are_found_by_number_or_name_in_the_body(
    officer: AsyncClient, register: Register
) -> None:
    person = await register(1, name="王演示")
    await register(2, name="陈演示")

    by_number = await officer.post("/v1/people/find", json={"identity_number": identity(1)})
    by_name = await officer.post("/v1/people/find", json={"name": "王"})
    nobody = await officer.post("/v1/people/find", json={"identity_number": identity(3)})

    for response in (by_number, by_name):
        assert [found["id"] for found in response.json()["items"]] == [str(person.id)]
    assert nobody.json()["items"] == []


async def test_a_correction_names_its_fields_and_not_their_content(
    officer: AsyncClient, register: Register
) -> None:
    person = await register()
    address = f"/v1/people/{person.id}"
    body = {"name": "王改名", "phone": None, "account_id": str(uuid4())}

    unversioned = await officer.put(address, json=body)
    response = await officer.put(address, json=body, headers=if_match(1))
    stale = await officer.put(address, json=body, headers=if_match(1))

    history = (await officer.get(f"{address}/history")).json()["items"]
    assert unversioned.status_code == 428
    assert (response.status_code, response.json()["phone"]) == (200, None)
    assert stale.status_code == 412
    assert history[0]["changes"] == {"fields": [None, ["name", "phone", "account_id"]]}


async def test_a_unit_reads_the_files_of_those_who_left_and_changes_them_no_more(
    manager: AsyncClient, officer: AsyncClient, register: Register
) -> None:
    person = await register()
    address = f"/v1/people/{person.id}"
    body = {"name": "王改名", "phone": None, "account_id": None}
    [work] = (await manager.get(address)).json()["employments"]
    await manager.post(
        f"{address}/employments/{work['id']}/end", json={"to_on": "2026-03-03"}, headers=if_match(1)
    )

    by_unit = await manager.put(address, json=body, headers=if_match(1))
    by_officer = await officer.put(address, json=body, headers=if_match(1))

    assert (await manager.get(address)).status_code == 200
    assert by_unit.status_code == 404
    assert by_officer.status_code == 200


async def test_an_account_belongs_to_one_file(officer: AsyncClient, register: Register) -> None:
    account = uuid4()
    await register(1, account_id=account)
    other = await register(2)
    body = {"name": "王演示", "phone": None, "account_id": str(account)}

    response = await officer.put(f"/v1/people/{other.id}", json=body, headers=if_match(1))

    assert (response.status_code, response.json()["code"]) == (409, "account_taken")


async def test_lists_turn_pages_and_take_filters(officer: AsyncClient, register: Register) -> None:
    people = [await register(n, kind=Kind.OWN if n < 3 else Kind.DISPATCHED) for n in range(1, 5)]

    first = (await officer.get("/v1/people", params={"limit": 3})).json()
    rest = (await officer.get("/v1/people", params={"limit": 3, "after": first["next"]})).json()
    dispatched = await officer.get("/v1/people", params={"kind": "dispatched"})
    before = await officer.get("/v1/people", params={"employed_on": "2019-12-31"})

    ids = [person["id"] for person in first["items"] + rest["items"]]
    assert ids == [str(person.id) for person in people]
    assert rest["next"] is None
    assert len(dispatched.json()["items"]) == 2
    assert before.json()["items"] == []
