"""Work that was used: no second request passes with it."""

from datetime import datetime

from chassis.db import Session
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.tables import spent_work


async def spend(tx: Session, nonce: str, *, expires_at: datetime) -> bool:
    """Note it as used; False if it was before."""
    entry = upsert(spent_work).values(nonce=nonce, expires_at=expires_at).on_conflict_do_nothing()
    return (await tx.execute(entry.returning(spent_work.c.nonce))).first() is not None


async def forget(tx: Session, *, at: datetime) -> int:
    """Drop what expired: it is refused without this memory."""
    gone = delete(spent_work).where(spent_work.c.expires_at <= at).returning(spent_work.c.nonce)
    return len((await tx.execute(gone)).all())
