"""All reports of one matter: the first, and what was merged into it."""

from uuid import UUID

from chassis.db import Session
from sqlalchemy import select

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.tables import report


async def reports_of(tx: Session, first_id: UUID) -> list[Report]:
    """The first report and every one merged into it, however long the chain, as they came in."""
    matter = select(report.c.id).where(report.c.id == first_id).cte("matter", recursive=True)
    joined = report.alias("joined")
    matter = matter.union(select(joined.c.id).where(joined.c.merged_into == matter.c.id))
    query = select(report).where(report.c.id.in_(select(matter.c.id)))
    rows = await tx.execute(query.order_by(report.c.received_at, report.c.id))
    return [Report(**row._mapping) for row in rows]
