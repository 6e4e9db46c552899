"""Six broken builds. The rig is worth something only if each of them is caught."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from tests.faults import convergence, snapshot
from tests.faults.callers import StubbornCast
from tests.faults.catalogue import Nemesis, crash_at, lose_tail
from tests.faults.checker import Evidence, Violation, check
from tests.faults.convergence import OWNERS, READS
from tests.faults.history import History
from tests.faults.nats_servers import close
from tests.faults.run import say
from tests.faults.system import Patient
from tests.faults.traffic import Traffic

LOOSE_SECONDS: Final = 12.0
PATIENCE: Final = 60.0  # seconds until somebody steps into a trap
Provoke = Callable[[Nemesis], Awaitable[None]]


async def _tail_lost(nemesis: Nemesis) -> None:
    await lose_tail(nemesis)


async def _two_relays_at_once(nemesis: Nemesis) -> None:
    """One relay hangs in the middle of its batch; the other goes on with what came later."""
    patient = nemesis.patient
    patient.trap("hazard_registry", "relay.mid_batch", "sleep")
    patient.kill("hazard-registry.worker")  # while they are away a backlog grows: a batch
    for _ in range(int(PATIENCE * 10)):
        if patient.trap_taken("hazard_registry", "relay.mid_batch"):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(12)  # longer than it hangs
    patient.forget_trap("hazard_registry", "relay.mid_batch")


async def _crash_before_commit(nemesis: Nemesis) -> None:
    await crash_at(nemesis.patient, "enforcement", "consumer.before_commit", seconds=PATIENCE)


async def _crash_before_ack(nemesis: Nemesis) -> None:
    await crash_at(nemesis.patient, "enforcement", "consumer.before_ack", seconds=PATIENCE)


async def _crash_in_request(nemesis: Nemesis) -> None:
    await crash_at(nemesis.patient, "hazard_registry", "api.before_commit", seconds=PATIENCE)


async def _early_event(nemesis: Nemesis) -> None:
    """Somebody's third event comes before the second: a copy of its first, numbered ahead."""
    rows = await nemesis.patient.ask(
        "hazard_registry",
        "SELECT payload::text FROM outbox_event WHERE subject = 'hazard.reported' AND aggregateid IN "
        "(SELECT id::text FROM hazards WHERE status = 'suspected' ORDER BY reported_at DESC LIMIT 40)",
    )
    client = await nemesis.patient.nats.client()
    for row in rows:
        event = json.loads(row["payload"])
        early = event | {"id": str(uuid4()), "sequence": "3".zfill(20)}
        nemesis.poisoned.ignored.add(early["id"])
        await client.publish(
            "hazard.reported", json.dumps(early).encode(), headers={"Nats-Msg-Id": early["id"]}
        )
    await client.flush()
    await close(client)
    async with StubbornCast(nemesis.patient.whole.address, nemesis.history, nemesis.chance) as cast:
        clerk = await cast.who("clerk")
        for row in rows[:20]:
            path = f"/v1/hazards/{json.loads(row['payload'])['subject']}"
            await clerk.send(
                "POST",
                f"{path}/reject",
                json={"reason": "现场核查未发现隐患"},
                at=await clerk.get(path),
            )


@dataclass(frozen=True)
class Mutant:
    """A protection left out, how its absence shows, and by which invariants."""

    name: str
    provoke: Provoke
    caught_by: frozenset[str]


MUTANTS: Final = (
    Mutant("outbox_outside_tx", _crash_in_request, frozenset({"I2"})),
    Mutant("row_lock", _two_relays_at_once, frozenset({"I6"})),
    Mutant("no_audit", _tail_lost, frozenset({"I6"})),
    Mutant("ack_before_commit", _crash_before_commit, frozenset({"I1"})),
    Mutant("no_version_guard", _early_event, frozenset({"I1"})),
    Mutant("no_inbox", _crash_before_ack, frozenset({"I1", "I3"})),
)


async def catch_all(seed: int) -> dict[str, Any]:
    """Let each loose in one system, one after the other, and see what the checker newly finds."""
    say(f"mutants, seed {seed}: starting")
    patient = await Patient.admit(nodes=1, instances=2)
    try:
        caught = await _on(patient, seed)
    finally:
        await patient.discharge()
    escaped = [name for name, found in caught.items() if not found]
    return {
        "tier": "mutants",
        "seed": seed,
        "caught": caught,
        "violations": [f"{name} was not caught" for name in escaped],
        "never_seen": [],
    }


async def _on(patient: Patient, seed: int) -> dict[str, list[str]]:
    chance, history = random.Random(seed), History()
    nemesis = Nemesis(patient, history, chance)
    known = {_key(one) for one in await _violations(nemesis)}
    if known:
        raise RuntimeError(f"violated before any mutant was let loose: {known}")
    caught: dict[str, list[str]] = {}
    for mutant in MUTANTS:
        await _let_loose(nemesis, mutant)
        found = [one for one in await _violations(nemesis) if _key(one) not in known]
        telling = [one for one in found if one.invariant in mutant.caught_by]
        caught[mutant.name] = [f"{one.invariant} {one.what}" for one in telling[:3]]
        say(f"{mutant.name}: {len(telling)} violations of {', '.join(sorted(mutant.caught_by))}")
        known |= {_key(one) for one in found}
    return caught


async def _let_loose(nemesis: Nemesis, mutant: Mutant) -> None:
    patient = nemesis.patient
    async with StubbornCast(patient.whole.address, nemesis.history, nemesis.chance) as cast:
        traffic = Traffic(cast, nemesis.chance, stories=0, rows=0)
        patient.let_loose(mutant.name)
        await traffic.begin(finders=6, registrars=4, pace=0.3)
        await asyncio.sleep(3)
        await mutant.provoke(nemesis)
        await asyncio.sleep(LOOSE_SECONDS - 3)
        await traffic.stop(30)
        await asyncio.sleep(3)
        patient.let_loose(mutant.name, loose=False)


async def _violations(nemesis: Nemesis) -> list[Violation]:
    """Look when nothing moves any more, longer than anything is waited for: what is late is not lost."""
    poisoned = nemesis.poisoned
    await convergence.converge(nemesis.patient, list(poisoned.ignored), seconds=300, still=40)
    found = await snapshot.look(nemesis.patient, reads=READS, owners=OWNERS)
    evidence = Evidence(
        snapshot=found,
        attempts=nemesis.history.attempts,
        ignored=frozenset(poisoned.ignored),
    )
    return check(evidence)


def _key(one: Violation) -> str:
    return f"{one.invariant} {one.what}"


def page(told: dict[str, Any]) -> str:
    """Lay the catch out for a terminal."""
    lines = [
        f"变异体 mutants: {sum(map(bool, told['caught'].values()))} of {len(told['caught'])} caught"
    ]
    for name, found in told["caught"].items():
        lines.append(f"  {'✓' if found else '✗'} {name}")
        lines += [f"      {what}" for what in found]
    return "\n".join(lines)
