"""Claims: what the counter sees of a reward."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from sqlalchemy import insert, select, update

from reporting_whistleblower.domain.claim import Claim
from reporting_whistleblower.tables import claim


async def put(tx: Session, new: Claim) -> None:
    await tx.execute(insert(claim).values(asdict(new)))


async def get(tx: Session, number: str) -> Claim | None:
    """Find and lock a claim by its number."""
    query = select(claim).where(claim.c.number == number).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return Claim(**row._mapping) if row else None


async def of_reward(tx: Session, reward_id: UUID) -> list[Claim]:
    """The shares of a reward, in the order of their numbers."""
    query = select(claim).where(claim.c.reward_id == reward_id).order_by(claim.c.number)
    return [Claim(**row._mapping) for row in await tx.execute(query)]


async def save(tx: Session, changed: Claim) -> None:
    """Keep what was done to a claim that is locked."""
    row = asdict(changed)
    await tx.execute(update(claim).where(claim.c.number == row.pop("number")).values(row))


async def note_failure(
    tx: Session, number: str, *, failures: int, closed_until: datetime | None
) -> None:
    change = update(claim).where(claim.c.number == number)
    await tx.execute(change.values(failures=failures, closed_until=closed_until))
