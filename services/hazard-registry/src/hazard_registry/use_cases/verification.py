"""Verify or reject what was reported."""

from datetime import date, datetime
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight
from contracts.hazards import HazardRejected, HazardVerified

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level
from hazard_registry.store import areas, attachments, criteria, facts
from hazard_registry.use_cases.notices import make_notices
from hazard_registry.use_cases.telling import keep, load, person, tell, today


async def verify_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    level: Level,
    criteria_: tuple[str, ...],
    exception_reason: str | None,
    department: str,
    due_on: date,
    finding: str | None,
    attachments_: tuple[UUID, ...] = (),
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Confirm a hazard and its level (认定), by criteria that were in force when it was found."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    await areas.active_department(tx, department)
    hazard = before.verify(
        level=level,
        criteria=criteria_,
        exception_reason=exception_reason,
        department=department,
        due_on=due_on,
        finding=finding,
        by=person(by),
        on=today(at),
    )
    await criteria.check_citable(tx, criteria_, on=hazard.found_on)
    await attachments.check(tx, attachments_, field="/attachments")
    await facts.add_found(tx, hazard.id, attachments_, by=by.id, at=at)
    await keep(tx, hazard, before=before, by=by, at=at, action="verify", why=finding)
    await make_notices(tx, hazard, at=at)
    found = {"criteria": list(criteria_), "merged_lead_ids": list(hazard.merged_leads)}
    await tell(tx, HazardVerified, hazard, at=at, due_on=due_on, **found)
    return hazard


async def reject_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put on record that what was reported is no hazard."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.reject(reason=reason)
    await keep(tx, hazard, before=before, by=by, at=at, action="reject", why=reason)
    await tell(tx, HazardRejected, hazard, at=at, merged_lead_ids=list(hazard.merged_leads))
    return hazard
