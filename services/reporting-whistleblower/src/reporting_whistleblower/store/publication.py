"""Count what happened, and keep what was published of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, FromClause, func, insert, literal_column, select

from reporting_whistleblower.domain.publication import Measure, Span
from reporting_whistleblower.tables import claim, published_span, report, reward

SUBDISTRICT: Final = 9  # digits of its code


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a measure is counted: by which day, into which cells."""

    rows: FromClause
    area: ColumnElement[str]
    at: ColumnElement[datetime]
    key: ColumnElement[str]
    since: ColumnElement[datetime] | None = None  # what the days are counted from
    yuan: ColumnElement[Decimal] | None = None


_RECEIVED: Final = _Source(report, report.c.area, report.c.received_at, report.c.category)
_CONCLUDED: Final = _Source(
    report, report.c.area, report.c.concluded_at, report.c.conclusion, since=report.c.accepted_at
)
_SOURCES: Final[Mapping[Measure, _Source]] = {
    Measure.RECEIVED: _RECEIVED,
    Measure.BY_CATEGORY: _RECEIVED,
    Measure.CONCLUDED: _CONCLUDED,
    Measure.BY_CONCLUSION: _CONCLUDED,
    Measure.ACCEPTED: _Source(
        report, report.c.area, report.c.accepted_at, report.c.category, since=report.c.received_at
    ),
    Measure.PAID: _Source(
        claim.join(reward, reward.c.id == claim.c.reward_id),
        reward.c.area,
        claim.c.paid_at,
        reward.c.kind,
        yuan=claim.c.amount,
    ),
}


_SPAN: Final = [column for column in published_span.c if column.name != "published_at"]


@dataclass(frozen=True, slots=True)
class Counted:
    """One cell: how often, how many days together, how much money."""

    count: int
    days: int | None
    yuan: Decimal | None


async def subdistricts(tx: Session) -> list[str]:
    """Every subdistrict that a report ever came from."""
    code = func.left(report.c.area, SUBDISTRICT)
    return list(await tx.scalars(select(code).distinct().order_by(code)))


async def last_published(tx: Session, area: str, measure: Measure) -> date | None:
    query = select(func.max(published_span.c.last)).where(
        published_span.c.area == area, published_span.c.measure == measure
    )
    found: date | None = await tx.scalar(query)
    return found


async def by_month(tx: Session, area: str, measure: Measure) -> dict[date, int]:
    """Counts by the first day of each month, of everything there is."""
    source = _SOURCES[measure]
    month = func.date(func.date_trunc(literal_column("'month'"), _local(source.at)))
    query = (
        select(month, func.count())
        .select_from(source.rows)
        .where(source.area.startswith(area, autoescape=True), source.at.is_not(None))
        .group_by(month)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}


async def by_cell(
    tx: Session, area: str, measure: Measure, *, first: date, last: date
) -> dict[str, Counted]:
    """Count each cell of a span of days, both included."""
    source = _SOURCES[measure]
    on = func.date(_local(source.at))
    days: Any = func.sum(on - func.date(_local(source.since))) if source.since is not None else None
    wanted: list[ColumnElement[Any]] = [source.key, func.count()]
    wanted += [days] if days is not None else []
    wanted += [func.sum(source.yuan)] if source.yuan is not None else []
    query = (
        select(*wanted)
        .select_from(source.rows)
        .where(source.area.startswith(area, autoescape=True), on.between(first, last))
        .group_by(source.key)
    )
    return {
        str(row[0]): Counted(
            row[1],
            int(row[2]) if source.since is not None else None,
            row[2] if source.yuan is not None else None,
        )
        for row in await tx.execute(query)
    }


async def add(tx: Session, span: Span, *, at: datetime) -> None:
    await tx.execute(insert(published_span).values(asdict(span) | {"published_at": at}))


async def spans_after(tx: Session, area: str, measure: Measure, day: date) -> list[Span]:
    """The published spans of one measure that begin after a day, the oldest first."""
    table = published_span
    query = select(*_SPAN).where(
        table.c.area == area, table.c.measure == measure, table.c.first > day
    )
    return [Span(**row._mapping) for row in await tx.execute(query.order_by(table.c.last))]


async def spans(
    tx: Session, sight: Sight, *, first: date, last: date, area: str
) -> dict[Measure, list[Span]]:
    """What was published of whole spans between two days, both included, the oldest first."""
    table = published_span
    query = (
        select(*_SPAN)
        .where(
            narrow(sight, area=table.c.area),
            table.c.area.startswith(area, autoescape=True),
            table.c.first >= first,
            table.c.last <= last,
        )
        .order_by(table.c.last, table.c.area)
    )
    found: dict[Measure, list[Span]] = {measure: [] for measure in Measure}
    for row in await tx.execute(query):
        found[row.measure].append(Span(**row._mapping))
    return found


def _local(at: ColumnElement[datetime]) -> ColumnElement[datetime]:
    return func.timezone(literal_column("'Asia/Shanghai'"), at)
