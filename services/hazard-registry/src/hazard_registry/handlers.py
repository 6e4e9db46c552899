"""Events in. A handler calls one use case, just as a route does."""

from chassis.db import Session
from chassis.handlers import Handlers
from contracts.cases import CaseClosed, CaseDecided, CaseFiled, CaseTransferred
from contracts.reports import ReportAccepted
from contracts.training import CertificateLapsed

from hazard_registry.use_cases import cases, reporting

handlers = Handlers()


@handlers.on(ReportAccepted)
async def register_lead(event: ReportAccepted, tx: Session) -> None:
    """An accepted report is a suspected hazard; its words stay where they are."""
    await reporting.register_lead(
        tx, lead_id=event.lead_id, area=event.area, unit_id=event.unit_id, at=event.at
    )


@handlers.on(CertificateLapsed)
async def register_lapse(event: CertificateLapsed, tx: Session) -> None:
    """A certificate that ran out at a post that needs it is a suspected hazard."""
    await reporting.register_lapse(
        tx,
        certificate_id=event.certificate_id,
        unit_id=event.unit_id,
        area=event.area,
        lapsed_on=event.lapsed_on,
        at=event.at,
    )


@handlers.on(CaseFiled)
async def note_filing(event: CaseFiled, tx: Session) -> None:
    await cases.note_filing(tx, case=cases.case_of(event), at=event.at)


@handlers.on(CaseDecided)
async def note_decision(event: CaseDecided, tx: Session) -> None:
    await cases.note_decision(
        tx,
        case=cases.case_of(event),
        outcome=event.outcome.value,
        fine=event.fine,
        decided_on=event.decided_on,
    )


@handlers.on(CaseTransferred)
async def note_transfer(event: CaseTransferred, tx: Session) -> None:
    await cases.note_transfer(tx, case=cases.case_of(event), at=event.at)


@handlers.on(CaseClosed)
async def note_closing(event: CaseClosed, tx: Session) -> None:
    await cases.note_closing(tx, case=cases.case_of(event), at=event.at)
