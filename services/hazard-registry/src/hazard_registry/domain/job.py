"""A job: a long piece of work that somebody asked for, done by a worker under his rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.job_refusals import ResultGone
from hazard_registry.domain.refusals import IllegalMove

MOST_ATTEMPTS = 3  # a worker that dies three times over one job dies of it
RESULTS_KEPT = timedelta(days=14)
WAITING_AT_MOST = 20  # jobs of one person that are not over


class Kind(StrEnum):
    """What there is to do, and the operation whose rights it needs."""

    IMPORT_LEDGER = "import_ledger"
    EXPORT_LEDGER = "export_ledger"
    EXPORT_LIST = "export_list"

    @property
    def operation(self) -> str:
        return "get_list" if self is Kind.EXPORT_LIST else self.value


class JobStatus(StrEnum):
    """Running and cancelling are told by the progress; a job itself waits until it is over."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`grants` are the asker's when he asked; `input` and `result` are digests of files."""

    id: UUID
    kind: Kind
    parameters: Mapping[str, Any]
    language: str
    asked_by: UUID
    asked_name: str
    grants: tuple[Mapping[str, Any], ...]
    asked_at: datetime
    status: JobStatus = JobStatus.QUEUED
    input: str | None = None
    result: str | None = None
    result_name: str | None = None
    outcome: Mapping[str, Any] | None = None  # what was done, in numbers
    problem: str | None = None  # the code of a refusal
    facts: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[Mapping[str, str], ...] = ()  # cell by cell
    finished_at: datetime | None = None
    version: int = 1

    @property
    def is_over(self) -> bool:
        return self.status is not JobStatus.QUEUED

    def done(
        self, *, at: datetime, outcome: Mapping[str, Any], result: str | None, name: str | None
    ) -> "Job":
        return replace(
            self._over(JobStatus.DONE, at), outcome=outcome, result=result, result_name=name
        )

    def failed(
        self,
        *,
        at: datetime,
        problem: str,
        facts: Mapping[str, Any],
        errors: tuple[Mapping[str, str], ...] = (),
    ) -> "Job":
        return replace(
            self._over(JobStatus.FAILED, at), problem=problem, facts=facts, errors=errors
        )

    def cancelled(self, *, at: datetime) -> "Job":
        return self._over(JobStatus.CANCELLED, at)

    def need_open(self) -> None:
        """Raise `IllegalMove` if it is over already."""
        if self.is_over:
            raise IllegalMove(status=self.status.value, move="cancel")

    def need_result(self) -> str:
        """Raise `ResultGone` if it made no file, or the file has been cleared away."""
        if self.result is None:
            raise ResultGone()
        return self.result

    def _over(self, status: JobStatus, at: datetime) -> "Job":
        return replace(self, status=status, finished_at=at, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is. Without a total nobody knows yet how much there is."""

    attempts: int = 0
    started_at: datetime | None = None
    done: int = 0
    total: int | None = None
    cancel_asked_at: datetime | None = None

    def status_of(self, job: Job) -> JobStatus:
        if job.is_over:
            return job.status
        if self.cancel_asked_at:
            return JobStatus.CANCELLING
        return JobStatus.RUNNING if self.started_at else JobStatus.QUEUED
