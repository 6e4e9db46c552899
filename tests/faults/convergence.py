"""After the faults: heal, wait until everything that was sent has been acted on, and say how long."""

import asyncio
import time
from dataclasses import dataclass
from importlib import import_module

import asyncpg
from chassis.streams import STREAMS, stream_with

from tests.faults.system import SERVICES, Patient

PENDING = "SELECT count(*) FROM outbox_event WHERE published_at IS NULL"
SENT = "SELECT aggregatetype AS noun, count(*) AS number FROM outbox_event GROUP BY 1"
TAKEN = """
SELECT consumer, count(*) AS number FROM inbox_message
WHERE event_id <> ALL($1::uuid[]) GROUP BY consumer
"""
UNSEALED = """
SELECT count(*) FROM audit_entry WHERE NOT EXISTS
  (SELECT FROM audit_node WHERE audit_node.seq = audit_entry.seq)
"""
OWNERS = {stream.name: stream.owner.replace("-", "_") for stream in STREAMS}


def _reads(service: str) -> dict[str, tuple[str, ...]]:
    """Which nouns of which streams a service listens to."""
    nouns = import_module(f"{service}.handlers").handlers.nouns()
    found: dict[str, tuple[str, ...]] = {}
    for noun in nouns:
        stream = stream_with(noun).name
        found[stream] = (*found.get(stream, ()), noun)
    return found


READS = {service: _reads(service) for service in SERVICES}


def consumer(service: str, stream: str) -> str:
    return f"{service.replace('_', '-')}-{stream}"


@dataclass(frozen=True)
class Standing:
    """How far the system is from having done everything."""

    pending: int
    missing: int
    unsealed: int
    well: bool

    @property
    def done(self) -> bool:
        return not (self.pending or self.missing or self.unsealed) and self.well


async def standing(patient: Patient, foreign: list[str]) -> Standing:
    """Look into the databases; `foreign` are messages that are not the publishers' own."""
    sent: dict[str, dict[str, int]] = {}
    taken: dict[str, int] = {}
    pending = unsealed = 0
    for service in SERVICES:
        async with patient.whole.database(service) as db:
            pending += await db.fetchval(PENDING)
            unsealed += await db.fetchval(UNSEALED)
            sent[service] = {row["noun"]: row["number"] for row in await db.fetch(SENT)}
            rows = await db.fetch(TAKEN, foreign)
            taken |= {row["consumer"]: row["number"] for row in rows}
    missing = sum(
        abs(sum(sent[OWNERS[stream]].get(noun, 0) for noun in nouns) - taken.get(consumer(service, stream), 0))
        for service, streams in READS.items()
        for stream, nouns in streams.items()
    )  # fmt: skip
    return Standing(pending, missing, unsealed, bool(await patient.is_well()))


async def converge(
    patient: Patient, foreign: list[str], *, seconds: float, still: float = float("inf")
) -> tuple[float, Standing | None]:
    """Wait; return how long it took and where it stands. Give up if nothing moves for `still`."""
    began = moved = time.monotonic()
    stand: Standing | None = None
    before: Standing | None = None
    while time.monotonic() - began < seconds:
        try:
            stand = await standing(patient, foreign)
            if stand.done:
                break
        except (OSError, asyncpg.PostgresError, TimeoutError):
            stand = None
        if stand != before:
            before, moved = stand, time.monotonic()
        if time.monotonic() - moved > still:
            break
        await asyncio.sleep(0.3)
    return time.monotonic() - began, stand
