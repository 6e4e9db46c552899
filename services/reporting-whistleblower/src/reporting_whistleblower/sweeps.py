"""Periodic duties."""

from datetime import datetime

from chassis.db import Session
from chassis.sweeps import Sweeps

from reporting_whistleblower.use_cases import (
    callbacks,
    claims,
    internal_reports,
    publication,
    retention,
    tidying,
)

sweeps = Sweeps()


@sweeps.every(hours=1)
async def lapse_rewards(tx: Session, at: datetime) -> None:
    """Let go what nobody claimed in time."""
    await claims.lapse_rewards(tx, at=at)


@sweeps.every(hours=1)
async def open_callbacks(tx: Session, at: datetime) -> None:
    """Ask reporters, months after closing, whether they were left in peace."""
    await callbacks.open_callbacks(tx, at=at)


@sweeps.every(hours=6)
async def publish_figures(tx: Session, at: datetime) -> None:
    """Publish months that are over and large enough."""
    await publication.publish_figures(tx, at=at)


@sweeps.every(minutes=15)
async def raise_unanswered(tx: Session, at: datetime) -> None:
    """What a unit left unanswered becomes a report to the authority."""
    await internal_reports.raise_unanswered(tx, at=at)


@sweeps.every(minutes=30)
async def drop_unclaimed_uploads(tx: Session, at: datetime) -> None:
    """A photograph that no report claimed within a day is nobody's."""
    await tidying.drop_unclaimed_uploads(tx, at=at)


@sweeps.every(minutes=10)
async def end_sessions(tx: Session, at: datetime) -> None:
    """A session that is over leaves no wrapped key behind."""
    await tidying.end_sessions(tx, at=at)


@sweeps.every(hours=6)
async def destroy_expired_reports(tx: Session, at: datetime) -> None:
    """What was kept as long as the confirmed rule says loses its keys."""
    await retention.destroy_expired(tx, at=at)


@sweeps.every(minutes=30)
async def forget_work(tx: Session, at: datetime) -> None:
    """Work that expired is refused anyway."""
    await tidying.forget_work(tx, at=at)
