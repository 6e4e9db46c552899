"""F12: what somebody with access to NATS could put into a stream."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import nats

from tests.faults.nats_servers import close
from tests.faults.system import Patient

READERS: Final = {
    "hazard": (("enforcement", "enforcement-HAZARD"),
               ("reporting_whistleblower", "reporting-whistleblower-HAZARD")),
}  # fmt: skip


@dataclass
class Poisoned:
    """What was put in, and what must come of it, by the id of the message."""

    dead: set[str] = field(default_factory=set)  # a dead letter for every reader
    ignored: set[str] = field(default_factory=set)  # read, and nothing done
    stale: set[str] = field(default_factory=set)  # known to be old, and skipped
    refused: int = 0  # too large for the server


async def inject(patient: Patient, chance: random.Random, poisoned: Poisoned) -> str:
    """Put in one of each kind, and wait until its readers have put it aside."""
    [old] = await patient.ask(
        "hazard_registry",
        "SELECT payload::text FROM outbox_event WHERE subject = 'hazard.reported' "
        "AND published_at IS NOT NULL ORDER BY random() LIMIT 1",
    )
    envelope = json.loads(old["payload"])
    client = await patient.nats.client()
    try:
        js = client.jetstream(timeout=5)
        await _put(js, "hazard.verified", b"\x00 no event at all", poisoned.dead)
        broken = _first(envelope, "cn.safety.hazard.verified.v1", {"level": "no such level"})
        await _put(js, "hazard.verified", broken, poisoned.dead)
        later = _first(envelope, "cn.safety.hazard.verified.v9", {"of": "tomorrow"})
        await _put(js, "hazard.verified", later, poisoned.ignored)
        await _put(js, "hazard.reported", json.dumps(envelope).encode(), poisoned.stale)
        await _put_too_large(client, poisoned)
    except (nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
        return f"interrupted: {type(error).__name__}"
    finally:
        await close(client)
    return "4 and 8 MiB" + ("" if await _put_aside(patient, poisoned) else ", not yet put aside")


async def _put(js: Any, subject: str, body: bytes, ids: set[str]) -> None:
    id_ = str(uuid4())
    if body[:1] == b"{":
        body = json.dumps(json.loads(body) | {"id": id_}).encode()
    ids.add(id_)
    await js.publish(subject, body, headers={"Nats-Msg-Id": id_})


def _first(envelope: dict[str, Any], type_: str, data: dict[str, Any]) -> bytes:
    """An event of a thing nobody knows."""
    thing = str(uuid4())
    changed = {"type": type_, "subject": thing, "partitionkey": thing, "data": data}
    return json.dumps(envelope | changed | {"sequence": "1".zfill(20)}).encode()


async def _put_too_large(client: Any, poisoned: Poisoned) -> None:
    try:
        await client.publish("hazard.verified", bytes(8 * 1024 * 1024))
    except nats.errors.MaxPayloadError:
        poisoned.refused += 1


async def _put_aside(patient: Patient, poisoned: Poisoned) -> bool:
    for _ in range(200):
        found = [
            await patient.ask(
                service, "SELECT event_id::text AS id FROM dead_letter WHERE consumer = $1", name
            )
            for service, name in READERS["hazard"]
        ]
        if all(poisoned.dead <= {row["id"] for row in rows} for rows in found):
            return True
        await asyncio.sleep(0.2)
    return False
