"""Where people work."""

from datetime import date
from typing import Any
from uuid import uuid4

from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import everything
from httpx import AsyncClient
from training_records.domain.employment import Employment
from training_records.domain.person import Person
from training_records.examples import OTHER_UNIT, UNIT, Register, if_match
from training_records.store import employment as employments

POST: dict[str, Any] = {"unit_id": str(UNIT), "kind": "contracted", "post": "焊工", "needs": []}


async def only_work(tx: Session, person: Person) -> Employment:
    [work] = await employments.page(
        tx, sight=everything(), request=PageRequest(), person_id=person.id
    )
    return work


async def test_a_person_takes_a_second_post(manager: AsyncClient, register: Register) -> None:
    person = await register()
    address = f"/v1/people/{person.id}/employments"

    response = await manager.post(address, json={**POST, "from_on": "2026-03-01"})
    again = await manager.post(address, json={**POST, "from_on": "2026-03-02"})

    listed = (await manager.get(address)).json()["items"]
    assert response.status_code == 201, response.text
    assert (again.status_code, again.json()["code"]) == (409, "employment_exists")
    assert [work["post"] for work in listed] == ["电工", "焊工"]


async def test_work_ends_with_its_last_day_and_is_then_left_alone(
    manager: AsyncClient, register: Register, tx: Session
) -> None:
    person = await register()
    work = await only_work(tx, person)
    address = f"/v1/people/{person.id}/employments/{work.id}"

    early = await manager.post(f"{address}/end", json={"to_on": "2019-12-31"}, headers=if_match(1))
    ended = await manager.post(f"{address}/end", json={"to_on": "2026-03-04"}, headers=if_match(1))
    twice = await manager.post(f"{address}/end", json={"to_on": "2026-03-05"}, headers=if_match(2))
    changed = await manager.put(
        f"{address}/post", json={"post": "焊工", "needs": []}, headers=if_match(2)
    )

    history = (await manager.get(f"{address}/history")).json()["items"]
    assert (early.status_code, early.json()["code"]) == (422, "dates_disordered")
    assert (ended.status_code, ended.json()["to_on"]) == (200, "2026-03-04")
    assert (twice.status_code, twice.json()["code"]) == (409, "employment_ended")
    assert changed.status_code == 409
    assert [entry["action"] for entry in history] == ["end", "start"]


async def test_a_posts_needs_are_corrected_against_the_version_that_was_read(
    manager: AsyncClient, register: Register, tx: Session
) -> None:
    person = await register()
    work = await only_work(tx, person)
    address = f"/v1/people/{person.id}/employments/{work.id}/post"
    need = {"regime": "special_operation", "item": "2.1"}

    response = await manager.put(
        address, json={"post": "焊工", "needs": [need, need]}, headers=if_match(1)
    )
    stale = await manager.put(address, json={"post": "焊工", "needs": []}, headers=if_match(1))

    assert response.json()["needs"] == [{**need, "item_name": "熔化焊接与热切割"}]
    assert stale.status_code == 412
    assert (await only_work(tx, person)).needs[0].item == "2.1"


async def test_an_employment_lies_under_its_own_person_only(
    manager: AsyncClient, register: Register, tx: Session
) -> None:
    one, other = await register(1), await register(2)
    work = await only_work(tx, one)

    response = await manager.get(f"/v1/people/{other.id}/employments/{work.id}/history")

    assert response.status_code == 404


async def test_a_manager_neither_sees_nor_adds_work_elsewhere(
    manager: AsyncClient, register: Register
) -> None:
    away = await register(1, unit_id=OTHER_UNIT)
    here = await register(2)
    post = {**POST, "unit_id": str(OTHER_UNIT), "from_on": str(date(2026, 3, 1))}

    unseen = await manager.get(f"/v1/people/{away.id}/employments")
    beyond = await manager.post(f"/v1/people/{here.id}/employments", json=post)
    nobody = await manager.post(f"/v1/people/{uuid4()}/employments", json=post)

    assert (unseen.status_code, beyond.status_code, nobody.status_code) == (404, 422, 404)
