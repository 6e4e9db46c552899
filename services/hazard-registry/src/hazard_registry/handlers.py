"""Events in. A handler calls one use case, just as a route does."""

from chassis.db import Session
from chassis.handlers import Handlers
from contracts.cases import (
    AccountabilityClosed,
    AccountabilityOpened,
    CaseClosed,
    CaseDecided,
    CaseFiled,
    CaseTransferred,
    CreditGraded,
    InspectionFinished,
    MeasureLifted,
    MeasureOrdered,
    VisitFinished,
)
from contracts.reports import ReportAccepted
from contracts.training import CertificateLapsed

from hazard_registry.domain.life import Origin
from hazard_registry.use_cases import cases, enforcement_news, reporting

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


@handlers.on(InspectionFinished)
async def register_inspection(event: InspectionFinished, tx: Session) -> None:
    """Each finding of an inspection is a suspected hazard until somebody verifies it here."""
    await enforcement_news.register_findings(tx, event, origin=Origin.INSPECTION)


@handlers.on(VisitFinished)
async def register_visit(event: VisitFinished, tx: Session) -> None:
    await enforcement_news.register_findings(tx, event, origin=Origin.VISIT)


@handlers.on(MeasureOrdered)
async def begin_measure(event: MeasureOrdered, tx: Session) -> None:
    await enforcement_news.begin_measure(tx, event)


@handlers.on(MeasureLifted)
async def end_measure(event: MeasureLifted, tx: Session) -> None:
    await enforcement_news.end_measure(tx, event)


@handlers.on(AccountabilityOpened)
async def open_accountability(event: AccountabilityOpened, tx: Session) -> None:
    await enforcement_news.open_accountability(tx, event)


@handlers.on(AccountabilityClosed)
async def close_accountability(event: AccountabilityClosed, tx: Session) -> None:
    await enforcement_news.close_accountability(tx, event)


@handlers.on(CreditGraded)
async def keep_grade(event: CreditGraded, tx: Session) -> None:
    await enforcement_news.keep_grade(tx, event)
