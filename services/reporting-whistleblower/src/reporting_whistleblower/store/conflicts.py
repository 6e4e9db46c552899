"""Ties of officers to units, and reports kept from somebody."""

from dataclasses import asdict
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.conflicts import Conflict, Exclusion
from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.store.visibility import excluded
from reporting_whistleblower.tables import conflict, exclusion, officer_key, report, unit_copy


async def add(tx: Session, new: Conflict) -> bool:
    """Store it; False if the same ties stand already."""
    entry = upsert(conflict).values(asdict(new)).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(conflict.c.id))).first() is not None


async def get(tx: Session, conflict_id: UUID, *, sight: Sight) -> Conflict:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = (
        select(conflict)
        .join(unit_copy, unit_copy.c.id == conflict.c.unit_id)
        .where(conflict.c.id == conflict_id, _seen(sight))
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return Conflict(**row._mapping)


async def save(tx: Session, changed: Conflict) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (conflict.c.id == changed.id) & (conflict.c.version == changed.version - 1)
    change = update(conflict).where(unchanged).values(asdict(changed)).returning(conflict.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first. Ids sort by time."""
    query = (
        select(conflict).join(unit_copy, unit_copy.c.id == conflict.c.unit_id).where(_seen(sight))
    )
    if page.after is not None:
        query = query.where(conflict.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(conflict.c.id.desc()).limit(page.limit + 1))
    return cut([Conflict(**row._mapping) for row in rows], page, lambda one: (one.id,))


def _seen(sight: Sight) -> ColumnElement[bool]:
    return narrow(sight, area=unit_copy.c.area, person=conflict.c.account_id)


async def unit_area(tx: Session, unit_id: UUID) -> str | None:
    area: str | None = await tx.scalar(select(unit_copy.c.area).where(unit_copy.c.id == unit_id))
    return area


async def exclude(tx: Session, new: Exclusion) -> None:
    await tx.execute(upsert(exclusion).values(asdict(new)).on_conflict_do_nothing())


async def is_excluded(tx: Session, report_id: UUID, account_id: UUID) -> bool:
    query = select(report.c.id).where(report.c.id == report_id, excluded(account_id))
    return await tx.scalar(query) is not None


async def reports_about(tx: Session, unit_id: UUID) -> list[UUID]:
    """Every report about a unit whose words still are."""
    query = select(report.c.id).where(report.c.unit_id == unit_id, report.c.destroyed_at.is_(None))
    return list(await tx.scalars(query))


async def keys_tied_to(tx: Session, unit_id: UUID) -> list[UUID]:
    """The active keys of officers with standing ties to a unit."""
    query = (
        select(officer_key.c.id)
        .join(conflict, conflict.c.account_id == officer_key.c.account_id)
        .where(
            conflict.c.unit_id == unit_id,
            conflict.c.ended_at.is_(None),
            officer_key.c.revoked_at.is_(None),
        )
    )
    return list(await tx.scalars(query))
