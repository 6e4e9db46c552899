"""Periodic duties."""

from datetime import datetime

from attachments import Files
from chassis.db import Session
from chassis.sweeps import Sweeps

from hazard_registry import outward
from hazard_registry.store import counters
from hazard_registry.use_cases import (
    closing,
    eliminations,
    escalating,
    outgoing,
    reminding,
    self_checks,
    signals,
    unit_records,
)
from hazard_registry.use_cases.jobs import clearing

sweeps = Sweeps()


@sweeps.every(minutes=1)
async def mark_overdue(tx: Session, at: datetime) -> None:
    """Notice what became late; a large backlog is worked off in several turns."""
    await closing.mark_overdue(tx, at=at)


@sweeps.every(hours=1)
async def propose_escalations(tx: Session, at: datetime) -> None:
    """Propose to the next level what stays overdue; a person signs or declines."""
    await escalating.propose_escalations(tx, at=at)


@sweeps.every(hours=1)
async def pass_to_village(tx: Session, at: datetime) -> None:
    """What nobody acknowledged in time goes to the village."""
    await reminding.pass_to_village(tx, at=at)


@sweeps.every(hours=1)
async def remind(tx: Session, at: datetime) -> None:
    """Queue reminders before due dates and after them."""
    await reminding.remind(tx, at=at)


@sweeps.every(minutes=1)
async def send_outgoing(tx: Session, at: datetime) -> None:
    """Send what is due, by the way that the environment asks for."""
    await outgoing.send_due(tx, outward.chosen(), at=at)


@sweeps.every(minutes=0.25)
async def fold_figures(tx: Session, at: datetime) -> None:
    """Move what changes appended into the counters."""
    await counters.fold(tx)


def keep_results_in_bounds(sweeps: Sweeps, files: Files) -> Sweeps:
    """Add the duty to clear away jobs that ended long ago, and their files."""

    async def clear_jobs(tx: Session, at: datetime) -> None:
        await clearing.clear_jobs(tx, files, at=at)

    sweeps.every(hours=1)(clear_jobs)
    return sweeps


@sweeps.every(minutes=5)
async def lapse_licences(tx: Session, at: datetime) -> None:
    """A licence whose term is over at a working unit is a suspected hazard."""
    await unit_records.lapse_licences(tx, at=at)


@sweeps.every(minutes=30)
async def open_self_checks(tx: Session, at: datetime) -> None:
    """Every working unit owes a check for the quarter or month that runs."""
    await self_checks.open_self_checks(tx, at=at)


@sweeps.every(minutes=5)
async def mark_self_checks_overdue(tx: Session, at: datetime) -> None:
    """Notice the periods that ended without a check."""
    await self_checks.mark_self_checks_overdue(tx, at=at)


@sweeps.every(minutes=0.1)
async def judge_readings(tx: Session, at: datetime) -> None:
    """Let the alarm rules look at what the devices sent."""
    await signals.judge_readings(tx, at=at)


@sweeps.every(minutes=1)
async def hear_silence(tx: Session, at: datetime) -> None:
    """A device that went silent is an alarm too."""
    await signals.hear_silence(tx, at=at)


@sweeps.every(minutes=5)
async def mark_eliminations_overdue(tx: Session, at: datetime) -> None:
    """What should be gone and is not is a suspected hazard."""
    await eliminations.mark_eliminations_overdue(tx, at=at)


@sweeps.every(minutes=10)
async def forget_readings(tx: Session, at: datetime) -> None:
    """Let go of readings that are older than the rule keeps them."""
    await signals.forget_readings(tx, at=at)
