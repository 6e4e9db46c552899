"""Events in. A handler calls one use case, just as a route does."""

from chassis.db import Session
from chassis.handlers import Handlers
from contracts.codes import Conclusion, Level
from contracts.hazards import (
    HazardAmended,
    HazardClosed,
    HazardEvent,
    HazardMerged,
    HazardParted,
    HazardReopened,
    HazardVerified,
    HazardWithdrawn,
    UnitChanged,
    UnitEvent,
    UnitRegistered,
)
from contracts.reports import ReportConcluded, RetaliationClaimed
from law.calendar import Calendar

from enforcement.domain.copies import Hazard, Unit
from enforcement.use_cases import clue, copies

handlers = Handlers()


@handlers.on(UnitRegistered)
async def keep_unit(event: UnitRegistered, tx: Session) -> None:
    await copies.keep_unit(tx, unit=_unit(event))


@handlers.on(UnitChanged)
async def keep_changed_unit(event: UnitChanged, tx: Session) -> None:
    await copies.keep_unit(tx, unit=_unit(event))


@handlers.on(HazardVerified)
async def receive_clue(event: HazardVerified, tx: Session) -> None:
    """A major hazard is a clue; a general one is not."""
    hazard = _hazard(event)
    await copies.keep_hazard(tx, hazard=hazard)
    if event.level is Level.MAJOR:
        await clue.receive_hazard_clue(tx, hazard=hazard, at=event.at)


@handlers.on(HazardClosed)
async def close_hazard(event: HazardClosed, tx: Session) -> None:
    await copies.close_hazard(tx, hazard=_hazard(event), on=Calendar.today(event.at))


@handlers.on(HazardReopened)
async def reopen_hazard(event: HazardReopened, tx: Session) -> None:
    await copies.reopen_hazard(tx, hazard=_hazard(event))


@handlers.on(HazardAmended)
async def amend_hazard(event: HazardAmended, tx: Session) -> None:
    """What became major is a clue, as if it had been verified so."""
    known = await copies.amend_hazard(
        tx, hazard=_hazard(event), criteria=tuple(event.criteria), due_on=event.due_on
    )
    if known is not None and event.level is Level.MAJOR:
        await clue.receive_hazard_clue(tx, hazard=known, at=event.at)


@handlers.on(HazardMerged)
async def set_merged_aside(event: HazardMerged, tx: Session) -> None:
    """A duplicate is dealt with under the hazard it was merged into."""
    await copies.set_aside(tx, hazard=_hazard(event), on=Calendar.today(event.at))


@handlers.on(HazardParted)
async def take_up_parted(event: HazardParted, tx: Session) -> None:
    await copies.take_up(tx, hazard=_hazard(event))


@handlers.on(HazardWithdrawn)
async def set_withdrawn_aside(event: HazardWithdrawn, tx: Session) -> None:
    """What was verified by mistake is no hazard to act on until it is verified again."""
    await copies.set_aside(tx, hazard=_hazard(event), on=Calendar.today(event.at))


@handlers.on(ReportConcluded)
async def receive_report_clue(event: ReportConcluded, tx: Session) -> None:
    """A substantiated report is a clue, unless its hazard made one already."""
    if event.conclusion is Conclusion.UNSUBSTANTIATED:
        return
    await clue.receive_report_clue(
        tx, lead_id=event.lead_id, area=event.area, unit_id=event.unit_id, at=event.at
    )


@handlers.on(RetaliationClaimed)
async def receive_retaliation_clue(event: RetaliationClaimed, tx: Session) -> None:
    """A reporter let it be looked into that he is punished for reporting."""
    await clue.receive_retaliation_clue(
        tx, lead_id=event.lead_id, area=event.area, unit_id=event.unit_id, at=event.at
    )


def _unit(event: UnitEvent) -> Unit:
    return Unit(
        id=event.unit_id,
        code=event.code,
        name=event.name,
        area=event.area,
        industry=event.industry,
        department=event.department,
    )


def _hazard(event: HazardEvent) -> Hazard:
    verified = event if isinstance(event, HazardVerified) else None
    return Hazard(
        id=event.hazard_id,
        unit_id=event.unit_id,
        area=event.area,
        level=event.level.value,
        department=event.department,
        criteria=tuple(verified.criteria) if verified else (),
        lead_id=event.lead_id,
        due_on=verified.due_on if verified else None,
        verified_on=Calendar.today(event.at) if verified else None,
    )
