"""Work on jobs, one at a time in each worker.

A job is done in the transaction that holds it: what it did and that it is done are kept together,
or neither. A worker that dies lets go of the job, and another one begins it anew.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Never, TypeAlias

import structlog
from attachments import Files
from chassis.clock import Clock
from chassis.db import Session, Sessions
from chassis.identity import Principal
from chassis.sight import Sight
from office.spreadsheets.writing import TooManyRows

from hazard_registry.domain.job import MOST_ATTEMPTS, Job, Progress
from hazard_registry.domain.job_refusals import JobCancelled
from hazard_registry.domain.refusals import Refusal
from hazard_registry.store import jobs
from hazard_registry.use_cases.jobs.asking import asker_of
from hazard_registry.use_cases.jobs.tasks import TASKS, Task

log = structlog.get_logger()

JOB_FILES = "hazard-registry-jobs"  # folder of what jobs read and write
PAUSE_SECONDS = 1.0
NOTED_EVERY = 0.5  # seconds between two notes of progress

SightOf: TypeAlias = Callable[[str, Principal], Sight]


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs. `sight_of` says what an operation lets a person reach."""

    sessions: Sessions
    files: Files
    clock: Clock
    sight_of: SightOf


async def work_on_jobs(bench: Bench) -> Never:
    """Do one job after another until cancelled; a job that was under way is begun anew by others."""
    while True:
        try:
            busy = await do_next(bench)
        except Exception as error:  # noqa: BLE001 - the store is away, or a job broke its transaction
            log.error("job.broken", error=type(error).__name__)
            busy = False
        if not busy:
            await asyncio.sleep(PAUSE_SECONDS)


async def do_next(bench: Bench) -> bool:
    """Do the oldest job that waits; say whether there was one."""
    async with bench.sessions.begin() as tx:
        job = await jobs.take(tx)
        if job is None:
            return False
        async with bench.sessions.begin() as beside:
            progress = await jobs.begin(beside, job.id, at=bench.clock.now())
        await jobs.save(tx, await _ended(tx, bench, job, progress))
    return True


async def _ended(tx: Session, bench: Bench, job: Job, progress: Progress) -> Job:
    """Do it, and say how it ended; what a refused or cancelled one did is undone."""
    if progress.cancel_asked_at:
        return job.cancelled(at=bench.clock.now())
    if progress.attempts > MOST_ATTEMPTS:
        return job.failed(at=bench.clock.now(), problem="job_gave_up", facts={})
    meter = _Meter(bench.sessions, job)
    try:
        async with tx.begin_nested():
            by = asker_of(job)
            task = Task(
                tx=tx,
                job=job,
                by=by,
                sight=bench.sight_of(job.kind.operation, by),
                files=bench.files,
                at=bench.clock.now(),
                went=meter.went,
            )
            made = await TASKS[job.kind](task)
    except JobCancelled:
        return job.cancelled(at=bench.clock.now())
    except (Refusal, TooManyRows) as refusal:
        errors = tuple(getattr(refusal, "errors", ()))
        facts = {name: str(fact) for name, fact in refusal.facts.items()}
        return job.failed(at=bench.clock.now(), problem=refusal.code, facts=facts, errors=errors)
    await meter.note()
    return job.done(at=bench.clock.now(), outcome=made.outcome, result=made.result, name=made.name)


class _Meter:
    """Notes how far a job is, now and then, where others can read it while it goes on."""

    def __init__(self, sessions: Sessions, job: Job) -> None:
        self._sessions, self._job = sessions, job
        self._done = 0
        self._total: int | None = None
        self._noted = 0.0

    async def went(self, done: int, total: int | None) -> None:
        """Raise `JobCancelled` if nobody wants it any more."""
        self._done, self._total = done, total
        if time.monotonic() - self._noted >= NOTED_EVERY:
            self._noted = time.monotonic()
            await self.note()

    async def note(self) -> None:
        async with self._sessions.begin() as beside:
            noted = await jobs.note(beside, self._job.id, done=self._done, total=self._total)
        if noted.cancel_asked_at:
            raise JobCancelled()
