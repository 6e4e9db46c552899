"""Two people at once: one of them is told, and nothing is lost."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from attachments import Files
from chassis.clock import FixedClock
from chassis.db import Sessions, make_engine
from chassis.identity import Grant, Principal
from chassis.sight import everything
from chassis.testing import NOON, fresh_database
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.job import MOST_ATTEMPTS, Job, JobStatus, Kind, Progress
from hazard_registry.domain.life import Level, Status
from hazard_registry.domain.refusals import ChangedMeanwhile, IllegalMove, ImportInProgress, Refusal
from hazard_registry.examples import a_hazard
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.store import counters, hazards, jobs
from hazard_registry.use_cases import closing, reporting
from hazard_registry.use_cases.jobs import running
from hazard_registry.use_cases.jobs.asking import ask_for_job
from hazard_registry.use_cases.jobs.running import Bench, do_next
from hazard_registry.use_cases.jobs.tasks import Made, Task
from hazard_registry.use_cases.ledger import importing
from sqlalchemy.ext.asyncio import async_sessionmaker

from .ledgers import a_ledger, a_row


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sessions() -> AsyncIterator[Sessions]:
    name = f"test_hazard_registry_two_{os.getpid()}"
    url = await fresh_database("hazard_registry", name)
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


def official(department: str) -> Principal:
    return Principal(uuid4(), "甲", (Grant("department_officer", "350583002", department),))


async def kept(sessions: Sessions, hazard: Hazard) -> Hazard:
    async with sessions.begin() as tx:
        await hazards.add(tx, hazard)
    return hazard


async def outcome(work: Awaitable[Hazard]) -> Hazard | Refusal:
    try:
        return await work
    except Refusal as refusal:
        return refusal


async def close(sessions: Sessions, hazard: Hazard) -> Hazard:
    async with sessions.begin() as tx:
        return await closing.close_hazard(
            tx,
            hazard_id=hazard.id,
            opinion="同意",
            sight=everything(),
            by=official("office"),
            at=NOON,
            expected=hazard.version,
        )


async def test_of_two_who_close_one_is_refused(sessions: Sessions) -> None:
    reviewed = await kept(
        sessions,
        a_hazard(
            status=Status.AWAITING_REVIEW,
            level=Level.MAJOR,
            verified_on=date(2026, 3, 3),
            passed_by=(uuid4(), uuid4()),
        ),
    )

    found = await asyncio.gather(*(outcome(close(sessions, reviewed)) for _ in range(5)))

    assert sum(isinstance(each, Hazard) for each in found) == 1
    assert sum(isinstance(each, ChangedMeanwhile | IllegalMove) for each in found) == 4
    async with sessions.begin() as tx:
        assert await counters.differing(tx) == 0


async def test_folding_while_others_write_loses_nothing(sessions: Sessions) -> None:
    async def report(number: int) -> None:
        async with sessions.begin() as tx:
            await reporting.register_lead(
                tx, lead_id=uuid4(), area=f"35058300220{2 + number % 5}", unit_id=None, at=NOON
            )

    async def fold() -> None:
        for _ in range(5):
            async with sessions.begin() as tx:
                await counters.fold(tx)

    await asyncio.gather(*(report(number) for number in range(30)), fold(), fold())

    async with sessions.begin() as tx:
        assert await counters.differing(tx) == 0
        await counters.fold(tx)
        assert await counters.differing(tx) == 0


@pytest.fixture
def bench(sessions: Sessions, tmp_path: Path) -> Bench:
    return Bench(sessions, Files(tmp_path), FixedClock(NOON), PERMISSIONS.sight)


async def ask_for_import(bench: Bench, number: str) -> UUID:
    """Ask for a ledger of one row to be brought in."""
    taken = await bench.files.put(a_ledger(a_row(隐患编号=number)))
    clerk = Principal(uuid4(), "甲", (Grant("office_clerk", "350583002"),))
    async with bench.sessions.begin() as tx:
        job, _ = await ask_for_job(
            tx,
            kind=Kind.IMPORT_LEDGER,
            parameters={"dry_run": False},
            language="zh",
            input=taken.sha256,
            by=clerk,
            at=NOON,
        )
    return job.id


async def ended(bench: Bench, job_id: UUID) -> tuple[Job, Progress]:
    async with bench.sessions.begin() as tx:
        return await jobs.get(tx, job_id, sight=everything())


async def test_two_workers_do_each_job_once(bench: Bench) -> None:
    """A job that one holds is skipped by the other, and a worker that is cut off lets go of his."""
    asked = [await ask_for_import(bench, f"任务-{number}") for number in range(4)]
    cut_off = asyncio.create_task(do_next(bench))
    await asyncio.sleep(0.02)
    cut_off.cancel()
    await asyncio.wait([cut_off])

    async def work() -> int:
        done = 0
        while await do_next(bench):
            done += 1
        return done

    assert sum(await asyncio.gather(work(), work())) == 4
    for job_id in asked:
        job, _ = await ended(bench, job_id)
        assert (job.status, (job.outcome or {})["created"]) == (JobStatus.DONE, 1)


async def test_a_worker_that_dies_over_a_job_leaves_nothing_and_not_for_ever(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await ask_for_import(bench, "任务-致命")
    honest = running.TASKS[Kind.IMPORT_LEDGER]

    async def dies(task: Task) -> Made:
        await honest(task)
        raise MemoryError

    monkeypatch.setattr(running, "TASKS", {Kind.IMPORT_LEDGER: dies})
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(MemoryError):
            await do_next(bench)
        job, progress = await ended(bench, job_id)
        assert (progress.status_of(job), progress.attempts) == (JobStatus.RUNNING, attempt)
    await do_next(bench)

    job, _ = await ended(bench, job_id)
    assert (job.status, job.problem) == (JobStatus.FAILED, "job_gave_up")
    async with bench.sessions.begin() as tx:
        assert await hazards.known_keys(tx, [], ["任务-致命"]) == set()
        assert await counters.differing(tx) == 0


async def test_how_far_a_job_is_can_be_seen_while_it_goes_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await ask_for_import(bench, "任务-进度")
    seen: list[tuple[JobStatus, int | None]] = []

    async def slow(task: Task) -> Made:
        await task.went(7, 9)
        job, progress = await ended(bench, job_id)
        seen.append((progress.status_of(job), progress.done))
        async with bench.sessions.begin() as beside:
            await jobs.ask_to_cancel(beside, job_id, at=NOON)
        monkeypatch.setattr(running, "NOTED_EVERY", 0.0)
        await task.went(8, 9)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(running, "TASKS", {Kind.IMPORT_LEDGER: slow})

    await do_next(bench)

    job, progress = await ended(bench, job_id)
    assert seen == [(JobStatus.RUNNING, 7)]
    assert (job.status, progress.done, progress.total) == (JobStatus.CANCELLED, 8, 9)


async def test_numbers_are_never_given_twice(sessions: Sessions) -> None:
    async def take() -> str:
        async with sessions.begin() as tx:
            return await hazards.number(tx, area="350583002202", on=date(2026, 3, 4))

    numbers = await asyncio.gather(*(take() for _ in range(20)))

    assert len(set(numbers)) == 20


async def test_two_ledgers_at_once_do_not_double_a_row(sessions: Sessions) -> None:
    ledger = a_ledger(a_row())
    clerk = Principal(uuid4(), "甲", (Grant("office_clerk", "350583002"),))

    async def bring_in() -> int | Refusal:
        try:
            async with sessions.begin() as tx:
                report = await importing.import_ledger(
                    tx,
                    data=ledger,
                    dry_run=False,
                    language="zh",
                    sight=everything(),
                    by=clerk,
                    at=NOON,
                )
                return report.created
        except Refusal as refusal:
            return refusal

    found = await asyncio.gather(*(bring_in() for _ in range(4)))

    assert [each for each in found if each == 1] == [1]
    assert all(each == 0 or isinstance(each, ImportInProgress) for each in found if each != 1)
