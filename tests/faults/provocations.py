"""How the absence of each protection is brought to light: by holding a process at one place, not by luck."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from tests.faults.callers import StubbornCast
from tests.faults.catalogue import Nemesis, crash_at, lose_what_happens_during
from tests.faults.nats_servers import close
from tests.faults.system import Patient
from tests.journeys import fresh
from tests.journeys.acting import a_finding
from tests.journeys.people import Person, eventually
from tests.journeys.plot import VILLAGE

REGISTRY: Final = "hazard_registry"
PATIENCE: Final = 30.0  # seconds until somebody steps into a trap
_OVERTAKEN: Final = """
SELECT 1 FROM outbox_event late JOIN outbox_event early USING (aggregatetype, aggregateid)
WHERE early.aggregatever < late.aggregatever
  AND early.published_at IS NULL AND late.published_at IS NOT NULL
"""
_PUBLISHED: Final = """
SELECT 1 FROM outbox_event WHERE aggregateid = ANY($1::text[])
HAVING count(*) > 0 AND bool_and(published_at IS NOT NULL)
"""
_TAKEN: Final = """
SELECT 1 FROM inbox_version WHERE consumer = 'enforcement-HAZARD'
AND aggregateid = ANY($1::text[]) AND ver = $2 HAVING count(*) = cardinality($1::text[])
"""
_TWICE: Final = "SELECT 1 FROM inbox_message GROUP BY consumer, event_id HAVING count(*) > 1"


@dataclass(frozen=True)
class Stage:
    """Where a mutant is provoked, and by whom."""

    nemesis: Nemesis
    cast: StubbornCast

    @property
    def patient(self) -> Patient:
        return self.nemesis.patient

    async def report(self, number: int) -> list[Any]:
        """Report so many hazards at once."""
        clerk = await self.cast.who("clerk")
        return await asyncio.gather(
            *(clerk.post("/v1/hazards", a_finding()) for _ in range(number))
        )

    async def reject(self, hazards: list[Any]) -> None:
        clerk = await self.cast.who("clerk")
        await asyncio.gather(*(_reject(clerk, hazard) for hazard in hazards))

    async def register(self) -> None:
        """Register a unit, of which every other service hears."""
        clerk = await self.cast.who("clerk")
        unit = {"code": fresh.credit_code(), "name": f"(演示)变异体{fresh.mark()}", "area": VILLAGE}
        await clerk.post("/v1/units", unit)

    async def comes_true(self, what: str, service: str, query: str, *given: Any) -> None:
        """Wait until a question to a service's database has an answer."""

        async def asked() -> bool | None:
            return bool(await self.patient.ask(service, query, *given)) or None

        await eventually(what, asked, seconds=PATIENCE)


Provoke = Callable[[Stage], Awaitable[None]]


async def _reject(clerk: Person, hazard: Any) -> None:
    await clerk.post(
        f"/v1/hazards/{hazard['id']}/reject", {"reason": "现场核查未发现隐患"}, at=hazard
    )


@asynccontextmanager
async def _crash(stage: Stage, service: str, point: str) -> AsyncIterator[None]:
    """Let a process die at a point while something is done."""
    dying = asyncio.create_task(crash_at(stage.patient, service, point, seconds=PATIENCE))
    await asyncio.sleep(0.2)  # until the trap is set
    yield
    await dying


async def crash_in_a_request(stage: Stage) -> None:
    async with _crash(stage, REGISTRY, "api.before_commit"):
        again_and_again = asyncio.create_task(stage.register())
    await again_and_again


async def one_relay_overtakes_another(stage: Stage) -> None:
    """One relay is held in the middle of its batch until the other has published what came later."""
    patient, worker = stage.patient, "hazard-registry.worker"
    for which in range(2):  # while they are frozen a backlog grows: a batch
        patient.pause(worker, which)
    hazards = await stage.report(8)
    patient.trap(REGISTRY, "relay.mid_batch", "hold")
    patient.resume_all()
    try:
        await eventually("a relay is held", _held(patient), seconds=PATIENCE)
        await stage.reject(hazards)
        await stage.comes_true("another has overtaken it", REGISTRY, _OVERTAKEN)
    finally:
        patient.forget_trap(REGISTRY, "relay.mid_batch")


def _held(patient: Patient) -> Callable[[], Awaitable[bool | None]]:
    async def held() -> bool | None:
        return patient.trap_taken(REGISTRY, "relay.mid_batch") or None

    return held


async def the_tail_is_lost(stage: Stage) -> None:
    """NATS forgets events that the outbox knows to be published."""
    await lose_what_happens_during(stage.patient.nats, _publish_some(stage))


async def _publish_some(stage: Stage) -> None:
    ids = [hazard["id"] for hazard in await stage.report(5)]
    await stage.comes_true("they are published", REGISTRY, _PUBLISHED, ids)


async def crash_before_commit(stage: Stage) -> None:
    async with _crash(stage, "enforcement", "consumer.before_commit"):
        await stage.register()


async def an_event_comes_early(stage: Stage) -> None:
    """Somebody's third event comes before the second: a copy of its first, numbered ahead."""
    hazards = await stage.report(5)
    ids = [hazard["id"] for hazard in hazards]
    await stage.comes_true("their first is read", "enforcement", _TAKEN, ids, 1)
    await _forge(stage, ids)
    await stage.comes_true("their third is taken", "enforcement", _TAKEN, ids, 3)
    await stage.reject(hazards)


async def _forge(stage: Stage, ids: list[str]) -> None:
    first = "SELECT payload::text FROM outbox_event WHERE aggregateid = ANY($1::text[])"
    client = await stage.patient.nats.client()
    for row in await stage.patient.ask(REGISTRY, first, ids):
        early = json.loads(row["payload"]) | {"id": str(uuid4()), "sequence": "3".zfill(20)}
        stage.nemesis.poisoned.ignored.add(early["id"])
        body, headers = json.dumps(early).encode(), {"Nats-Msg-Id": early["id"]}
        await client.publish("hazard.reported", body, headers=headers)
    await client.flush()
    await close(client)


async def crash_before_ack(stage: Stage) -> None:
    """What was acted on comes again. Without its key the inbox is a list of what was acted on."""
    async with stage.patient.whole.database("enforcement") as db:
        await db.execute("ALTER TABLE inbox_message DROP CONSTRAINT inbox_message_pkey")
    async with _crash(stage, "enforcement", "consumer.before_ack"):
        await stage.register()
    await stage.comes_true("it is acted on again", "enforcement", _TWICE)
