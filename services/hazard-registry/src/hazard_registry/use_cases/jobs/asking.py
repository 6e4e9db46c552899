"""Ask for a job, or ask that it stop."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Grant, Principal
from chassis.ids import new_id
from chassis.messages import Language
from chassis.sight import Sight

from hazard_registry.domain.job import WAITING_AT_MOST, Job, JobStatus, Kind, Progress
from hazard_registry.domain.job_refusals import TooManyJobs
from hazard_registry.store import jobs


async def ask_for_job(
    tx: Session,
    *,
    kind: Kind,
    parameters: Mapping[str, Any],
    language: Language,
    by: Principal,
    at: datetime,
    input: str | None = None,
) -> tuple[Job, Progress]:
    """Put a job in the queue; it will be done under the rights the asker has now.

    Raise `TooManyJobs` if too many of his are waiting.
    """
    if await jobs.count_open(tx, by.id) >= WAITING_AT_MOST:
        raise TooManyJobs(most=WAITING_AT_MOST)
    job = Job(
        id=new_id(),
        kind=kind,
        parameters=parameters,
        language=language,
        asked_by=by.id,
        asked_name=by.name,
        grants=tuple(_written(grant) for grant in by.grants),
        asked_at=at,
        input=input,
    )
    await jobs.add(tx, job)
    changes = {"kind": [None, kind.value]}
    await record(tx, by=by, at=at, action="ask", what="job", id=job.id, changes=changes)
    return job, Progress()


async def cancel_job(
    tx: Session, *, job_id: UUID, sight: Sight, by: Principal, at: datetime
) -> tuple[Job, Progress]:
    """Ask that it stop: a worker that is at it learns of it at its next step.

    Raise `IllegalMove` if it is over.
    """
    job, _ = await jobs.get(tx, job_id, sight=sight)
    job.need_open()
    await jobs.ask_to_cancel(tx, job_id, at=at)
    changes = {"status": [JobStatus.QUEUED.value, JobStatus.CANCELLING.value]}
    await record(tx, by=by, at=at, action="cancel", what="job", id=job.id, changes=changes)
    return await jobs.get(tx, job_id, sight=sight)


def asker_of(job: Job) -> Principal:
    """Who asked, with the rights he had then."""
    return Principal(job.asked_by, job.asked_name, tuple(_read(grant) for grant in job.grants))


def _written(grant: Grant) -> dict[str, Any]:
    return asdict(grant) | {"unit": str(grant.unit) if grant.unit else None}


def _read(grant: Mapping[str, Any]) -> Grant:
    return Grant(**dict(grant) | {"unit": UUID(grant["unit"]) if grant["unit"] else None})
