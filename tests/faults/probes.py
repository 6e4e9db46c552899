"""How long after a fault until a command has its effect everywhere again."""

import asyncio
import time
from collections import defaultdict

import asyncpg

from tests.faults.callers import StubbornCast
from tests.faults.system import Patient
from tests.journeys import fresh
from tests.journeys.people import WentWrong
from tests.journeys.plot import VILLAGE

COPIES = {
    "enforcement": "SELECT 1 FROM units WHERE code = $1",
    "reporting_whistleblower": "SELECT 1 FROM unit_copy WHERE code = $1",
    "training_records": "SELECT 1 FROM known_unit WHERE code = $1",
}
PATIENCE = 90.0
HELD_UP = 1.5  # seconds the next fault waits for a probe


class Probes:
    """Registers a unit after each fault and waits until all three readers know of it."""

    def __init__(self, patient: Patient, cast: StubbornCast) -> None:
        self._patient = patient
        self._cast = cast
        self._tasks: list[asyncio.Task[None]] = []
        self.seconds: dict[str, list[float]] = defaultdict(list)

    async def send(self, fault: str) -> None:
        """Begin; return when it has come through, or soon."""
        task = asyncio.create_task(self._probe(fault))
        self._tasks.append(task)
        await asyncio.wait([task], timeout=HELD_UP)

    async def finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _probe(self, fault: str) -> None:
        began, code = time.monotonic(), fresh.credit_code()
        unit = {"code": code, "name": f"(演示)探针{fresh.mark()}", "area": VILLAGE}
        try:
            clerk = await self._cast.who("clerk")
            await clerk.send("POST", "/v1/units", json=unit, mark=code)
        except WentWrong:
            self.seconds[fault].append(PATIENCE)
            return
        missing = dict(COPIES)
        while missing and time.monotonic() - began < PATIENCE:
            for service, query in list(missing.items()):
                if await self._knows(service, query, code):
                    del missing[service]
            await asyncio.sleep(0.15)
        self.seconds[fault].append(time.monotonic() - began)

    async def _knows(self, service: str, query: str, code: str) -> bool:
        try:
            return bool(await self._patient.whole.value(service, query, code))
        except (OSError, asyncpg.PostgresError, TimeoutError):
            return False
