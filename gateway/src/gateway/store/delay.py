"""How long guessers wait."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from chassis.db import Session
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gateway.domain.delays import FORGOTTEN_AFTER, Delay
from gateway.tables import delays


async def locked(tx: Session, keys: Sequence[str], *, at: datetime) -> list[Delay]:
    """Return the delays under these keys, and let nobody else count there meanwhile."""
    new = [asdict(Delay.none(key, at)) for key in keys]
    await tx.execute(upsert(delays).values(new).on_conflict_do_nothing())
    query = select(delays).where(delays.c.key.in_(keys)).order_by(delays.c.key)
    return [Delay(**row._mapping) for row in await tx.execute(query.with_for_update())]


async def save(tx: Session, changed: Sequence[Delay]) -> None:
    row = upsert(delays).values([asdict(delay) for delay in changed])
    columns = {name: row.excluded[name] for name in ("failures", "admitted_at", "changed_at")}
    await tx.execute(row.on_conflict_do_update(index_elements=[delays.c.key], set_=columns))


async def forget(tx: Session, key: str) -> None:
    await tx.execute(delete(delays).where(delays.c.key == key))


async def forget_old(tx: Session, *, at: datetime) -> None:
    await tx.execute(delete(delays).where(delays.c.changed_at < at - FORGOTTEN_AFTER))
