"""Short ways to what several journeys begin with."""

from datetime import timedelta
from typing import Any

from tests.journeys import fresh
from tests.journeys.people import Cast, Person
from tests.journeys.plot import VILLAGE


def a_finding(**changes: Any) -> dict[str, Any]:
    """A hazard as an inspector enters it."""
    plain = {
        "description": f"配电箱无盖,电线裸露({fresh.mark()})",
        "origin": "inspection",
        "found_on": str(fresh.today()),
        "area": VILLAGE,
    }
    return plain | changes


def a_verification(**changes: Any) -> dict[str, Any]:
    plain = {
        "level": "major",
        "criteria": ["GM-3-2"],
        "department": "fire_station",
        "due_on": str(fresh.today() + timedelta(days=30)),
        "finding": "现场核查属实",
    }
    return plain | changes


async def a_hazard(clerk: Person, **changes: Any) -> dict[str, Any]:
    hazard: dict[str, Any] = await clerk.post("/v1/hazards", a_finding(**changes))
    return hazard


async def a_verified_major_hazard(cast: Cast) -> dict[str, Any]:
    clerk = await cast.who("clerk")
    hazard = await a_hazard(clerk)
    verified: dict[str, Any] = await clerk.post(
        f"/v1/hazards/{hazard['id']}/verify", a_verification(), at=hazard
    )
    return verified


async def known(clerk: Person, words: str) -> int:
    """How many hazards the registry knows with these words."""
    return len((await clerk.get("/v1/hazards", text=words))["items"])
