"""Every service answers odd and wrong input as its own description says."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from law.rules import store

from tests.fuzz.api import BRIEF, walk
from tests.fuzz.served import SERVICES, Served, serving

SEED = int(os.environ.get("ZHIBEN_FUZZ_SEED", "20260304"))
LONG = os.environ.get("ZHIBEN_FUZZ_SECONDS")


@pytest.fixture(scope="module", params=SERVICES)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    with serving(request.param, "api") as served:
        yield served


@pytest.fixture(scope="module")
def registry() -> Iterator[Served]:
    with serving("hazard_registry", "planted") as served:
        yield served


# One request to one operation in five; all of them, and much more, is for `make fuzz`.
EFFORT: dict[str, Any] = (
    {"examples": 200, "seconds": int(LONG)}
    if LONG
    else {"examples": 1, "phases": BRIEF, "one_in": 5}
)


def test_it_answers_as_it_says_it_does(served: Served) -> None:
    found = walk(served, seed=SEED, **EFFORT)

    print(f"seed {SEED}: {found.summary()}")  # noqa: T201 - `make fuzz` shows it
    assert found.statuses.total() >= found.operations
    assert len(found.worked) >= found.operations / 8
    assert not found.failures, f"seed {SEED}\n{found.told()}"
    assert not found.faults, f"seed {SEED}\n{found.told()}"


async def _broken(*_: object) -> None:
    raise ValueError("a planted fault")


def test_a_planted_fault_is_found(registry: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "load", _broken)

    found = walk(registry, seed=SEED, examples=2, phases=("fuzzing",), only="/v1/rules")

    assert "not_a_server_error" in {check for check, _, _ in found.failures}
