"""Amend, reclassify, bind to a unit: one person puts right what was written down."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight
from contracts.hazards import HazardAmended

from hazard_registry.domain import correction
from hazard_registry.domain.hazard import Hazard, check_found
from hazard_registry.domain.life import Level
from hazard_registry.domain.refusals import UnitUnknown
from hazard_registry.store import criteria, hazards, units
from hazard_registry.use_cases import matters
from hazard_registry.use_cases.notices import readdress
from hazard_registry.use_cases.telling import keep, load, tell, today


async def amend_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    fields: dict[str, Any],
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Put right what was written down; what it says now is what searches find."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    if fields.get("previous_id"):
        await hazards.get(tx, fields["previous_id"], sight=sight)
    hazard = correction.amend(before, fields)
    if (hazard.matter, hazard.link) != (before.matter, before.link):
        await matters.named(tx, hazard.matter, hazard.link)
    if hazard.found_on != before.found_on:
        check_found(hazard.found_on, today(at))
        await criteria.check_citable(tx, hazard.criteria, on=hazard.found_on)
    await _keep(tx, hazard, before=before, by=by, at=at, action="amend", why=reason)
    await _reword(tx, hazard)
    return hazard


async def reclassify_hazard(
    tx: Session,
    *,
    hazard_id: UUID,
    level: Level,
    criteria_: tuple[str, ...],
    exception_reason: str | None,
    due_on: date | None,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Give a verified hazard another level or other criteria."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    hazard = correction.reclassify(
        before,
        level=level,
        criteria=criteria_,
        exception_reason=exception_reason,
        due_on=due_on,
        on=today(at),
    )
    await criteria.check_citable(tx, criteria_, on=hazard.found_on)
    return await _keep(tx, hazard, before=before, by=by, at=at, action="reclassify", why=reason)


async def bind_unit(
    tx: Session,
    *,
    hazard_id: UUID,
    unit_id: UUID,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Hazard:
    """Say at which unit it is; notices not sent yet go to that unit's persons."""
    before = await load(tx, hazard_id, sight=sight, expected=expected)
    unit = await units.find(tx, unit_id)
    if unit is None:
        raise UnitUnknown(field="/unit_id")
    hazard = correction.bind(before, unit)
    await _keep(tx, hazard, before=before, by=by, at=at, action="bind", why=None)
    await readdress(tx, hazard, unit=unit)
    await hazards.reword(tx, hazard, unit_name=unit.name)
    return hazard


async def _keep(
    tx: Session,
    hazard: Hazard,
    *,
    before: Hazard,
    by: Principal,
    at: datetime,
    action: str,
    why: str | None,
) -> Hazard:
    await keep(tx, hazard, before=before, by=by, at=at, action=action, why=why)
    await tell_amended(tx, hazard, before=before, at=at)
    return hazard


async def tell_amended(tx: Session, hazard: Hazard, *, before: Hazard, at: datetime) -> None:
    """Let the others know the whole new state."""
    await tell(
        tx,
        HazardAmended,
        hazard,
        at=at,
        previous_level=before.level.value,
        criteria=list(hazard.criteria),
        due_on=hazard.due_on,
    )


async def _reword(tx: Session, hazard: Hazard) -> None:
    unit = await units.find(tx, hazard.unit_id) if hazard.unit_id else None
    await hazards.reword(tx, hazard, unit_name=unit.name if unit else None)
