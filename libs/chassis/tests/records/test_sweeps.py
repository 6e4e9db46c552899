"""Periodic duties: once, by one, on time, and again after a fault."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from chassis.clock import FixedClock
from chassis.db import Session, Sessions
from chassis.sweeps import Outcome, Sweeps, run_once, run_sweeps
from sqlalchemy import text

AT = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
async def marked(sessions: Sessions) -> Sessions:
    """A table in which duties leave marks."""
    async with sessions.begin() as tx:
        await tx.execute(text("CREATE TABLE mark (at timestamptz)"))
    return sessions


async def leave_mark(tx: Session, at: datetime) -> None:
    await tx.execute(text("INSERT INTO mark VALUES (:at)"), {"at": at})


async def marks(sessions: Sessions) -> int:
    async with sessions() as tx:
        return await tx.scalar(text("SELECT count(*) FROM mark")) or 0


async def test_a_sweep_runs_when_due_and_not_before(marked: Sessions) -> None:
    sweeps, clock = Sweeps(), FixedClock(AT)
    sweeps.every(minutes=5)(leave_mark)

    outcomes = []
    for minutes in (0, 4, 5, 6, 10):
        clock.at = AT + timedelta(minutes=minutes)
        outcomes.append((await run_once(sweeps, marked, clock))["leave_mark"])

    assert outcomes == ["ran", "not_due", "ran", "not_due", "ran"]
    assert await marks(marked) == 3


async def test_of_two_processes_only_one_runs_it(marked: Sessions) -> None:
    sweeps, clock, started, go_on = Sweeps(), FixedClock(AT), asyncio.Event(), asyncio.Event()

    @sweeps.every(minutes=1)
    async def slow(tx: Session, at: datetime) -> None:
        await leave_mark(tx, at)
        started.set()
        await go_on.wait()

    first = asyncio.create_task(run_once(sweeps, marked, clock))
    await started.wait()
    second = await run_once(sweeps, marked, clock)
    go_on.set()

    assert second == {"slow": Outcome.ELSEWHERE}
    assert await first == {"slow": Outcome.RAN}
    assert await run_once(sweeps, marked, clock) == {"slow": Outcome.NOT_DUE}
    assert await marks(marked) == 1


async def test_a_fault_undoes_the_run_and_it_is_tried_again_later_each_time(
    marked: Sessions,
) -> None:
    sweeps, clock = Sweeps(), FixedClock(AT)
    faults = [RuntimeError("secret words"), RuntimeError(), None]

    @sweeps.every(hours=1)
    async def flaky(tx: Session, at: datetime) -> None:
        await leave_mark(tx, at)
        if fault := faults.pop(0):
            raise fault

    outcomes = []
    for seconds in (0, 9, 10, 29, 30, 31):
        clock.at = AT + timedelta(seconds=seconds)
        outcomes.append((await run_once(sweeps, marked, clock))["flaky"])

    assert outcomes == ["failed", "not_due", "failed", "not_due", "ran", "not_due"]
    assert await marks(marked) == 1
    async with marked() as tx:
        row = (await tx.execute(text("SELECT failures, error FROM sweep_run"))).one()
    assert tuple(row) == (0, None)


async def test_one_duty_in_trouble_does_not_hold_up_another(marked: Sessions) -> None:
    sweeps = Sweeps()

    @sweeps.every(minutes=1)
    async def broken(tx: Session, at: datetime) -> None:
        await tx.execute(text("SELECT * FROM nothing_there"))

    sweeps.every(minutes=1)(leave_mark)

    outcomes = await run_once(sweeps, marked, FixedClock(AT))

    assert outcomes == {"broken": Outcome.FAILED, "leave_mark": Outcome.RAN}


async def test_a_clock_set_back_does_not_silence_a_sweep(marked: Sessions) -> None:
    sweeps, clock = Sweeps(), FixedClock(AT + timedelta(days=30))
    sweeps.every(days=1)(leave_mark)
    await run_once(sweeps, marked, clock)

    clock.at = AT

    assert await run_once(sweeps, marked, clock) == {"leave_mark": Outcome.RAN}


async def test_sweeps_run_until_cancelled(marked: Sessions) -> None:
    sweeps, done = Sweeps(), asyncio.Event()

    @sweeps.every(minutes=1)
    async def prompt(tx: Session, at: datetime) -> None:
        await leave_mark(tx, at)
        done.set()

    running = asyncio.create_task(run_sweeps(sweeps, marked, FixedClock(AT)))
    await asyncio.wait_for(done.wait(), 5)
    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running


def test_a_sweep_needs_an_interval_and_a_name_of_its_own() -> None:
    sweeps = Sweeps()
    sweeps.every(minutes=1)(leave_mark)

    with pytest.raises(ValueError, match="leave_mark"):
        sweeps.every(hours=1)(leave_mark)
    with pytest.raises(ValueError, match="interval"):
        sweeps.every()
