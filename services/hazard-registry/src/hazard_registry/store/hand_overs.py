"""Hand-overs, and the hazards of a person."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import insert, select, update

from hazard_registry.domain.hand_over import HandOver
from hazard_registry.domain.life import OPEN, Status
from hazard_registry.store.hazards import within
from hazard_registry.tables import hand_overs, hazards


async def move_all(
    tx: Session, *, from_person: UUID, to_person: UUID, sight: Sight
) -> Sequence[UUID]:
    """Give every open hazard within sight that one looks after to the other; say which these are.

    Each is one version further on: whoever was changing one meanwhile is told to read it again.
    """
    change = (
        update(hazards)
        .where(
            hazards.c.officer == from_person,
            hazards.c.status.in_([*OPEN, Status.REPORTED]),
            within(sight),
        )
        .values(officer=to_person, version=hazards.c.version + 1)
    )
    return list(await tx.scalars(change.returning(hazards.c.id)))


async def add(tx: Session, hand_over: HandOver) -> None:
    await tx.execute(insert(hand_overs).values(asdict(hand_over)))


async def page_of(tx: Session, *, page: PageRequest) -> Slice:
    """List hand-overs, the newest first."""
    query = select(hand_overs).order_by(hand_overs.c.id.desc()).limit(page.limit + 1)
    if page.after:
        query = query.where(hand_overs.c.id < UUID(page.after[0]))
    rows = [HandOver(**row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda hand_over: (hand_over.id,))
