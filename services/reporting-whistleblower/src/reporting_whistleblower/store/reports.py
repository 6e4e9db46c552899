"""Reports without their words."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, NotFound
from reporting_whistleblower.domain.report import Category, Report, Status
from reporting_whistleblower.store.visibility import visible
from reporting_whistleblower.tables import handling, lead_hazard, report, unit_copy

_COPY_UNIT = Fixed("""
INSERT INTO unit_copy (id, code, name, area) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, area = excluded.area
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list asks for; None asks for all."""

    status: Status | None = None
    category: Category | None = None
    area: str | None = None
    unit_id: UUID | None = None
    handler_id: UUID | None = None
    overdue_on: date | None = None
    received_before: datetime | None = None  # with overdue_on: nobody has decided on these in time
    answer_due: tuple[date, date] | None = None


async def is_empty(tx: Session) -> bool:
    return await tx.scalar(select(report.c.id).limit(1)) is None


async def get(tx: Session, report_id: UUID, *, sight: Sight | None = None) -> Report:
    """Raise `NotFound` if there is none, or the caller may not see it."""
    query = select(report).where(report.c.id == report_id)
    if sight is not None:
        query = query.where(visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return Report(**row._mapping)


async def by_lead(tx: Session, lead_id: UUID) -> Report | None:
    row = (await tx.execute(select(report).where(report.c.lead_id == lead_id))).one_or_none()
    return Report(**row._mapping) if row else None


async def by_hazards(tx: Session, hazard_ids: list[UUID]) -> list[Report]:
    """The reports whose leads became these hazards, first received first."""
    query = (
        select(report)
        .join(lead_hazard, lead_hazard.c.lead_id == report.c.lead_id)
        .where(lead_hazard.c.hazard_id.in_(hazard_ids))
        .distinct()
        .order_by(report.c.received_at, report.c.id)
    )
    return [Report(**row._mapping) for row in await tx.execute(query)]


async def save(tx: Session, changed: Report) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (report.c.id == changed.id) & (report.c.version == changed.version - 1)
    change = update(report).where(unchanged).values(asdict(changed)).returning(report.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def page(tx: Session, sight: Sight, wanted: Filter, page: PageRequest) -> Slice:
    """List the newest first."""
    query = select(report).where(visible(sight), *_conditions(wanted))
    if page.after is not None:
        last = (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(report.c.received_at, report.c.id) < tuple_(*last))
    query = query.order_by(report.c.received_at.desc(), report.c.id.desc()).limit(page.limit + 1)
    rows = [Report(**row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda one: (one.received_at.isoformat(), one.id))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.area is not None:
        conditions.append(report.c.area.startswith(wanted.area, autoescape=True))
    if wanted.overdue_on is not None:
        conditions.append(_late(wanted.overdue_on, wanted.received_before))
    if wanted.answer_due is not None:
        conditions.append(_answer_due(*wanted.answer_due))
    for column, value in (
        (report.c.status, wanted.status),
        (report.c.category, wanted.category),
        (report.c.unit_id, wanted.unit_id),
        (report.c.handler_id, wanted.handler_id),
    ):
        if value is not None:
            conditions.append(column == value)
    return conditions


def _late(today: date, received_before: datetime | None) -> ColumnElement[bool]:
    if received_before is None:
        return is_overdue(today)
    unread = and_(report.c.status == Status.RECEIVED, report.c.received_at < received_before)
    return or_(is_overdue(today), unread)


def is_overdue(today: date) -> ColumnElement[bool]:
    """The same question as `Report.is_overdue`, in SQL."""
    runs = report.c.paused_at.is_(None)
    return or_(
        and_(report.c.status == Status.ACCEPTED, runs, report.c.due_on < today),
        and_(report.c.status == Status.OBJECTED, runs, report.c.reexamine_due_on < today),
        and_(
            report.c.status == Status.CONCLUDED,
            report.c.feedback_at.is_(None),
            report.c.feedback_due_on < today,
        ),
    )


def _answer_due(first: date, last: date) -> ColumnElement[bool]:
    """An answer fell due in the period, and was or is owed."""
    return and_(
        report.c.due_on.between(first, last),
        report.c.status.in_([Status.ACCEPTED, Status.CONCLUDED, Status.OBJECTED]),
    )


async def merged_into(tx: Session, report_id: UUID) -> list[Report]:
    """The later reports of the same matter, in the order they came."""
    query = select(report).where(report.c.merged_into == report_id)
    rows = await tx.execute(query.order_by(report.c.received_at, report.c.id))
    return [Report(**row._mapping) for row in rows]


async def regroup(tx: Session, *, was: UUID, now: UUID) -> None:
    """Let what was merged into one report follow it into the one that came still earlier."""
    await tx.execute(update(report).where(report.c.merged_into == was).values(merged_into=now))


async def note_handling(tx: Session, report_id: UUID, account_id: UUID) -> None:
    """Remember that somebody worked on it."""
    row = {"report_id": report_id, "account_id": account_id}
    await tx.execute(upsert(handling).values(row).on_conflict_do_nothing())


async def handlers_of(tx: Session, report_id: UUID) -> frozenset[UUID]:
    """Everybody who ever worked on it."""
    query = select(handling.c.account_id).where(handling.c.report_id == report_id)
    return frozenset(await tx.scalars(query))


async def unit_names(tx: Session, unit_ids: set[UUID]) -> dict[UUID, str]:
    query = select(unit_copy.c.id, unit_copy.c.name).where(unit_copy.c.id.in_(unit_ids))
    return {row.id: row.name for row in await tx.execute(query)}


async def copy_unit(tx: Session, *, unit_id: UUID, code: str, name: str, area: str) -> None:
    """Keep the newest state of a unit; events of one unit come in order."""
    await _COPY_UNIT.write(tx, unit_id, code, name, area)


async def concluded_in_time(
    tx: Session, *, first: date, last: date, area: str, sight: Sight
) -> tuple[int, int]:
    """Of the reports due in a period, how many were concluded in time, and how many were due."""
    concluded_on = func.date(func.timezone("Asia/Shanghai", report.c.concluded_at))
    in_time = func.count().filter(concluded_on <= report.c.due_on)
    query = select(in_time, func.count()).where(
        narrow(sight, area=report.c.area),
        report.c.area.startswith(area, autoescape=True),
        _answer_due(first, last),
    )
    row = (await tx.execute(query)).one()
    return row[0], row[1]
