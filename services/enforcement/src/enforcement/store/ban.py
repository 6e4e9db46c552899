"""Bans."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, select, tuple_

from enforcement.domain.ban import Ban
from enforcement.domain.refusals import NotFound
from enforcement.store.records import Records
from enforcement.tables import bans

records = Records(Ban, bans)


async def get(tx: Session, ban_id: UUID, *, sight: Sight) -> Ban:
    """Raise `NotFound` for what the caller may not see, too."""
    query = select(*records.columns).where(bans.c.id == ban_id, _visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return records.entity(row)


async def of_person(tx: Session, person_hash: bytes) -> Sequence[Ban]:
    """Every ban of a person, whoever imposed it."""
    query = select(*records.columns).where(bans.c.person_hash == person_hash)
    rows = await tx.execute(query.order_by(bans.c.from_on, bans.c.id))
    return [records.entity(row) for row in rows]


async def page(
    tx: Session,
    *,
    sight: Sight,
    in_force_on: date | None,
    limit: int,
    after: tuple[Any, ...] | None,
) -> Sequence[Ban]:
    """Newest first."""
    query = select(*records.columns).where(_visible(sight))
    if in_force_on:
        runs = bans.c.until_on.is_(None) | (bans.c.until_on > in_force_on)
        stands = bans.c.lifted_on.is_(None) | (bans.c.lifted_on > in_force_on)
        query = query.where(bans.c.from_on <= in_force_on, runs, stands)
    if after:
        place = (date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(bans.c.from_on, bans.c.id) < place)
    newest = query.order_by(bans.c.from_on.desc(), bans.c.id.desc()).limit(limit)
    return [records.entity(row) for row in await tx.execute(newest)]


def _visible(sight: Sight) -> ColumnElement[bool]:
    return narrow(sight, area=bans.c.area, department=bans.c.body)
