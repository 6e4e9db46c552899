"""Jobs: asked for, taken by one worker at a time, ended together with what they did."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import Row, delete, func, insert, select, text, tuple_, update

from hazard_registry.domain.job import Job, JobStatus, Progress
from hazard_registry.domain.refusals import NotFound
from hazard_registry.tables import job_progress, jobs

_PROGRESS = [job_progress.c[name] for name in Progress.__dataclass_fields__]


async def add(tx: Session, job: Job) -> None:
    await tx.execute(insert(jobs).values(_values(job)))
    await tx.execute(insert(job_progress).values(job_id=job.id, attempts=0, done=0))


async def get(tx: Session, job_id: UUID, *, sight: Sight) -> tuple[Job, Progress]:
    """Raise `NotFound` if the caller never asked for such a job."""
    query = _both().where(jobs.c.id == job_id, narrow(sight, person=jobs.c.asked_by))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound()
    return _job(row), _progress(row)


async def page_of(tx: Session, *, sight: Sight, page: PageRequest) -> Slice:
    """Jobs the caller asked for, the newest first."""
    query = _both().where(narrow(sight, person=jobs.c.asked_by))
    if page.after:
        before = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(jobs.c.asked_at, jobs.c.id) < before)
    order = query.order_by(jobs.c.asked_at.desc(), jobs.c.id.desc()).limit(page.limit + 1)
    rows = [(_job(row), _progress(row)) for row in await tx.execute(order)]
    return cut(rows, page, lambda row: (row[0].asked_at.isoformat(), row[0].id))


async def count_open(tx: Session, person: UUID) -> int:
    query = select(func.count()).where(jobs.c.asked_by == person, jobs.c.status == JobStatus.QUEUED)
    return int(await tx.scalar(query) or 0)


async def take(tx: Session) -> Job | None:
    """Hold the oldest job that nobody works on, until this transaction ends.

    Whoever dies lets go of it: the next one takes it again, and nothing of the first is left.
    """
    for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
        await tx.execute(text(f"SET LOCAL {setting} = 0"))  # a job takes what it takes
    query = (
        select(jobs)
        .where(jobs.c.status == JobStatus.QUEUED)
        .order_by(jobs.c.asked_at, jobs.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await tx.execute(query)).one_or_none()
    return _job(row) if row else None


async def save(tx: Session, job: Job) -> None:
    await tx.execute(update(jobs).where(jobs.c.id == job.id).values(_values(job)))


async def begin(tx: Session, job_id: UUID, *, at: datetime) -> Progress:
    """Note that a worker begins, for the first time or again."""
    changed = (
        update(job_progress)
        .where(job_progress.c.job_id == job_id)
        .values(attempts=job_progress.c.attempts + 1, started_at=at, done=0, total=None)
        .returning(*_PROGRESS)
    )
    return _progress((await tx.execute(changed)).one())


async def note(tx: Session, job_id: UUID, *, done: int, total: int | None) -> Progress:
    """Note how far it is, and learn whether it is still wanted."""
    changed = (
        update(job_progress)
        .where(job_progress.c.job_id == job_id)
        .values(done=done, total=total)
        .returning(*_PROGRESS)
    )
    return _progress((await tx.execute(changed)).one())


async def ask_to_cancel(tx: Session, job_id: UUID, *, at: datetime) -> None:
    await tx.execute(
        update(job_progress)
        .where(job_progress.c.job_id == job_id)
        .values(cancel_asked_at=func.coalesce(job_progress.c.cancel_asked_at, at))
    )


async def forget(tx: Session, *, before: datetime, limit: int) -> Sequence[str]:
    """Delete jobs that ended before; return the digests of files that no other job names."""
    old = (
        select(jobs.c.id)
        .where(jobs.c.finished_at < before)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = await tx.execute(
        delete(jobs).where(jobs.c.id.in_(old)).returning(jobs.c.input, jobs.c.result)
    )
    digests = {digest for row in gone for digest in row if digest}
    named = await tx.execute(
        select(jobs.c.input, jobs.c.result).where(
            jobs.c.input.in_(digests) | jobs.c.result.in_(digests)
        )
    )
    return sorted(digests - {digest for row in named for digest in row})


def _both() -> Any:
    return select(*jobs.c, *_PROGRESS).join(job_progress, job_progress.c.job_id == jobs.c.id)


def _values(job: Job) -> dict[str, Any]:
    values = asdict(job)
    return values | {"grants": list(values["grants"]), "errors": list(values["errors"])}


def _job(row: Row[Any]) -> Job:
    fields = {column.name: row._mapping[column] for column in jobs.c}
    tuples = {name: tuple(fields[name]) for name in ("grants", "errors")}
    return Job(**fields | tuples)


def _progress(row: Row[Any]) -> Progress:
    return Progress(**{column.name: row._mapping[column] for column in _PROGRESS})
