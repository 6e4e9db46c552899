"""Posters."""

from dataclasses import asdict
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import insert, select, update

from reporting_whistleblower.domain.posters import Poster
from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.tables import poster


async def add(tx: Session, new: Poster) -> None:
    await tx.execute(insert(poster).values(asdict(new)))


async def get(tx: Session, poster_id: UUID, *, sight: Sight) -> Poster:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = select(poster).where(poster.c.id == poster_id, narrow(sight, area=poster.c.area))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return Poster(**row._mapping)


async def by_code(tx: Session, code: str) -> Poster | None:
    """A poster that still hangs."""
    query = select(poster).where(poster.c.code == code, poster.c.revoked_at.is_(None))
    row = (await tx.execute(query)).one_or_none()
    return Poster(**row._mapping) if row else None


async def save(tx: Session, changed: Poster) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (poster.c.id == changed.id) & (poster.c.version == changed.version - 1)
    change = update(poster).where(unchanged).values(asdict(changed)).returning(poster.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first. Ids sort by time."""
    query = select(poster).where(narrow(sight, area=poster.c.area))
    if page.after is not None:
        query = query.where(poster.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(poster.c.id.desc()).limit(page.limit + 1))
    return cut([Poster(**row._mapping) for row in rows], page, lambda one: (one.id,))
