"""Merge two records of one unit: everything that named the one names the other."""

from datetime import datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight
from contracts.hazards import UnitChanged

from hazard_registry.domain.refusals import UnitUnknown
from hazard_registry.domain.unit import Unit
from hazard_registry.store import units
from hazard_registry.use_cases.registers import tell_unit
from hazard_registry.use_cases.telling import differences


async def merge_unit(
    tx: Session,
    *,
    unit_id: UUID,
    into: UUID,
    why: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Unit:
    """End a double registration. Its number stays taken, so that nobody registers it a third time."""
    before = await units.get(tx, unit_id, sight=sight)
    kept = await units.find(tx, into)
    if kept is None or not sight.sees(area=kept.area, department=kept.department, unit=kept.id):
        raise UnitUnknown(field="/into")
    ended = before.merge_into(kept, expected=expected)
    await units.save(tx, ended)
    moved = await units.move_belongings(tx, unit_id, into=into)
    changes = differences(before, ended) | {name: [0, many] for name, many in moved.items()}
    for one in (ended, kept):
        await record(
            tx, by=by, at=at, action="merge", what="unit", id=one.id, why=why, changes=changes
        )
    await tell_unit(tx, UnitChanged, ended, at=at)
    return ended
