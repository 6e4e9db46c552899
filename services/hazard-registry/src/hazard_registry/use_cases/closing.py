"""Review on site, write off, reopen, and notice what is late."""

from datetime import date, datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardClosed, HazardOverdue, HazardReopened, HazardReturned
from law.rules import in_force

from hazard_registry.domain.closing import Gate, gate_of
from hazard_registry.domain.hazard import Hazard
from hazard_registry.store import areas, facts, hazards
from hazard_registry.use_cases.telling import keep, load, person, tell, today

BATCH = 500


async def gate_for(tx: Session, hazard: Hazard, *, on: date) -> Gate:
    """The gate for this level and channel, by the rule in force that day."""
    rule = await in_force(tx, "hazard.review", on=on)
    return gate_of(
        rule.value,
        level=hazard.level.value,
        channel=hazard.channel.value,
        supervising=await areas.supervising(tx),
    )


async def review_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    passed: bool,
    opinion: str,
    visited_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Sign for one's own visit: a pass counts when the rule's number of reviewers gave it."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    gate = await gate_for(tx, before, on=today(at))
    reviewer = person(by)
    if passed:
        hazard = before.pass_review(gate, by=reviewer, on=today(at))
    else:
        hazard = before.return_(gate, by=reviewer)
    departments = sorted(reviewer.departments)
    own = before.department if before.department in departments else next(iter(departments), None)
    await facts.note_review(
        tx,
        id=new_id(),
        hazard_id=hazard.id,
        reviewer=by.id,
        reviewer_name=by.name or None,
        department=own,
        visited_on=visited_on,
        passed=passed,
        opinion=opinion,
        at=at,
    )
    action = "pass_review" if passed else "return"
    await keep(tx, hazard, before=before, by=by, at=at, action=action, why=opinion)
    if not passed:
        await tell(tx, HazardReturned, hazard, at=at)
    return hazard


async def close_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    opinion: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Write a hazard off (销号), as somebody who neither reported, rectified nor reviewed it."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    gate = await gate_for(tx, before, on=today(at))
    hazard = before.close(gate, by=person(by), on=today(at))
    await keep(tx, hazard, before=before, by=by, at=at, action="close", why=opinion)
    await tell(tx, HazardClosed, hazard, at=at)
    return hazard


async def reopen_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    reason: str,
    due_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put a hazard that was found again, or written off wrongly, back to work."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = before.reopen(due_on=due_on, on=today(at))
    await keep(tx, hazard, before=before, by=by, at=at, action="reopen", why=reason)
    await tell(tx, HazardReopened, hazard, at=at)
    return hazard


async def mark_overdue(tx: Session, *, at: datetime) -> int:
    """Mark what is late and not marked yet, and let the others know, once. Say how many."""
    late = await hazards.late(tx, on=today(at), limit=BATCH)
    for before in late:
        hazard = before.mark_overdue(on=today(at))
        await hazards.save(tx, hazard, before=before)
        await record(
            tx,
            by="sweep",
            at=at,
            action="mark_overdue",
            what="hazard",
            id=hazard.id,
            changes={"overdue_on": [None, hazard.overdue_on]},
        )
        await tell(tx, HazardOverdue, hazard, at=at, due_on=hazard.due_on)
    return len(late)
