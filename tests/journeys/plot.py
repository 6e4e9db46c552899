"""What the chapters of the story hand on to each other."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.journeys import fresh
from tests.journeys.device import Device
from tests.journeys.people import Cast, Person
from tests.journeys.telling import Telling

DATA = Path(__file__).parents[1] / "data"
PHOTOGRAPH = DATA / "gas-cylinders.jpg"
LEDGER = DATA / "ledger.xlsx"

VILLAGE = "350583002203"  # 霞西村
BUREAU = "emergency_bureau"


@dataclass
class Plot:
    """Who takes part, and what has come of it so far."""

    cast: Cast
    tell: Telling
    today: date = field(default_factory=fresh.today)
    mark: str = field(default_factory=fresh.mark)

    unit: dict[str, Any] = field(default_factory=dict)
    manager: Person = field(init=False)
    welder: dict[str, Any] = field(default_factory=dict)
    certificate: dict[str, Any] = field(default_factory=dict)
    device: Device = field(init=False)
    report: dict[str, Any] = field(default_factory=dict)
    hazard: dict[str, Any] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    reward: dict[str, Any] = field(default_factory=dict)

    async def move(self, move: str, body: Any = None, *, by: str | Person) -> dict[str, Any]:
        """Move the hazard, based on the version read last."""
        who = by if isinstance(by, Person) else await self.cast.who(by)
        path = f"/v1/hazards/{self.hazard['id']}/{move}"
        self.hazard = await who.post(path, body, at=self.hazard)
        return self.hazard

    async def carry(self, move: str, body: Any = None, *, by: str) -> dict[str, Any]:
        """Carry the case one step on."""
        who = await self.cast.who(by)
        path = f"/v1/cases/{self.case['id']}/{move}"
        self.case = await who.post(path, body if body is not None else {}, at=self.case)
        return self.case
