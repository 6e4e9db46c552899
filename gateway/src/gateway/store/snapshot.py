"""Snapshots of the plan board: what it showed on a day, frozen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import Row, insert, select, tuple_

from gateway.domain.refusals import NotFound
from gateway.tables import plan_snapshots

_HEAD = [column for column in plan_snapshots.columns if column.name != "board"]


async def add(tx: Session, **values: Any) -> None:
    await tx.execute(insert(plan_snapshots).values(values))


async def get(tx: Session, snapshot_id: UUID, *, sight: Sight) -> Row[Any]:
    """Raise `NotFound` for what the caller may not see, too."""
    query = select(plan_snapshots).where(
        plan_snapshots.c.id == snapshot_id, narrow(sight, area=plan_snapshots.c.area)
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def page(
    tx: Session, *, sight: Sight, limit: int, after: tuple[Any, ...] | None
) -> Sequence[Row[Any]]:
    """Newest first, without the boards themselves."""
    query = select(*_HEAD).where(narrow(sight, area=plan_snapshots.c.area))
    if after:
        place = (datetime.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(plan_snapshots.c.taken_at, plan_snapshots.c.id) < place)
    newest = query.order_by(plan_snapshots.c.taken_at.desc(), plan_snapshots.c.id.desc())
    return (await tx.execute(newest.limit(limit))).all()
