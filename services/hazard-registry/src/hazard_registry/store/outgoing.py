"""Messages that leave the house."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.outgoing import Outgoing, OutgoingKind, OutgoingStatus
from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound
from hazard_registry.store.hazards import within
from hazard_registry.tables import hazards, outgoing_messages


async def add(tx: Session, *messages: Outgoing) -> int:
    """Queue what was not said yet, and say how many that were."""
    if not messages:
        return 0
    new = upsert(outgoing_messages).values([asdict(message) for message in messages])
    queued = new.on_conflict_do_nothing(index_elements=["key"]).returning(outgoing_messages.c.id)
    return len((await tx.execute(queued)).all())


async def due(tx: Session, *, at: datetime, limit: int) -> list[Outgoing]:
    """Lock messages that are to be sent now."""
    query = (
        select(outgoing_messages)
        .where(
            outgoing_messages.c.status == OutgoingStatus.WAITING,
            outgoing_messages.c.next_try_at <= at,
        )
        .order_by(outgoing_messages.c.next_try_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Outgoing(**row._mapping) for row in await tx.execute(query)]


async def get(tx: Session, message_id: UUID, *, sight: Sight) -> Outgoing:
    """Raise `NotFound` if there is none about a hazard within the caller's sight."""
    query = (
        select(outgoing_messages)
        .join(hazards, hazards.c.id == outgoing_messages.c.hazard_id)
        .where(outgoing_messages.c.id == message_id, within(sight))
    )
    row = (await tx.execute(query.with_for_update(of=outgoing_messages))).one_or_none()
    if row is None:
        raise NotFound()
    return Outgoing(**row._mapping)


async def save(tx: Session, message: Outgoing) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    same = (outgoing_messages.c.id == message.id) & (
        outgoing_messages.c.version == message.version - 1
    )
    change = update(outgoing_messages).where(same).values(asdict(message))
    if (await tx.execute(change.returning(outgoing_messages.c.id))).first() is None:
        raise ChangedMeanwhile(version=message.version)


async def page_of(
    tx: Session,
    *,
    status: OutgoingStatus | None,
    kind: OutgoingKind | None,
    hazard_id: UUID | None,
    sight: Sight,
    page: PageRequest,
) -> Slice:
    """List messages, the newest first."""
    query = (
        select(outgoing_messages)
        .join(hazards, hazards.c.id == outgoing_messages.c.hazard_id)
        .where(within(sight))
    )
    for name, wanted in (("status", status), ("kind", kind), ("hazard_id", hazard_id)):
        if wanted is not None:
            query = query.where(outgoing_messages.c[name] == wanted)
    if page.after:
        query = query.where(outgoing_messages.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(outgoing_messages.c.id.desc()).limit(page.limit + 1))
    return cut([Outgoing(**row._mapping) for row in rows], page, lambda message: (message.id,))
