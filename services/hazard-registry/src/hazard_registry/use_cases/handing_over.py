"""Hand over all open hazards of a person, or one of them."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight

from hazard_registry.domain.hand_over import HandOver
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import OPEN, Status
from hazard_registry.domain.refusals import NothingChanges
from hazard_registry.store import hand_overs
from hazard_registry.use_cases.telling import keep, load


async def hand_over(
    tx: Session,
    *,
    from_person: UUID,
    to_person: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> HandOver:
    """Give all that one person looks after to another; each hazard's history says so."""
    done = HandOver(
        id=new_id(),
        from_person=from_person,
        to_person=to_person,
        reason=reason,
        hazards=0,
        handed_by=by.id,
        handed_at=at,
    )
    moved = await hand_overs.move_all(tx, from_person=from_person, to_person=to_person, sight=sight)
    done = replace(done, hazards=len(moved))
    await hand_overs.add(tx, done)
    changes = {"officer": [from_person, to_person]}
    for hazard_id in moved:
        await record(
            tx,
            by=by,
            at=at,
            action="hand_over",
            what="hazard",
            id=hazard_id,
            why=reason,
            changes=changes,
        )
    return done


async def assign_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    officer: UUID,
    reason: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Say who looks after a hazard (经办人)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    before.need("assign", Status.REPORTED, *OPEN)
    if before.officer == officer:
        raise NothingChanges()
    hazard = replace(before, officer=officer, version=before.version + 1)
    return await keep(tx, hazard, before=before, by=by, at=at, action="assign", why=reason)
