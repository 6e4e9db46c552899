"""Two lines of faults beside each other, except for what must be alone; and what a seed decides."""

import asyncio
import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from tests.faults.catalogue import ALONE
from tests.faults.history import History
from tests.faults.run import Run, _hurt
from tests.faults.tiers import NIGHTLY


class Hasty(random.Random):
    """Draws as ever and waits for nothing."""

    def uniform(self, a: float, b: float) -> float:
        return min(super().uniform(a, b), 0.001)


class Pretender:
    """A nemesis that only notes what it would have done, and beside what."""

    def __init__(self) -> None:
        self.chance: random.Random = Hasty(0)
        self.going: list[str] = []
        self.done: list[tuple[str, ...]] = []

    def beside(self, chance: random.Random) -> "Pretender":
        other = Pretender()
        other.chance, other.going, other.done = Hasty(), self.going, self.done
        other.chance.setstate(chance.getstate())
        return other

    async def do(self, name: str) -> str:
        self.going.append(name)
        await asyncio.sleep(0.002)
        self.done.append(tuple(self.going))
        self.going.remove(name)
        return "nothing"


async def _drawn(seed: int) -> Pretender:
    tier = replace(NIGHTLY, matrix=(), fixed=(), probes=False, seconds=1.5)
    nemesis = Pretender()

    async def is_well() -> bool:
        return True

    patient = SimpleNamespace(is_well=is_well)
    doing = SimpleNamespace(
        tier=tier, seed=seed, nemesis=nemesis, patient=patient, history=History()
    )
    await _hurt(cast("Run", cast("Any", doing)))
    return nemesis


async def test_lines_go_on_beside_each_other_and_hold_still_for_what_must_be_alone(
    monkeypatch: Any,
) -> None:
    really = asyncio.sleep
    monkeypatch.setattr("tests.faults.run.say", lambda _: None)
    monkeypatch.setattr("tests.faults.run.asyncio.sleep", lambda s: really(min(s, 0.003)))

    done = (await _drawn(7)).done

    alone = [together for together in done if set(together) & set(ALONE)]
    assert len(alone) > 3
    assert {len(together) for together in alone} == {1}
    assert max(len(together) for together in done) == 2
