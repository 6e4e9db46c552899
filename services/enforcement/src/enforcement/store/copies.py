"""Our copies of units and hazards, kept current by their owner's events."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from chassis.db import Session
from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert

from enforcement.domain.copies import Hazard, Unit
from enforcement.store.records import Records
from enforcement.tables import hazards, units

unit_records = Records(Unit, units)
hazard_records = Records(Hazard, hazards)


async def keep_unit(tx: Session, unit: Unit) -> None:
    """Take over the newest state of a unit."""
    await _keep(tx, units, asdict(unit))


async def keep_hazard(tx: Session, hazard: Hazard) -> None:
    await _keep(tx, hazards, hazard_records.row(hazard))


async def unit(tx: Session, unit_id: UUID | None) -> Unit | None:
    return None if unit_id is None else await unit_records.find(tx, unit_id)


async def hazard(tx: Session, hazard_id: UUID) -> Hazard | None:
    return await hazard_records.find(tx, hazard_id)


async def hazards_of(tx: Session, ids: Iterable[UUID]) -> Sequence[Hazard]:
    query = select(*hazard_records.columns).where(hazards.c.id.in_(list(ids)))
    rows = await tx.execute(query.order_by(hazards.c.id))
    return [hazard_records.entity(row) for row in rows]


async def unit_names(tx: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {unit_id for unit_id in ids if unit_id is not None}
    rows = await tx.execute(select(units.c.id, units.c.name).where(units.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


async def _keep(tx: Session, table: Table, row: dict[str, Any]) -> None:
    entry = insert(table).values(row)
    await tx.execute(entry.on_conflict_do_update(index_elements=["id"], set_=row))
