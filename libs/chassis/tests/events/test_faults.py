"""The rig's own tools: traps taken once, ways counted, and nothing at all outside tests."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chassis import faults
from chassis.outbox import emit
from chassis.settings import Settings
from chassis.testing import server_url
from pydantic import SecretStr

from .world import World, things


def armed(folder: Path, monkeypatch: pytest.MonkeyPatch, *, testing: bool = True) -> None:
    monkeypatch.setenv("ZHIBEN_FAULT_FOLDER", str(folder))
    address = SecretStr(server_url())
    faults.arm(Settings(service_name="enforcement", database_url=address, testing=testing))


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    faults.plan()


async def test_a_trap_is_taken_by_the_first_who_comes_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    armed(tmp_path, monkeypatch)
    (tmp_path / "enforcement@relay.after_lock").write_text("raise")
    (tmp_path / "training_records@relay.after_mark").write_text("raise")

    with pytest.raises(faults.Crash):
        await faults.faultpoint("relay.after_lock")
    await faults.faultpoint("relay.after_lock")
    await faults.faultpoint("relay.after_mark")

    assert sorted(name.rsplit(".", 1)[0] for name in os.listdir(tmp_path)) == [  # noqa: PTH208
        "enforcement@relay.after_lock.taken",
        "training_records@relay",
    ]


async def test_a_trap_may_be_for_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    armed(tmp_path, monkeypatch)
    (tmp_path / "enforcement@consumer.handle").write_text("fail*2")

    for _ in range(2):
        with pytest.raises(RuntimeError):
            await faults.faultpoint("consumer.handle")
    await faults.faultpoint("consumer.handle")


async def test_a_trap_may_hold_somebody_until_it_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    armed(tmp_path, monkeypatch)
    (tmp_path / "enforcement@relay.mid_batch").write_text("hold")

    held = asyncio.create_task(faults.faultpoint("relay.mid_batch"))
    await asyncio.sleep(0.12)
    assert not held.done()
    (tmp_path / f"enforcement@relay.mid_batch.taken.{os.getpid()}").unlink()
    await asyncio.wait_for(held, 2)


def test_a_mutant_can_be_let_loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    armed(tmp_path, monkeypatch)
    assert not faults.mutant("no_audit")
    (tmp_path / "mutant.no_audit").touch()
    assert faults.mutant("no_audit")


def test_ways_and_changes_of_hands_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    armed(tmp_path, monkeypatch)

    faults.sometimes("consumer.gap")
    faults.sometimes("consumer.gap")
    faults.changes_hands("relay.lane_taken_over", "HAZARD.3")
    monkeypatch.setattr("os.getpid", lambda: 1)
    faults.changes_hands("relay.lane_taken_over", "HAZARD.3")
    faults.changes_hands("relay.lane_taken_over", "HAZARD.3")

    assert (tmp_path / "seen.consumer.gap").read_text() == ".."
    assert (tmp_path / "seen.relay.lane_taken_over").read_text() == "."


async def test_nothing_fails_outside_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBEN_MUTANTS", "no_inbox")
    armed(tmp_path, monkeypatch, testing=False)
    (tmp_path / "enforcement@relay.after_lock").write_text("raise")

    await faults.faultpoint("relay.after_lock")
    faults.sometimes("consumer.gap")

    assert not faults.mutant("no_inbox")
    assert os.listdir(tmp_path) == ["enforcement@relay.after_lock"]  # noqa: PTH208


async def test_the_mutant_that_sends_outside_the_transaction_leaks(world: World) -> None:
    faults.plan(mutants="outbox_outside_tx")
    await _happen_and_fail(world)
    assert await world.count(0, "outbox_event") == 1

    faults.plan()
    await _happen_and_fail(world)
    assert await world.count(0, "outbox_event") == 1


async def _happen_and_fail(world: World) -> None:
    with suppress(ZeroDivisionError):
        async with world.publisher.begin() as tx:
            await emit(tx, world.event(thing=things(1)[0], step=1, at=datetime.now(UTC)))
            raise ZeroDivisionError
