"""Decide who may settle where, and talk a plan's risks over before it is decided."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight

from hazard_registry.domain.source_control import Admission, Consultation, Outcome, check_outcome
from hazard_registry.store import areas
from hazard_registry.store import source_control as store
from hazard_registry.store.source_control import ADMISSIONS, CONSULTATIONS
from hazard_registry.use_cases.keeping import move
from hazard_registry.use_cases.telling import today
from hazard_registry.use_cases.unit_records import add_record


async def decide_admission(
    tx: Session, *, fields: Mapping[str, Any], sight: Sight, by: Principal, at: datetime
) -> Admission:
    """Decide by the catalogue of today; what it looked at stays with the decision."""
    on = today(at)
    matched = await store.matching(tx, industry=fields["industry"], area=fields["area"], on=on)
    check_outcome(fields["outcome"], matched, fields.get("conditions"))
    decided = {
        **fields,
        "matched": [rule.id for rule in matched],
        "decided_on": on,
        "decided_by": by.id,
    }
    return await add_record(tx, ADMISSIONS, decided, sight=sight, by=by, at=at)


async def _load(tx: Session, id: UUID, *, sight: Sight, expected: int) -> Consultation:
    return (await CONSULTATIONS.get(tx, id, sight=sight)).at(expected)


async def hear_body(
    tx: Session,
    *,
    consultation_id: UUID,
    department: str,
    opinion: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Consultation:
    """Note what a body said of the plan."""
    before = await _load(tx, consultation_id, sight=sight, expected=expected)
    await areas.active_department(tx, department)
    after = before.hear(department=department, opinion=opinion, on=today(at))
    return await move(tx, CONSULTATIONS, before, after, by=by, at=at, action="hear")


async def conclude_consultation(
    tx: Session,
    *,
    consultation_id: UUID,
    outcome: Outcome,
    opinion: str,
    conditions: str | None,
    risks: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Consultation:
    """Say what the plan must heed."""
    before = await _load(tx, consultation_id, sight=sight, expected=expected)
    after = before.conclude(
        outcome=outcome, opinion=opinion, conditions=conditions, risks=risks, on=today(at)
    )
    return await move(tx, CONSULTATIONS, before, after, by=by, at=at, action="conclude")


async def meet_conditions(
    tx: Session,
    *,
    consultation_id: UUID,
    met_on: date,
    note: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Consultation:
    before = await _load(tx, consultation_id, sight=sight, expected=expected)
    after = before.meet(on=met_on)
    return await move(tx, CONSULTATIONS, before, after, by=by, at=at, action="meet", why=note)
