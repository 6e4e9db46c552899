"""Who takes part in a hazard's life, and how they make their moves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from attachments.tables import attachment
from chassis.db import Session
from chassis.ids import new_id
from chassis.testing import ClientAs
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import NOON
from httpx import AsyncClient, Response
from sqlalchemy import insert

LIUCHENG = "350583002"
LUJIANG = "350583002202"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One client a person."""

    village: AsyncClient
    enterprise: AsyncClient
    enterprise_two: AsyncClient
    enterprise_three: AsyncClient
    office: AsyncClient
    clerk: AsyncClient
    manager: AsyncClient
    worker: AsyncClient
    leader: AsyncClient
    admin: AsyncClient
    auditor: AsyncClient


def gather(client_as: ClientAs, unit: Unit) -> People:
    def officer(department: str, person: str = "one") -> AsyncClient:
        return client_as("department_officer", area=LIUCHENG, department=department, person=person)

    return People(
        village=client_as("village_officer", area=LUJIANG),
        enterprise=officer("enterprise"),
        enterprise_two=officer("enterprise", "two"),
        enterprise_three=officer("enterprise", "three"),
        office=officer("office", "four"),
        clerk=client_as("office_clerk", area=LIUCHENG),
        manager=client_as("unit_manager", unit=unit.id),
        worker=client_as("unit_worker", unit=unit.id, person="two"),
        leader=client_as("leader", area=LIUCHENG),
        admin=client_as("system_admin"),
        auditor=client_as("auditor"),
    )


async def do(client: AsyncClient, hazard: dict[str, Any], move: str, **body: object) -> Response:
    """Make a move at the version that stands, and keep what came of it in `hazard`."""
    response = await client.post(
        f"/v1/hazards/{hazard['id']}/{move}",
        json=body,
        headers={"If-Match": f'"{hazard["version"]}"'},
    )
    if response.is_success and "status" in response.json():
        hazard.update(response.json())
    return response


async def report(client: AsyncClient, **changes: object) -> dict[str, Any]:
    """Report a hazard, but for what is given; it must be taken."""
    body = {
        "description": "切割车间配电箱无盖,电线裸露",
        "origin": "inspection",
        "found_on": "2026-03-03",
        "area": LUJIANG,
        "department": "enterprise",
    }
    response = await client.post("/v1/hazards", json=body | changes)
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


VERIFIED = {
    "level": "major",
    "criteria": ["GM-3-2"],
    "department": "enterprise",
    "due_on": "2026-04-03",
}
PLAN = {
    "responsible": "王演示",
    "measures": "更换配电箱并加装防护",
    "funds": "20000.00",
    "deadline": "2026-04-01",
    "contingency": "断电预案",
    "interim_control": "设警戒线",
}


async def bring_to_review(
    people: People, hazard: dict[str, Any], evidence: UUID, **verified: object
) -> None:
    """Verify, plan, start and submit a hazard."""
    moves = [
        await do(people.enterprise, hazard, "verify", **(VERIFIED | verified)),
        await do(people.manager, hazard, "plan", **PLAN),
        await do(people.manager, hazard, "start"),
        await do(people.manager, hazard, "submit", note="已整改", attachments=[str(evidence)]),
    ]
    assert [move.status_code for move in moves] == [200] * 4, [move.text for move in moves]


async def photograph(tx: Session) -> UUID:
    """Keep a photograph that somebody sent."""
    id_ = new_id()
    row = {"id": id_, "sha256": "0" * 64, "kind": "photo", "media_type": "image/jpeg"}
    row |= {"size": 1, "evidence": {}, "added_by": "test", "added_at": NOON}
    await tx.execute(insert(attachment).values(row))
    return id_
