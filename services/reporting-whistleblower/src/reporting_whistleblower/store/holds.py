"""Legal holds, what is due to be destroyed, and the proof that it was."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import (
    ColumnElement,
    case,
    delete,
    exists,
    func,
    insert,
    not_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.report import Status as ReportStatus
from reporting_whistleblower.domain.retention import Destruction, Hold
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.tables import (
    consent_half,
    destruction,
    identity_request,
    legal_hold,
    letter,
    report,
    report_key,
    reward,
    rotation_due,
    sealed_report,
    upload,
)

UNSETTLED = (RewardStatus.PROPOSED, RewardStatus.APPROVED, RewardStatus.CLAIMED)


async def place(tx: Session, new: Hold) -> bool:
    """Store it; False if one stands already."""
    entry = upsert(legal_hold).values(asdict(new)).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(legal_hold.c.id))).first() is not None


async def standing(tx: Session, report_id: UUID) -> Hold | None:
    """The hold that stands, kept as it is until the transaction ends."""
    table = legal_hold
    query = select(table).where(table.c.report_id == report_id, table.c.lifted_at.is_(None))
    row = (await tx.execute(query.with_for_update())).one_or_none()
    return Hold(**row._mapping) if row else None


async def save(tx: Session, changed: Hold) -> None:
    await tx.execute(
        update(legal_hold).where(legal_hold.c.id == changed.id).values(asdict(changed))
    )


async def ended_by(tx: Session, last: date, *, limit: int) -> list[Report]:
    """Reports that ended on or before a day, which no hold and no open reward keeps."""
    ended_on = func.date(func.timezone("Asia/Shanghai", _ended_at()))
    held = exists().where(legal_hold.c.report_id == report.c.id, legal_hold.c.lifted_at.is_(None))
    owed = exists().where(reward.c.report_id == report.c.id, reward.c.status.in_(UNSETTLED))
    query = (
        select(report)
        .where(report.c.destroyed_at.is_(None), ended_on <= last, not_(held), not_(owed))
        .order_by(report.c.received_at, report.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Report(**row._mapping) for row in await tx.execute(query)]


def _ended_at() -> ColumnElement[datetime | None]:
    """The same as `Report.ended_at`, in SQL."""
    concluded = func.coalesce(report.c.reexamined_at, report.c.feedback_at)
    return case((report.c.status == ReportStatus.CONCLUDED, concluded), else_=report.c.decided_at)


async def sealed_keys(tx: Session, report_id: UUID) -> list[bytes]:
    """Every sealed copy of a report's key and of its files' keys."""
    shares = select(report_key.c.sealed_key).where(report_key.c.report_id == report_id)
    thread = select(sealed_report.c.thread_sealed_key).where(sealed_report.c.report_id == report_id)
    files = select(upload.c.sealed_key).where(upload.c.report_id == report_id)
    found = [key for query in (shares, thread, files) for key in await tx.scalars(query)]
    return [key for key in found if key is not None]


async def destroy(tx: Session, done: Destruction) -> None:
    """Delete every key and every sealed word of a report, and keep the proof."""
    await tx.execute(insert(destruction).values(asdict(done)))
    for table in (report_key, letter, upload, rotation_due, sealed_report):
        await tx.execute(delete(table).where(table.c.report_id == done.report_id))
    asked = select(identity_request.c.id).where(identity_request.c.report_id == done.report_id)
    await tx.execute(delete(consent_half).where(consent_half.c.request_id.in_(asked)))


async def page_destructions(tx: Session, sight: Sight, page: PageRequest) -> Slice:
    """List the newest first."""
    table = destruction
    query = select(table).where(narrow(sight, area=table.c.area))
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(table.c.destroyed_at, table.c.report_id) < tuple_(*last))
    query = query.order_by(table.c.destroyed_at.desc(), table.c.report_id.desc())
    rows = [Destruction(**row._mapping) for row in await tx.execute(query.limit(page.limit + 1))]
    return cut(rows, page, lambda one: (one.destroyed_at.isoformat(), one.report_id))
