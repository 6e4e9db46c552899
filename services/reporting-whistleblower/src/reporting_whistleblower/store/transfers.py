"""Transfers to other bodies."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import Select, insert, select, tuple_, update

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.transfers import Transfer
from reporting_whistleblower.store.visibility import visible
from reporting_whistleblower.tables import report, report_transfer


async def add(tx: Session, new: Transfer) -> None:
    await tx.execute(insert(report_transfer).values(asdict(new)))


async def get(tx: Session, transfer_id: UUID, *, sight: Sight) -> Transfer:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = _seen(sight).where(report_transfer.c.id == transfer_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return Transfer(**row._mapping)


async def of_report(tx: Session, report_id: UUID) -> Transfer | None:
    query = select(report_transfer).where(report_transfer.c.report_id == report_id)
    row = (await tx.execute(query)).one_or_none()
    return Transfer(**row._mapping) if row else None


async def save(tx: Session, changed: Transfer) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    table = report_transfer
    unchanged = (table.c.id == changed.id) & (table.c.version == changed.version - 1)
    change = update(table).where(unchanged).values(asdict(changed)).returning(table.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first."""
    table = report_transfer
    query = _seen(sight)
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(table.c.sent_at, table.c.id) < tuple_(*last))
    query = query.order_by(table.c.sent_at.desc(), table.c.id.desc()).limit(page.limit + 1)
    rows = [Transfer(**row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda one: (one.sent_at.isoformat(), one.id))


def _seen(sight: Sight) -> Select[Any]:
    """Transfers of reports that the caller may know of."""
    matching = report.c.id == report_transfer.c.report_id
    return select(report_transfer).join(report, matching).where(visible(sight))
