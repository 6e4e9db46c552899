"""Stop orders, and consent to resume."""

from datetime import datetime
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardResumed, HazardStopped
from law.calendar import load_calendar
from law.rules import in_force

from hazard_registry.domain import supervision
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.refusals import NotStopped
from hazard_registry.domain.supervision import Stoppage
from hazard_registry.store import facts
from hazard_registry.use_cases.telling import keep, load, person, tell, today


async def stop_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    scope: str,
    document: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Order production to stop while the hazard lasts (安全生产法 art. 65)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = supervision.stop(before, on=today(at))
    stoppage = Stoppage(
        id=new_id(),
        hazard_id=hazard.id,
        scope=scope,
        document=document,
        stopped_on=today(at),
        stopped_by=by.id,
    )
    await facts.add(tx, stoppage)
    await keep(tx, hazard, before=before, by=by, at=at, action="stop", why=document)
    await tell(tx, HazardStopped, hazard, at=at)
    return hazard


async def apply_resumption(
    tx: Session,
    *,
    hazard_id: UUID,
    application: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Apply in writing to resume; the ten days for the review begin to run (令16号 art. 23)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = supervision.apply_resumption(before, by=person(by), on=today(at))
    rule = await in_force(tx, "hazard.resumption", on=today(at))
    calendar = await load_calendar(tx)
    due_on = calendar.end_of_period(today(at), rule.whole("review_days"))
    stoppage = await _stoppage(tx, before)
    applied = stoppage.apply(application=application, by=by.id, on=today(at), review_due_on=due_on)
    await facts.save(tx, applied)
    return await keep(tx, hazard, before=before, by=by, at=at, action="apply_resumption")


async def resume_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    opinion: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Consent to resuming production, after review (安全生产法 art. 65)."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = supervision.resume(before, by=person(by))
    stoppage = await _stoppage(tx, before)
    await facts.save(tx, stoppage.resume(opinion=opinion, by=by.id, on=today(at)))
    await keep(tx, hazard, before=before, by=by, at=at, action="resume", why=opinion)
    await tell(tx, HazardResumed, hazard, at=at)
    return hazard


async def _stoppage(tx: Session, hazard: Hazard) -> Stoppage:
    stoppage = await facts.newest(tx, Stoppage, hazard.id)
    if stoppage is None:
        raise NotStopped()
    return stoppage
