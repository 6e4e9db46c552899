"""Units' own schemes, what workers told them, and their reward books."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import delete, func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.scheme import InternalReport, Kind, Scheme, SchemeReward, Status
from reporting_whistleblower.tables import (
    internal_envelope,
    internal_report,
    scheme,
    scheme_reward,
    unit_copy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A hazard sealed to the authority's handlers, ready to become a report."""

    report_id: UUID
    public_key: bytes
    thread_public_key: bytes
    thread_sealed_key: bytes
    content: bytes
    shares: Mapping[str, str]  # handler's key id → the report's key, sealed, base64


async def unit_area(tx: Session, unit_id: UUID) -> str | None:
    return await tx.scalar(select(unit_copy.c.area).where(unit_copy.c.id == unit_id))


async def add(tx: Session, new: Scheme) -> bool:
    """Store it; False if the unit has one."""
    entry = upsert(scheme).values(asdict(new)).on_conflict_do_nothing(index_elements=["unit_id"])
    return (await tx.execute(entry.returning(scheme.c.id))).first() is not None


async def get(tx: Session, scheme_id: UUID, *, sight: Sight) -> Scheme:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    visible = narrow(sight, area=scheme.c.area, unit=scheme.c.unit_id)
    row = (await tx.execute(select(scheme).where(scheme.c.id == scheme_id, visible))).one_or_none()
    if row is None:
        raise NotFound
    return Scheme(**row._mapping)


async def by_code(tx: Session, code: str) -> Scheme | None:
    row = (await tx.execute(select(scheme).where(scheme.c.code == code))).one_or_none()
    return Scheme(**row._mapping) if row else None


async def save(tx: Session, changed: Scheme) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (scheme.c.id == changed.id) & (scheme.c.version == changed.version - 1)
    change = update(scheme).where(unchanged).values(asdict(changed)).returning(scheme.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, page: PageRequest, *, area: str | None) -> Slice:
    """List the newest first."""
    query = select(scheme).where(narrow(sight, area=scheme.c.area, unit=scheme.c.unit_id))
    if area is not None:
        query = query.where(scheme.c.area.startswith(area, autoescape=True))
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(scheme.c.opened_at, scheme.c.id) < tuple_(*last))
    query = query.order_by(scheme.c.opened_at.desc(), scheme.c.id.desc()).limit(page.limit + 1)
    found = [Scheme(**row._mapping) for row in await tx.execute(query)]
    return cut(found, page, lambda one: (one.opened_at.isoformat(), one.id))


async def count(tx: Session, sight: Sight, *, area: str, last: date) -> int:
    """How many units had a scheme at the end of a day."""
    opened_on = func.date(func.timezone("Asia/Shanghai", scheme.c.opened_at))
    query = select(func.count()).where(
        narrow(sight, area=scheme.c.area, unit=scheme.c.unit_id),
        scheme.c.area.startswith(area, autoescape=True),
        opened_on <= last,
    )
    return await tx.scalar(query) or 0


async def add_report(tx: Session, new: InternalReport, envelope: Envelope | None) -> bool:
    """Store what a worker told; False if the receipt is taken."""
    entry = upsert(internal_report).values(asdict(new))
    entry = entry.on_conflict_do_nothing(index_elements=["receipt_hash"])
    if (await tx.execute(entry.returning(internal_report.c.id))).first() is None:
        return False
    if envelope is not None:
        await tx.execute(insert(internal_envelope).values(asdict(envelope)))
    return True


async def report(tx: Session, scheme_id: UUID, report_id: UUID) -> InternalReport:
    """Raise `NotFound` if the scheme has no such report."""
    table = internal_report
    query = select(table).where(table.c.id == report_id, table.c.scheme_id == scheme_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return InternalReport(**row._mapping)


async def by_receipt(
    tx: Session, receipt_hash: bytes, *, for_update: bool = False
) -> InternalReport | None:
    query = select(internal_report).where(internal_report.c.receipt_hash == receipt_hash)
    if for_update:
        query = query.with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return InternalReport(**row._mapping) if row else None


async def save_answer(tx: Session, changed: InternalReport) -> None:
    """Raise `ChangedMeanwhile` if another request answered since it was loaded."""
    table = internal_report
    unchanged = (table.c.id == changed.id) & (table.c.version == changed.version - 1)
    fields = ("status", "outcome", "answer", "answered_by", "answered_at", "version")
    values = {name: getattr(changed, name) for name in fields}
    change = update(table).where(unchanged).values(values).returning(table.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def save_rise(tx: Session, changed: InternalReport) -> Envelope | None:
    """Note that a locked report rose, and take its envelope out."""
    table = internal_report
    await tx.execute(update(table).where(table.c.id == changed.id).values(rose_at=changed.rose_at))
    taken = delete(internal_envelope).where(internal_envelope.c.report_id == changed.id)
    row = (await tx.execute(taken.returning(internal_envelope))).one_or_none()
    return Envelope(**row._mapping) if row else None


async def unanswered(tx: Session, *, due_before: date, most: int) -> list[InternalReport]:
    """Find and lock grave hazards whose unit did not answer in time."""
    table = internal_report
    query = (
        select(table)
        .where(
            table.c.grave,
            table.c.kind == Kind.HAZARD,
            table.c.status == Status.RECEIVED,
            table.c.rose_at.is_(None),
            table.c.answer_due_on < due_before,
        )
        .order_by(table.c.answer_due_on, table.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [InternalReport(**row._mapping) for row in await tx.execute(query)]


async def page_reports(tx: Session, scheme_id: UUID, page: PageRequest) -> Slice:
    """List the newest first."""
    table = internal_report
    query = select(table).where(table.c.scheme_id == scheme_id)
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(table.c.received_at, table.c.id) < tuple_(*last))
    query = query.order_by(table.c.received_at.desc(), table.c.id.desc()).limit(page.limit + 1)
    found = [InternalReport(**row._mapping) for row in await tx.execute(query)]
    return cut(found, page, lambda one: (one.received_at.isoformat(), one.id))


async def add_reward(tx: Session, new: SchemeReward) -> bool:
    """Enter it into the book; False if the report has one of this kind."""
    entry = upsert(scheme_reward).values(asdict(new)).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(scheme_reward.c.id))).first() is not None


async def rewards_of(tx: Session, report_id: UUID) -> list[SchemeReward]:
    query = select(scheme_reward).where(scheme_reward.c.report_id == report_id)
    rows = await tx.execute(query.order_by(scheme_reward.c.id))
    return [SchemeReward(**row._mapping) for row in rows]


async def page_rewards(tx: Session, scheme_id: UUID, page: PageRequest) -> Slice:
    """The reward book, newest first. Ids sort by time."""
    table = scheme_reward
    query = select(table).where(table.c.scheme_id == scheme_id)
    if page.after is not None:
        query = query.where(table.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(table.c.id.desc()).limit(page.limit + 1))
    return cut([SchemeReward(**row._mapping) for row in rows], page, lambda one: (one.id,))
