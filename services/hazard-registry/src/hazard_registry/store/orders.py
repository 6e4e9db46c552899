"""Supervision orders and proposals to escalate, as lists, and the numbers of our own letters."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Level
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.store.hazards import FIELDS, of_row, within
from hazard_registry.tables import escalations, hazards, order_letters, supervision_orders, units

_ABOUT = [
    hazards.c.number.label("hazard_number"),
    hazards.c.area,
    hazards.c.department,
    hazards.c.status,
    units.c.name.label("unit_name"),
]
_WITH_UNIT = hazards.outerjoin(units, units.c.id == hazards.c.unit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders. None means any; `on` is the day that overdue is asked for."""

    on: date
    level: OrderLevel | None = None
    listed: bool | None = None
    in_force: bool | None = None
    replied: bool | None = None
    overdue: bool | None = None
    published: bool | None = None
    area: str | None = None


async def next_serial(tx: Session, *, level: OrderLevel, year: int) -> int:
    """Take the next number of this level and year. Undone with the transaction: there are no gaps."""
    first = upsert(order_letters).values(level=level, year=year, last=1)
    taken = first.on_conflict_do_update(
        index_elements=["level", "year"], set_={"last": order_letters.c.last + 1}
    )
    return int(await tx.scalar(taken.returning(order_letters.c.last)) or 0)


async def page_of(tx: Session, wanted: OrderFilter, *, sight: Sight, page: PageRequest) -> Slice:
    """List orders, the newest first, each with the hazard it is about."""
    query = (
        select(supervision_orders, *_ABOUT)
        .select_from(
            _WITH_UNIT.join(supervision_orders, supervision_orders.c.hazard_id == hazards.c.id)
        )
        .where(within(sight), *_asked(wanted))
    )
    return await _page(tx, query, supervision_orders.c.id, page)


async def escalations_of(
    tx: Session, *, waiting: bool | None, area: str | None, sight: Sight, page: PageRequest
) -> Slice:
    """List proposals, the newest first. What waits is shown only while its hazard is overdue."""
    query = (
        select(escalations, *_ABOUT)
        .select_from(_WITH_UNIT.join(escalations, escalations.c.hazard_id == hazards.c.id))
        .where(within(sight))
    )
    open_ = and_(escalations.c.signed.is_(None), hazards.c.status.in_(OPEN))
    if waiting is not None:
        held = and_(open_, hazards.c.overdue_on.is_not(None), hazards.c.merged_into.is_(None))
        query = query.where(held if waiting else escalations.c.signed.is_not(None))
    if area:
        query = query.where(hazards.c.area.startswith(area, autoescape=True))
    return await _page(tx, query, escalations.c.id, page)


async def lapse_escalations(tx: Session, *, on: date) -> None:
    """Let go what waits although it holds no more: closed, extended, merged, or ordered meanwhile."""
    holds = (
        hazards.c.status.in_(OPEN)
        & hazards.c.overdue_on.is_not(None)
        & hazards.c.merged_into.is_(None)
        & hazards.c.order_level.is_not_distinct_from(escalations.c.from_level)
    )
    waiting = (escalations.c.hazard_id == hazards.c.id) & escalations.c.signed.is_(None)
    await tx.execute(update(escalations).where(waiting, ~holds).values(signed=False, decided_on=on))


async def overdue_major(
    tx: Session, *, declined_since: date, after: UUID, limit: int
) -> list[Hazard]:
    """Open major hazards that are overdue, with no proposal waiting or lately declined, by id."""
    waiting = select(escalations.c.id).where(
        escalations.c.hazard_id == hazards.c.id, escalations.c.signed.is_(None)
    )
    declined = select(escalations.c.id).where(
        escalations.c.hazard_id == hazards.c.id,
        escalations.c.decided_by.is_not(None),
        escalations.c.signed.is_(False),
        escalations.c.decided_on > declined_since,
    )
    query = select(*FIELDS).where(
        hazards.c.status.in_(OPEN),
        hazards.c.level == Level.MAJOR,
        hazards.c.overdue_on.is_not(None),
        hazards.c.merged_into.is_(None),
        hazards.c.id > after,
        ~waiting.exists(),
        ~declined.exists(),
    )
    return [of_row(row) for row in await tx.execute(query.order_by(hazards.c.id).limit(limit))]


def _asked(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    order = supervision_orders.c
    lifted, replied = order.lifted_on.is_not(None), order.replied_on.is_not(None)
    facts = {
        "listed": order.listed,
        "in_force": ~lifted,
        "replied": replied,
        "overdue": ~lifted & ~replied & (order.due_on < wanted.on),
        "published": order.published_on.is_not(None),
    }
    asked = {name: getattr(wanted, name) for name in facts}
    found = [
        fact if asked[name] else ~fact for name, fact in facts.items() if asked[name] is not None
    ]
    if wanted.level:
        found.append(order.level == wanted.level)
    if wanted.area:
        found.append(hazards.c.area.startswith(wanted.area, autoescape=True))
    return found


async def _page(
    tx: Session, query: Select[Any], id_: ColumnElement[UUID], page: PageRequest
) -> Slice:
    if page.after:
        query = query.where(id_ < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(id_.desc()).limit(page.limit + 1))
    return cut([dict(row._mapping) for row in rows], page, lambda row: (row["id"],))
