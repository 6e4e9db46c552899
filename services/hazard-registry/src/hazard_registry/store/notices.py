"""Notices across hazards: lists, what is late, whom to remind."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from hazard_registry.domain.life import OPEN, Status
from hazard_registry.domain.notice import Notice
from hazard_registry.store.hazards import within
from hazard_registry.tables import hazards, notices, units


class NoticeState(StrEnum):
    """Where a notice stands."""

    UNSENT = "unsent"
    UNDELIVERED = "undelivered"
    UNACKNOWLEDGED = "unacknowledged"  # and the day by which it was to be is past
    WITH_VILLAGE = "with_village"  # passed on, and the village has not been there yet
    ACKNOWLEDGED = "acknowledged"


_N = notices.c
_OPEN = and_(hazards.c.status.in_(OPEN), hazards.c.merged_into.is_(None))
_STATES: dict[NoticeState, Callable[[date], ColumnElement[bool]]] = {
    NoticeState.UNSENT: lambda _: _N.sent_on.is_(None) & _OPEN,
    NoticeState.UNDELIVERED: lambda _: _N.sent_on.is_not(None) & _N.delivered_on.is_(None) & _OPEN,
    NoticeState.UNACKNOWLEDGED: lambda on: _N.acknowledged_on.is_(None) & (_N.due_on < on) & _OPEN,
    NoticeState.WITH_VILLAGE: lambda _: (
        _N.passed_on.is_not(None) & _N.acknowledged_on.is_(None) & _N.followed_on.is_(None) & _OPEN
    ),
    NoticeState.ACKNOWLEDGED: lambda _: _N.acknowledged_on.is_not(None),
}


async def page_of(
    tx: Session,
    *,
    state: NoticeState | None,
    area: str | None,
    on: date,
    sight: Sight,
    page: PageRequest,
) -> Slice:
    """List notices, the newest first, each with the hazard it is about."""
    query = (
        select(
            notices,
            hazards.c.number.label("hazard_number"),
            hazards.c.area,
            hazards.c.level,
            units.c.name.label("unit_name"),
        )
        .join(hazards, hazards.c.id == _N.hazard_id)
        .outerjoin(units, units.c.id == hazards.c.unit_id)
        .where(within(sight))
    )
    if state:
        query = query.where(_STATES[state](on))
    if area:
        query = query.where(hazards.c.area.startswith(area, autoescape=True))
    if page.after:
        query = query.where(_N.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(_N.id.desc()).limit(page.limit + 1))
    return cut([dict(row._mapping) for row in rows], page, lambda row: (row["id"],))


async def unacknowledged(tx: Session, *, on: date, limit: int) -> list[Notice]:
    """Lock notices of open hazards that are late and not passed on yet."""
    query = (
        select(notices)
        .join(hazards, hazards.c.id == _N.hazard_id)
        .where(_STATES[NoticeState.UNACKNOWLEDGED](on), _N.passed_on.is_(None))
        .order_by(_N.due_on, _N.id)
        .limit(limit)
        .with_for_update(of=notices, skip_locked=True)
    )
    return [Notice(**row._mapping) for row in await tx.execute(query)]


async def to_remind(
    tx: Session, *, until: date, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Open hazards due by then and not handed in, by id, with the person who answers for them."""
    handed_in = (hazards.c.status == Status.AWAITING_REVIEW) & (
        hazards.c.submitted_on <= hazards.c.due_on
    )
    query = (
        select(
            hazards.c.id,
            hazards.c.number,
            hazards.c.due_on,
            func.coalesce(units.c.principal, hazards.c.in_charge).label("recipient"),
            func.coalesce(units.c.principal_phone, hazards.c.in_charge_phone).label("phone"),
        )
        .outerjoin(units, units.c.id == hazards.c.unit_id)
        .where(_OPEN, hazards.c.due_on <= until, ~func.coalesce(handed_in, literal(value=False)))
        .where(or_(literal(after is None), hazards.c.id > (after or UUID(int=0))))
        .order_by(hazards.c.id)
        .limit(limit)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]
