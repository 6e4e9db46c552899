"""What enforcement did about our hazards: kept for the enforcement and responsibility lists."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.db import Session
from contracts.cases import CaseEvent

from hazard_registry.store import facts
from hazard_registry.use_cases.telling import today


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of enforcement's, and the hazards it is about."""

    case_id: UUID
    clue_id: UUID
    hazard_ids: tuple[UUID, ...]
    department: str


def case_of(event: CaseEvent) -> Case:
    return Case(
        case_id=event.case_id,
        clue_id=event.clue_id,
        hazard_ids=tuple(event.hazard_ids),
        department=event.department,
    )


async def note_filing(tx: Session, *, case: Case, at: datetime) -> None:
    """A case was opened (立案)."""
    await _note(tx, case, filed_on=today(at))


async def note_decision(
    tx: Session, *, case: Case, outcome: str, fine: str, decided_on: date
) -> None:
    """A case was decided, with a fine in yuan or without."""
    await _note(tx, case, outcome=outcome, fine=Decimal(fine), decided_on=decided_on)


async def note_transfer(tx: Session, *, case: Case, at: datetime) -> None:
    """A case went to the body that may punish."""
    await _note(tx, case, transferred_on=today(at))


async def note_closing(tx: Session, *, case: Case, at: datetime) -> None:
    """A case was closed (结案)."""
    await _note(tx, case, closed_on=today(at))


async def _note(tx: Session, case: Case, **found: object) -> None:
    await facts.note_case(
        tx,
        case_id=case.case_id,
        clue_id=case.clue_id,
        hazard_ids=case.hazard_ids,
        department=case.department,
        facts=found,
    )
