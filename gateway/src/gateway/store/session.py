"""Sessions, and the news that one is over."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis import db
from sqlalchemy import delete, func, insert, or_, select, update

from gateway.domain.session import IDLE, Session
from gateway.tables import sessions

# Every gateway process listens on this channel and forgets what it knows of the account named.
CHANNEL = "gateway_sessions"


async def add(tx: db.Session, session: Session) -> None:
    await tx.execute(insert(sessions).values(asdict(session)))


async def resume(tx: db.Session, *, token_hash: bytes, at: datetime) -> Session | None:
    """Note that a session is in use, and return it if it is still good."""
    living = (
        (sessions.c.token_hash == token_hash)
        & (sessions.c.expires_at > at)
        & (sessions.c.seen_at > at - IDLE)
    )
    use = update(sessions).where(living).values(seen_at=func.greatest(sessions.c.seen_at, at))
    row = (await tx.execute(use.returning(sessions))).one_or_none()
    return None if row is None else Session(**row._mapping)


async def end(tx: db.Session, *, token_hash: bytes) -> None:
    over = delete(sessions).where(sessions.c.token_hash == token_hash)
    account_id = await tx.scalar(over.returning(sessions.c.account_id))
    if account_id is not None:
        await tell(tx, account_id)


async def end_all(tx: db.Session, *, account_id: UUID, but: bytes | None = None) -> None:
    """End an account's sessions, except the one it works in just now."""
    mine = sessions.c.account_id == account_id
    if but is not None:
        mine &= sessions.c.token_hash != but
    await tx.execute(delete(sessions).where(mine))
    await tell(tx, account_id)


async def end_every(tx: db.Session) -> int:
    """End all sessions of everybody, and say how many there were."""
    over = delete(sessions).returning(sessions.c.account_id)
    return len((await tx.execute(over)).all())


async def end_old(tx: db.Session, *, at: datetime) -> None:
    over = or_(sessions.c.expires_at <= at, sessions.c.seen_at <= at - IDLE)
    await tx.execute(delete(sessions).where(over))


async def tell(tx: db.Session, account_id: UUID) -> None:
    """Let every gateway process know, when this commits, that the account has changed."""
    await tx.execute(select(func.pg_notify(CHANNEL, str(account_id))))
