"""Fixtures for enforcement: an emergency bureau with people, powers that are confirmed."""

from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import *  # noqa: F403 - its fixtures
from chassis.testing import ClientAs
from enforcement.store import body as bodies
from enforcement.use_cases import body as use_cases

from .bureau import ADMIN, NOON, Bureau, an_officer, hear, verified


@pytest.fixture(scope="session")
def package() -> str:
    return "enforcement"


@pytest_asyncio.fixture
async def bureau(tx: Session, client_as: ClientAs, clock: FixedClock) -> Bureau:
    """Three certified officers, a head, a legal reviewer; the power to punish is confirmed."""
    people = [await an_officer(tx, number) for number in range(3)]
    [power] = await bodies.entries(tx, matter="industry_trade", body="emergency_bureau")
    assert power.id is not None
    await use_cases.confirm_competence(tx, entry_id=power.id, why="核对", by=ADMIN, at=NOON)
    at_bureau: dict[str, Any] = {"area": "350583", "department": "emergency_bureau"}
    return Bureau(
        officer=client_as("enforcement_officer", person="0", **at_bureau),
        head=client_as("department_head", **at_bureau),
        legal=client_as("legal_reviewer", **at_bureau),
        officers=people,
        clock=clock,
    )


@pytest_asyncio.fixture
async def clue(tx: Session, bureau: Bureau) -> dict[str, Any]:
    """The clue a verified major hazard made, as the bureau sees it."""
    event = verified()
    await hear(tx, event)
    listed = await bureau.officer.get("/v1/clues", params={"hazard_id": str(event.hazard_id)})
    [found] = listed.json()["items"]
    return dict(found)


@pytest_asyncio.fixture
async def filed(bureau: Bureau, clue: dict[str, Any]) -> Bureau:
    """The bureau with a case just filed."""
    response = await bureau.file(clue)
    assert response.status_code == 201, response.text
    return bureau
