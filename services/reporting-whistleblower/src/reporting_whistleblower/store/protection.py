"""Retaliation claims, call-backs and false reports."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import Table, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.callback import Callback
from reporting_whistleblower.domain.callback import Status as CallbackStatus
from reporting_whistleblower.domain.false_report import FalseReport
from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.report import Status as ReportStatus
from reporting_whistleblower.domain.retaliation import Act, RetaliationClaim
from reporting_whistleblower.domain.retaliation import Status as ClaimStatus
from reporting_whistleblower.tables import (
    callback,
    false_report,
    report,
    retaliation_claim,
    sealed_report,
)

Thing = TypeVar("Thing", RetaliationClaim, Callback, FalseReport)

_TABLES: Mapping[type, Table] = {
    RetaliationClaim: retaliation_claim,
    Callback: callback,
    FalseReport: false_report,
}


async def add(tx: Session, new: RetaliationClaim | Callback | FalseReport) -> bool:
    """Store it; False if the report has one that stands."""
    table = _TABLES[type(new)]
    entry = upsert(table).values(asdict(new)).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(table.c.id))).first() is not None


async def get(tx: Session, kind: type[Thing], id: UUID, *, sight: Sight) -> Thing:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    table = _TABLES[kind]
    query = select(table).where(table.c.id == id, narrow(sight, area=table.c.area))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return _thing(kind, row._mapping)


async def save(tx: Session, changed: RetaliationClaim | Callback | FalseReport) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    table = _TABLES[type(changed)]
    unchanged = (table.c.id == changed.id) & (table.c.version == changed.version - 1)
    change = update(table).where(unchanged).values(asdict(changed)).returning(table.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page_claims(
    tx: Session, sight: Sight, page: PageRequest, *, status: ClaimStatus | None
) -> Slice:
    """List the newest first."""
    table = retaliation_claim
    return await _newest(tx, RetaliationClaim, sight, page, time=table.c.received_at, status=status)


async def page_false_reports(
    tx: Session, sight: Sight, page: PageRequest, *, status: str | None
) -> Slice:
    """List the newest first."""
    return await _newest(
        tx, FalseReport, sight, page, time=false_report.c.proposed_at, status=status
    )


async def page_callbacks(
    tx: Session,
    sight: Sight,
    page: PageRequest,
    *,
    status: CallbackStatus | None,
    overdue_on: date | None,
) -> Slice:
    """List what is due first, first."""
    table = callback
    query = select(table).where(narrow(sight, area=table.c.area))
    if status is not None:
        query = query.where(table.c.status == status)
    if overdue_on is not None:
        query = query.where(table.c.status == CallbackStatus.OPEN, table.c.due_on < overdue_on)
    if page.after is not None:
        last = (date.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(table.c.due_on, table.c.id) > tuple_(*last))
    rows = await tx.execute(query.order_by(table.c.due_on, table.c.id).limit(page.limit + 1))
    found = [Callback(**row._mapping) for row in rows]
    return cut(found, page, lambda one: (one.due_on.isoformat(), one.id))


async def callback_of(tx: Session, report_id: UUID) -> Callback | None:
    query = select(callback).where(callback.c.report_id == report_id)
    row = (await tx.execute(query)).one_or_none()
    return Callback(**row._mapping) if row else None


async def to_call_back(tx: Session, *, concluded_before: datetime, most: int) -> list[Report]:
    """Reports closed so long ago whose senders nobody has asked yet, the oldest first."""
    asked = select(callback.c.id).where(callback.c.report_id == report.c.id).exists()
    query = (
        select(report)
        .join(sealed_report, sealed_report.c.report_id == report.c.id)
        .where(
            report.c.status == ReportStatus.CONCLUDED,
            report.c.concluded_at < concluded_before,
            ~asked,
        )
        .order_by(report.c.concluded_at, report.c.id)
        .limit(most)
    )
    return [Report(**row._mapping) for row in await tx.execute(query)]


async def _newest(
    tx: Session,
    kind: type[Thing],
    sight: Sight,
    page: PageRequest,
    *,
    time: Any,
    status: str | None,
) -> Slice:
    table = _TABLES[kind]
    query = select(table).where(narrow(sight, area=table.c.area))
    if status is not None:
        query = query.where(table.c.status == status)
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(time, table.c.id) < tuple_(*last))
    query = query.order_by(time.desc(), table.c.id.desc()).limit(page.limit + 1)
    found = [_thing(kind, row._mapping) for row in await tx.execute(query)]
    return cut(found, page, lambda one: (getattr(one, time.name).isoformat(), one.id))


def _thing(kind: type[Thing], row: Any) -> Thing:
    fields = dict(row)
    if "acts" in fields:
        fields["acts"] = tuple(Act(act) for act in fields["acts"])
    return kind(**fields)
