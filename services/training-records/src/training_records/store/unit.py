"""The local copy of units."""

from dataclasses import asdict
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from training_records.domain.refusals import UnitUnknown
from training_records.domain.unit import KnownUnit
from training_records.tables import known_unit


async def keep(tx: Session, unit: KnownUnit) -> None:
    """Keep what the newest event says; an older one that comes late changes nothing."""
    row = asdict(unit)
    entry = insert(known_unit).values(row)
    newer = known_unit.c.at <= entry.excluded.at
    await tx.execute(entry.on_conflict_do_update(index_elements=["unit_id"], set_=row, where=newer))


async def get(tx: Session, unit_id: UUID, *, sight: Sight) -> KnownUnit:
    """Raise `UnitUnknown` if there is none, or it is not in sight."""
    reached = narrow(
        sight,
        area=known_unit.c.area,
        department=known_unit.c.department,
        unit=known_unit.c.unit_id,
    )
    query = select(known_unit).where(known_unit.c.unit_id == unit_id, reached)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise UnitUnknown(field="/unit_id")
    return KnownUnit(**row._mapping)
