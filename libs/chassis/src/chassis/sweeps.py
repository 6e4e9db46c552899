"""Periodic duties: each run is one transaction, by one process at a time, on time or soon after."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Never, TypeAlias

import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, Text, select, text
from sqlalchemy.dialects.postgresql import insert

from chassis.clock import Clock
from chassis.db import NAMING, Session, Sessions
from chassis.ddl import create_statements

log = structlog.get_logger()

TICK_SECONDS = 2.0
FIRST_RETRY = timedelta(seconds=10)
LAST_RETRY = timedelta(minutes=10)

RUNS = Counter("sweep_runs_total", "Runs of a periodic duty.", ["sweep", "outcome"])
LAST_SUCCESS = Gauge("sweep_last_success_timestamp_seconds", "When it last succeeded.", ["sweep"])

Duty: TypeAlias = Callable[[Session, datetime], Awaitable[None]]
Register: TypeAlias = Callable[[Duty], Duty]

metadata = MetaData(naming_convention=NAMING)

sweep_run = Table(
    "sweep_run",
    metadata,
    Column("name", Text, primary_key=True),
    Column("ran_at", DateTime(timezone=True)),
    Column("failed_at", DateTime(timezone=True)),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),  # the kind of the last failure, never its text
)

SWEEPS_DDL: list[str] = create_statements(sweep_run)


class Outcome(StrEnum):
    """How one attempt at a sweep ended."""

    RAN = "ran"
    NOT_DUE = "not_due"
    ELSEWHERE = "elsewhere"  # another process is at it
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sweep:
    """A duty and how often it is done."""

    name: str
    every: timedelta
    duty: Duty


class Sweeps:
    """The periodic duties of a service."""

    def __init__(self) -> None:
        self._sweeps: dict[str, Sweep] = {}

    def every(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> Register:
        """Register `async def duty(tx, at)`. A run may come late or twice: look at the data.

        The function's name is the sweep's name; renaming it makes it run once at once.
        """
        interval = timedelta(days=days, hours=hours, minutes=minutes)
        if interval <= timedelta():
            raise ValueError("A sweep needs an interval.")

        def register(duty: Duty) -> Duty:
            name = getattr(duty, "__name__", "")
            if not name or name in self._sweeps:
                raise ValueError(f"There is a sweep {name!r} already, or it has no name.")
            self._sweeps[name] = Sweep(name, interval, duty)
            return duty

        return register

    def __iter__(self) -> Iterator[Sweep]:
        return iter(self._sweeps.values())


async def run_sweeps(sweeps: Sweeps, sessions: Sessions, clock: Clock) -> Never:
    """Run what is due until cancelled. What fails is logged and tried again, later each time."""
    async with asyncio.TaskGroup() as tasks:
        for sweep in sweeps:
            tasks.create_task(_run_forever(sweep, sessions, clock), name=f"sweep {sweep.name}")
        await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def run_once(sweeps: Sweeps, sessions: Sessions, clock: Clock) -> dict[str, Outcome]:
    """Try each sweep once, if it is due."""
    return {sweep.name: await attempt(sweep, sessions, clock.now()) for sweep in sweeps}


async def attempt(sweep: Sweep, sessions: Sessions, at: datetime) -> Outcome:
    """Run a sweep if it is due and nobody else is at it; note how that went."""
    try:
        async with sessions.begin() as tx:
            outcome = await _run(sweep, tx, at)
    except Exception as error:
        log.error("sweep.failed", sweep=sweep.name, exc_info=error)
        await _note_failure(sweep, sessions, at, type(error).__name__)
        outcome = Outcome.FAILED
    if outcome in {Outcome.RAN, Outcome.FAILED}:
        RUNS.labels(sweep.name, outcome.value).inc()
    if outcome is Outcome.RAN:
        LAST_SUCCESS.labels(sweep.name).set(at.timestamp())
    return outcome


async def _run_forever(sweep: Sweep, sessions: Sessions, clock: Clock) -> Never:
    asked_at: datetime | None = None
    while True:
        at = clock.now()
        # Between two turns the database need not be asked; a clock set back asks at once.
        if asked_at is None or not asked_at <= at < asked_at + min(sweep.every, FIRST_RETRY):
            asked_at = at
            await attempt(sweep, sessions, at)
        await asyncio.sleep(TICK_SECONDS)


async def _run(sweep: Sweep, tx: Session, at: datetime) -> Outcome:
    if not await tx.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _key(sweep)}):
        return Outcome.ELSEWHERE
    if not await _is_due(sweep, tx, at):
        return Outcome.NOT_DUE
    await sweep.duty(tx, at)
    row = {"ran_at": at, "failures": 0, "error": None}
    noted = insert(sweep_run).values(name=sweep.name, **row)
    await tx.execute(noted.on_conflict_do_update(index_elements=["name"], set_=row))
    return Outcome.RAN


async def _is_due(sweep: Sweep, tx: Session, at: datetime) -> bool:
    query = select(sweep_run).where(sweep_run.c.name == sweep.name)
    last = (await tx.execute(query)).one_or_none()
    if last is None:
        return True
    if last.failures:
        wait = min(FIRST_RETRY * 2 ** min(last.failures - 1, 10), LAST_RETRY, sweep.every)
        return not last.failed_at <= at < last.failed_at + wait
    # A last run that lies ahead was made by a clock that has been set back since.
    return not last.ran_at <= at < last.ran_at + sweep.every


async def _note_failure(sweep: Sweep, sessions: Sessions, at: datetime, error: str) -> None:
    row = {"failed_at": at, "error": error}
    noted = insert(sweep_run).values(name=sweep.name, failures=1, **row)
    again = row | {"failures": sweep_run.c.failures + 1}
    try:
        async with sessions.begin() as tx:
            await tx.execute(noted.on_conflict_do_update(index_elements=["name"], set_=again))
    except Exception as fault:  # noqa: BLE001 - the database is away; the next turn comes
        log.error("sweep.failure_not_noted", sweep=sweep.name, error=type(fault).__name__)


def _key(sweep: Sweep) -> int:
    digest = hashlib.sha256(f"chassis.sweeps {sweep.name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
