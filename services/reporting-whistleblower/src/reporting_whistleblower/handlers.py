"""Events in. A handler calls one use case, just as a route does."""

from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from chassis.handlers import Handlers
from contracts.cases import CaseDecided
from contracts.codes import CaseOutcome
from contracts.hazards import (
    HazardMerged,
    HazardRejected,
    HazardVerified,
    UnitChanged,
    UnitRegistered,
)

from reporting_whistleblower.domain.report import Conclusion
from reporting_whistleblower.use_cases import findings, units

handlers = Handlers()


@handlers.on(UnitRegistered, only_writes=True)
async def copy_registered_unit(event: UnitRegistered, tx: Session) -> None:
    """Officers read names, not ids."""
    await units.copy_unit(
        tx, unit_id=event.unit_id, code=event.code, name=event.name, area=event.area
    )


@handlers.on(UnitChanged, only_writes=True)
async def copy_changed_unit(event: UnitChanged, tx: Session) -> None:
    """The event holds the whole new state."""
    await units.copy_unit(
        tx, unit_id=event.unit_id, code=event.code, name=event.name, area=event.area
    )


@handlers.on(HazardVerified)
async def propose_substantiated(event: HazardVerified, tx: Session) -> None:
    """Somebody went there and found it: the report was right."""
    for lead_id in _leads(event):
        await findings.propose_conclusion(
            tx,
            lead_id=lead_id,
            hazard_id=event.hazard_id,
            conclusion=Conclusion.SUBSTANTIATED,
            source=event.subject,
            at=event.at,
        )


@handlers.on(HazardRejected)
async def propose_unsubstantiated(event: HazardRejected, tx: Session) -> None:
    """Somebody went there and found no hazard."""
    for lead_id in _leads(event):
        await findings.propose_conclusion(
            tx,
            lead_id=lead_id,
            hazard_id=event.hazard_id,
            conclusion=Conclusion.UNSUBSTANTIATED,
            source=event.subject,
            at=event.at,
        )


@handlers.on(HazardMerged)
async def propose_as_the_kept(event: HazardMerged, tx: Session) -> None:
    """The report's hazard was found before, under another number: then the report was right."""
    if event.lead_id is not None and event.into_verified:
        await findings.propose_conclusion(
            tx,
            lead_id=event.lead_id,
            hazard_id=event.into_id,
            conclusion=Conclusion.SUBSTANTIATED,
            source=event.subject,
            at=event.at,
        )


def _leads(event: HazardVerified | HazardRejected) -> list[UUID]:
    """The report behind the hazard, and those behind duplicates that were merged into it."""
    return [*([event.lead_id] if event.lead_id else []), *event.merged_lead_ids]


@handlers.on(CaseDecided)
async def reward_decided_case(event: CaseDecided, tx: Session) -> None:
    """A punishment proves the report, and its fine is what the reward is reckoned from.

    Withdrawn, it proves nothing any more. A case that ends without punishment or goes to another
    body says nothing of the report: the handler concludes on what was found.
    """
    if event.outcome is CaseOutcome.PUNISHED:
        await findings.reward_decided_case(
            tx,
            case_id=event.case_id,
            hazard_ids=event.hazard_ids,
            fine=Decimal(event.fine),
            source=event.subject,
            at=event.at,
        )
    elif event.outcome is CaseOutcome.WITHDRAWN:
        await findings.withdraw_decided_case(
            tx,
            case_id=event.case_id,
            hazard_ids=event.hazard_ids,
            source=event.subject,
            at=event.at,
        )
