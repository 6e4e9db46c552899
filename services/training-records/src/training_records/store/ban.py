"""Bans that enforcement imposed."""

from datetime import date
from uuid import UUID

from chassis.db import Session
from sqlalchemy.dialects.postgresql import insert

from training_records.tables import ban


async def keep(
    tx: Session, *, ban_id: UUID, scope: str, from_on: date, until_on: date | None
) -> None:
    row = {"scope": scope, "from_on": from_on, "until_on": until_on}
    entry = insert(ban).values(ban_id=ban_id, **row)
    await tx.execute(entry.on_conflict_do_update(index_elements=["ban_id"], set_=row))
