"""What should be gone has a date, evidence when it is, and is a hazard when it is late."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.hazards import HazardReported
from hazard_registry.domain.unit import Unit
from hazard_registry.use_cases.eliminations import mark_eliminations_overdue

from .people import LUJIANG, People


def noon(day: int) -> datetime:
    return datetime(2026, 3, day, 4, tzinfo=UTC)


async def kind(people: People, code: str) -> str:
    [found] = (await people.village.get("/v1/elimination-kinds", params={"code": code})).json()[
        "items"
    ]
    return str(found["id"])


async def enter(people: People, **changed: Any) -> dict[str, Any]:
    body = {
        "kind_id": await kind(people, "old_fishing_boat"),
        "holder": "boat",
        "held_by": "闽南渔演示01",
        "area": LUJIANG,
        "due_on": "2026-03-04",
    }
    made = await people.village.post("/v1/eliminations", json=body | changed)
    assert made.status_code == 201, made.text
    thing: dict[str, Any] = made.json()
    return thing


async def test_without_a_date_of_its_own_it_has_the_catalogues(people: People) -> None:
    tractor = await enter(people, kind_id=await kind(people, "modified_tractor"), due_on=None)
    undated = await enter(people, due_on=None)

    assert (tractor["due_on"], undated["due_on"]) == ("2025-12-31", None)


async def test_what_is_late_is_a_hazard_once_the_day_after(
    people: People, tx: Session, clock: FixedClock, unit: Unit
) -> None:
    await enter(people, unit_id=str(unit.id))
    await enter(people, due_on=None)

    assert await mark_eliminations_overdue(tx, at=noon(4)) == 0
    assert await mark_eliminations_overdue(tx, at=noon(5)) == 1
    assert await mark_eliminations_overdue(tx, at=noon(6)) == 0

    [event] = await emitted(tx, HazardReported)
    assert (event.origin.value, event.unit_id) == ("elimination_overdue", unit.id)
    clock.at = noon(5)
    late = (await people.village.get("/v1/eliminations", params={"overdue": "true"})).json()
    assert [line["hazard_id"] for line in late["items"]] == [str(event.hazard_id)]


async def test_it_is_done_when_somebody_shows_it(
    people: People, evidence: UUID, client_as: ClientAs
) -> None:
    thing = await enter(people, quantity=3)
    await enter(people)
    path = f"/v1/eliminations/{thing['id']}/finish"
    done = {"done_on": "2026-03-04", "note": "已拆解", "evidence": [str(evidence)]}

    bare = await people.village.post(
        path, json=done | {"evidence": []}, headers={"If-Match": '"1"'}
    )
    shown = await people.village.post(path, json=done, headers={"If-Match": '"1"'})
    again = await people.village.post(path, json=done, headers={"If-Match": '"2"'})
    shares = (await people.leader.get("/v1/eliminations/shares")).json()
    before = (await people.leader.get("/v1/eliminations/shares?as_of=2026-03-03")).json()

    assert (bare.status_code, bare.json()["code"]) == (422, "evidence_required")
    assert (shown.status_code, again.json()["code"]) == (200, "illegal_move")
    [boats] = [line for line in shares if line["code"] == "old_fishing_boat"]
    assert (boats["held"], boats["done"], boats["rate"]) == (4, 3, "75.0")
    assert [line["done"] for line in before if line["held"]] == [0]
    far = client_as("village_officer", area="350583002001", person="far")
    assert (await far.get(f"/v1/eliminations/{thing['id']}")).status_code == 404
    assert (await far.get(f"/v1/attachments/{evidence}")).status_code == 404
    assert (await people.worker.post(path, json=done)).status_code == 403


async def test_what_it_names_must_be_there(people: People) -> None:
    thing = await enter(people)
    body = {name: thing[name] for name in ("kind_id", "holder", "held_by", "area")}
    nowhere = "00000000-0000-4000-8000-000000000000"

    async def change(**changed: Any) -> Any:
        answer = await people.clerk.put(
            f"/v1/eliminations/{thing['id']}", json=body | changed, headers={"If-Match": '"1"'}
        )
        return answer.json()["code"]

    assert await change(kind_id=nowhere) == "elimination_kind_unknown"
    assert await change(department="nobody") == "department_unknown"
    assert await change(unit_id=nowhere) == "unit_unknown"
    assert await change(area="350583002208") == "area_unknown"
    kinds = (await people.clerk.get("/v1/elimination-kinds")).json()["items"]
    plain = {name: kinds[0][name] for name in ("code", "title", "action", "source")}
    path = f"/v1/elimination-kinds/{kinds[0]['id']}"
    taken = await people.clerk.put(
        path, json=plain | {"code": kinds[1]["code"]}, headers={"If-Match": '"1"'}
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "exists_already")
