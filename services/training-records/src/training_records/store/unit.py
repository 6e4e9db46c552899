"""The local copy of units."""

from dataclasses import fields
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import select

from training_records.domain.refusals import UnitUnknown
from training_records.domain.unit import KnownUnit
from training_records.tables import known_unit

NAMES = tuple(field.name for field in fields(KnownUnit))
_KEEP = Fixed(f"""
INSERT INTO known_unit AS known ({", ".join(NAMES)})
VALUES ({", ".join(f"${n}" for n in range(1, len(NAMES) + 1))})
ON CONFLICT (unit_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in NAMES)}
WHERE known.at <= excluded.at
""")  # noqa: S608 - a constant


async def keep(tx: Session, unit: KnownUnit) -> None:
    """Keep what the newest event says; an older one that comes late changes nothing."""
    await _KEEP.write(tx, *(getattr(unit, name) for name in NAMES))


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
