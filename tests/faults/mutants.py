"""Six broken builds. The rig is worth something only if each of them is caught."""

import random
import time
from dataclasses import dataclass
from typing import Any, Final

from tests.faults import convergence, provocations, snapshot
from tests.faults.callers import StubbornCast
from tests.faults.catalogue import Nemesis
from tests.faults.checker import Evidence, Violation, check
from tests.faults.convergence import OWNERS, READS
from tests.faults.history import History
from tests.faults.provocations import Provoke, Stage
from tests.faults.run import say
from tests.faults.system import Patient
from tests.journeys.people import WentWrong

# Seconds without movement until it is taken for granted that nothing moves any more; a new reader
# takes over, and a relay finds its connection again, within two.
STILL: Final = 12.0


@dataclass(frozen=True)
class Mutant:
    """A protection left out, how its absence comes to light, and as what: invariant and words."""

    name: str
    provoke: Provoke
    invariant: str
    words: str

    def shows_in(self, violation: Violation) -> bool:
        """Test whether this is what the absence of the protection leads to."""
        return violation.invariant == self.invariant and self.words in violation.what


MUTANTS: Final = (
    Mutant("outbox_outside_tx", provocations.crash_in_a_request, "I2", "does not exist"),
    Mutant("row_lock", provocations.one_relay_overtakes_another, "I6", "stands out of order"),
    Mutant("no_audit", provocations.the_tail_is_lost, "I6", "is not in the stream"),
    Mutant("ack_before_commit", provocations.crash_before_commit, "I1", "acted on 0 times"),
    Mutant("no_version_guard", provocations.an_event_comes_early, "I3", "stands at 3, acted on up to 1"),
    Mutant("no_inbox", provocations.crash_before_ack, "I1", "acted on 2 times"),
)  # fmt: skip


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
    known = {str(one) for one in await _violations(nemesis)}
    if known:
        raise RuntimeError(f"violated before any mutant was let loose: {known}")
    caught: dict[str, list[str]] = {}
    async with StubbornCast(patient.whole.address, history, chance) as cast:
        for mutant in MUTANTS:
            began = time.monotonic()
            found = await _provoked(mutant, Stage(nemesis, cast))
            telling = [one for one in found if str(one) not in known and mutant.shows_in(one)]
            caught[mutant.name] = [f"{one.invariant} {one.what}" for one in telling[:3]]
            seconds = time.monotonic() - began
            say(
                f"{mutant.name}: {len(telling)} × {mutant.invariant} {mutant.words} ({seconds:.0f} s)"
            )
            known |= {str(one) for one in found}
    return caught


async def _provoked(mutant: Mutant, stage: Stage) -> list[Violation]:
    """Let one loose, provoke it, and look while it is still loose: a healthy system mends much."""
    stage.patient.let_loose(mutant.name)
    try:
        await mutant.provoke(stage)
    except WentWrong as trouble:
        say(f"{mutant.name}: {trouble}")
    found = await _violations(stage.nemesis)
    stage.patient.let_loose(mutant.name, loose=False)
    return found


async def _violations(nemesis: Nemesis) -> list[Violation]:
    """Look when nothing moves any more: what is late is not lost."""
    ignored = nemesis.poisoned.ignored
    await convergence.converge(nemesis.patient, list(ignored), seconds=120, still=STILL)
    found = await snapshot.look(nemesis.patient, reads=READS, owners=OWNERS)
    attempts = nemesis.history.attempts
    return check(Evidence(snapshot=found, attempts=attempts, ignored=frozenset(ignored)))


def page(told: dict[str, Any]) -> str:
    """Lay the catch out for a terminal."""
    lines = [
        f"变异体 mutants: {sum(map(bool, told['caught'].values()))} of {len(told['caught'])} caught"
    ]
    for name, found in told["caught"].items():
        lines.append(f"  {'✓' if found else '✗'} {name}")
        lines += [f"      {what}" for what in found]
    return "\n".join(lines)
