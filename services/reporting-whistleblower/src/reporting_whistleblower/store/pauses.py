"""Pauses, and last days that were moved."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.ids import new_id
from sqlalchemy import insert, select, update

from reporting_whistleblower.domain.pauses import Pause
from reporting_whistleblower.tables import clock_change, pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A last day that was moved: `extended` or `resumed`."""

    what: str
    due_on: date
    basis: Mapping[str, Any]
    changed_at: datetime


async def add(tx: Session, new: Pause) -> None:
    await tx.execute(insert(pause).values(asdict(new)))


async def save(tx: Session, changed: Pause) -> None:
    await tx.execute(update(pause).where(pause.c.id == changed.id).values(asdict(changed)))


async def running(tx: Session, report_id: UUID) -> Pause | None:
    query = select(pause).where(pause.c.report_id == report_id, pause.c.ended_at.is_(None))
    row = (await tx.execute(query)).one_or_none()
    return Pause(**row._mapping) if row else None


async def of_report(tx: Session, report_id: UUID) -> list[Pause]:
    """Every pause, the first one first."""
    query = select(pause).where(pause.c.report_id == report_id).order_by(pause.c.paused_at)
    return [Pause(**row._mapping) for row in await tx.execute(query)]


async def add_change(tx: Session, report_id: UUID, change: Change) -> None:
    row = asdict(change) | {"id": new_id(), "report_id": report_id}
    await tx.execute(insert(clock_change).values(row))


async def changes(tx: Session, report_id: UUID) -> list[Change]:
    """Last days as they were moved, in order."""
    table = clock_change.c
    query = (
        select(table.what, table.due_on, table.basis, table.changed_at)
        .where(table.report_id == report_id)
        .order_by(table.changed_at, table.id)
    )
    return [Change(**row._mapping) for row in await tx.execute(query)]
