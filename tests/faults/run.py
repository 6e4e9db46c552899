"""One run: start, traffic, faults, heal, converge, look, check."""

import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import asyncpg
import nats

from tests.faults import convergence, snapshot
from tests.faults.callers import StubbornCast
from tests.faults.catalogue import ALONE, MISSED, Nemesis, crash_at, drawn
from tests.faults.checker import Evidence, Violation, check
from tests.faults.convergence import OWNERS, READS
from tests.faults.history import History
from tests.faults.probes import Probes
from tests.faults.system import Patient
from tests.faults.tiers import Tier
from tests.faults.traffic import Traffic
from tests.journeys.people import WentWrong, eventually

CANARIES = ("13800000001", "13800000002", "蔡控演示", "接着软管就开火作业", "霞西口令2026")


@dataclass
class Run:
    """Everything that came of it."""

    tier: Tier
    seed: int
    patient: Patient
    history: History
    nemesis: Nemesis
    traffic: Traffic
    probes: Probes
    violations: list[Violation] = field(default_factory=list)
    evidence: Evidence | None = None
    recovered: float = 0.0
    seconds: float = 0.0
    first_fault: float = 0.0
    began_at: float = field(default_factory=time.time)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def foreign(self) -> list[str]:
        """The messages in the streams that nobody of ours has sent."""
        poisoned = self.nemesis.poisoned
        return [*poisoned.dead, *poisoned.ignored, *poisoned.stale]


def say(text: str) -> None:
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()


async def run(tier: Tier, seed: int) -> Run:
    """Do it all; the system is gone afterwards, whatever happens."""
    began = time.monotonic()
    say(f"{tier.name}, seed {seed}: starting")
    patient = await Patient.admit(nodes=tier.nodes, instances=tier.instances)
    try:
        done = await _on(patient, tier, seed)
    finally:
        await patient.discharge()
    done.seconds = time.monotonic() - began
    return done


async def _on(patient: Patient, tier: Tier, seed: int) -> Run:
    chance, history = random.Random(seed), History()
    async with StubbornCast(patient.whole.address, history, random.Random(seed + 1)) as cast:
        traffic = Traffic(cast, random.Random(seed + 2), stories=tier.stories, rows=tier.rows)
        nemesis = Nemesis(patient, history, chance)
        doing = Run(tier, seed, patient, history, nemesis, traffic, Probes(patient, cast))
        await traffic.begin(finders=tier.finders, registrars=tier.registrars, pace=tier.pace)
        await asyncio.sleep(tier.steady)
        doing.first_fault = time.time()
        await _hurt(doing)
        await _heal(doing)
        await doing.probes.finish()
        await traffic.stop()
        if "stream.phantoms" in tier.must_see:
            await _end_with_a_strangers_event(doing)
        history.note("unresolved", number=len(history.unresolved()))
    await _look_and_check(doing)
    return doing


async def _hurt(doing: Run) -> None:
    tier, nemesis = doing.tier, doing.nemesis
    for points in tier.matrix:
        await asyncio.gather(*(_crash(doing, *point) for point in points))
    for name in tier.fixed:
        await _one(doing, name, nemesis)
    until = time.monotonic() + tier.seconds
    turns = [asyncio.Lock() for _ in tier.lines]
    await asyncio.gather(*(_draw(doing, line, turns, until) for line in range(len(turns))))


async def _draw(doing: Run, line: int, turns: list[asyncio.Lock], until: float) -> None:
    """Keep drawing faults; one that must be alone waits until the other lines hold still."""
    nemesis = doing.nemesis.beside(random.Random(f"{doing.seed} {line}"))
    while time.monotonic() < until:
        name = drawn(dict(doing.tier.lines[line]), nemesis.chance)
        async with AsyncExitStack() as still:
            for turn in turns if name in ALONE else [turns[line]]:
                await still.enter_async_context(turn)
            await _one(doing, name, nemesis)
        await asyncio.sleep(nemesis.chance.uniform(0.3, 2.0))


async def _crash(doing: Run, service: str, point: str) -> None:
    crash = crash_at(doing.patient, service, point, seconds=15)
    done = await doing.nemesis.account("F1 crash at a point", crash)
    say(f"{doing.history.now():6.1f} s  {done}")


async def _one(doing: Run, name: str, nemesis: Nemesis) -> None:
    if name in ALONE:
        await _until_well(doing.patient)
    try:
        done = await nemesis.do(name)
    except (OSError, asyncpg.PostgresError, nats.errors.Error) as error:
        done = f"not possible now: {type(error).__name__}{MISSED}"
    say(f"{doing.history.now():6.1f} s  {name}: {done}")
    if doing.tier.probes:
        await doing.probes.send(name)


async def _until_well(patient: Patient) -> None:
    try:
        await eventually("the system is well", patient.is_well, seconds=90)
    except WentWrong:
        say("not well for 90 s")
        return
    await asyncio.sleep(0.5)


async def _heal(doing: Run) -> None:
    doing.patient.resume_all()
    for path in doing.patient.traps.glob("*@*"):
        path.unlink(missing_ok=True)
    await doing.patient.nats.start_all()
    await _until_well(doing.patient)


async def _end_with_a_strangers_event(doing: Run) -> None:
    """Nobody sends anything any more: what comes now stays last, and the relay is asked to look."""
    doing.recovered, _ = await convergence.converge(
        doing.patient, doing.foreign, seconds=600, still=doing.tier.patience
    )
    await _one(doing, "F12 poison", doing.nemesis)
    await _one(doing, "F3 NATS away", doing.nemesis)


async def _look_and_check(doing: Run) -> None:
    patient, poisoned = doing.patient, doing.nemesis.poisoned
    say("converging")
    took, stand = await convergence.converge(
        patient, doing.foreign, seconds=600, still=doing.tier.patience
    )
    doing.recovered = max(doing.recovered, took)
    found = await snapshot.look(
        patient,
        reads=READS,
        owners=OWNERS,
        seconds=doing.recovered,
        patience=doing.tier.patience,
        standing=str(stand),
        converged=stand is not None and stand.done,
    )
    doing.evidence = Evidence(
        snapshot=found,
        attempts=doing.history.attempts,
        dead=frozenset(poisoned.dead),
        ignored=frozenset(poisoned.ignored),
        stale=frozenset(poisoned.stale),
        canaries=CANARIES,
        windows=tuple(doing.nemesis.windows),
    )
    doing.seen = patient.seen()
    doing.violations = check(doing.evidence)
