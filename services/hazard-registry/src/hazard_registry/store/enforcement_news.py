"""What enforcement did beside its cases."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.enforcement_news import News, NewsKind
from hazard_registry.tables import enforcement_news, units

_TABLE = enforcement_news.c


async def begin(tx: Session, news: News) -> None:
    """Keep what began; whether it ended already is known only where its end came first."""
    row = asdict(news) | {"hazard_ids": list(news.hazard_ids)}
    kept = {name: value for name, value in row.items() if name not in {"id", "ended_on"}}
    new = upsert(enforcement_news).values(row)
    await tx.execute(new.on_conflict_do_update(index_elements=["id"], set_=kept))


async def end(tx: Session, news: News) -> None:
    """Keep that it ended, even where its beginning never came."""
    row = asdict(news) | {"hazard_ids": list(news.hazard_ids)}
    new = upsert(enforcement_news).values(row)
    change = {"ended_on": news.ended_on}
    await tx.execute(new.on_conflict_do_update(index_elements=["id"], set_=change))


async def grade(tx: Session, news: News) -> None:
    """Keep a unit's newest grade; one that is older than what is known changes nothing."""
    row = asdict(news) | {"hazard_ids": []}
    new = upsert(enforcement_news).values(row)
    change = {"code": news.code, "began_on": news.began_on}
    newer = enforcement_news.c.began_on <= news.began_on
    await tx.execute(new.on_conflict_do_update(index_elements=["id"], set_=change, where=newer))


async def area_of(tx: Session, unit_id: UUID) -> str | None:
    return await tx.scalar(select(units.c.area).where(units.c.id == unit_id))


async def page_of(
    tx: Session,
    *,
    kind: NewsKind | None,
    unit_id: UUID | None,
    hazard_id: UUID | None,
    in_force: bool | None,
    on: date,
    sight: Sight,
    page: PageRequest,
) -> Slice:
    """List what began last first."""
    seen = narrow(sight, area=_TABLE.area, department=_TABLE.department, unit=_TABLE.unit_id)
    query = select(enforcement_news).where(seen)
    for name, wanted in (("kind", kind), ("unit_id", unit_id)):
        if wanted is not None:
            query = query.where(_TABLE[name] == wanted)
    if hazard_id is not None:
        query = query.where(_TABLE.hazard_ids.contains([hazard_id]))
    if in_force is not None:
        stands = func.coalesce(_TABLE.ended_on > on, True)
        query = query.where(stands if in_force else ~stands)
    if page.after:
        before = (date.fromisoformat(page.after[0]), UUID(page.after[1]))
        query = query.where(tuple_(_TABLE.began_on, _TABLE.id) < before)
    query = query.order_by(_TABLE.began_on.desc(), _TABLE.id.desc()).limit(page.limit + 1)
    found = [News(**row._mapping) for row in await tx.execute(query)]
    return cut(found, page, lambda news: (news.began_on.isoformat(), news.id))
