"""How hazards come in: reported by people, or made of what other services tell."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.audit import By, record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import HazardReported

from hazard_registry.domain.hazard import Hazard, check_found
from hazard_registry.domain.life import Origin
from hazard_registry.domain.refusals import OutsideReach, UnitUnknown
from hazard_registry.domain.unit import Unit
from hazard_registry.store import areas, attachments, facts, hazards, units
from hazard_registry.use_cases import matters
from hazard_registry.use_cases.telling import UNIT_ROLES, tell, today


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What else may be said of a hazard: its matter, and who answers for the place."""

    matter: str | None = None
    link: str | None = None
    in_charge: str | None = None
    in_charge_phone: str | None = None


NOTHING = About()
UNASSIGNED = "office"  # 安办 takes what belongs to no department yet


async def report_hazard(
    tx: Session,
    *,
    description: str,
    origin: Origin,
    found_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
    area: str | None = None,
    unit_id: UUID | None = None,
    place: str | None = None,
    department: str | None = None,
    found_by: str | None = None,
    previous_id: UUID | None = None,
    about: About = NOTHING,
    attachments_: tuple[UUID, ...] = (),
    hazard_id: UUID | None = None,
) -> Hazard:
    """Put a hazard on record; nobody has verified it yet."""
    where, unit = await _place(tx, area, unit_id, found_on=found_on, on=today(at))
    chain = await matters.named(tx, about.matter, about.link)
    await _check_named(tx, previous_id, department, attachments_, sight=sight)
    hazard = Hazard(
        **await _numbered(tx, hazard_id, area=where, at=at),
        origin=origin,
        channel=origin.channel,
        description=description,
        place=place,
        department=department or (chain.lead if chain else _department(unit)),
        found_on=found_on,
        **asdict(about),
        found_by=found_by,
        reported_by=by.id,
        previous_id=previous_id,
        **_of_unit(unit),
    )
    _check_reach(hazard, sight, by)
    await _add(tx, hazard, unit=unit, by=by, at=at)
    return await _shown(tx, hazard, attachments_, by=by, at=at)


async def _numbered(
    tx: Session, hazard_id: UUID | None, *, area: str, at: datetime
) -> dict[str, Any]:
    number = await hazards.number(tx, area=area, on=today(at))
    return {"id": hazard_id or new_id(), "number": number, "area": area, "reported_at": at}


async def register_lead(
    tx: Session,
    *,
    lead_id: UUID,
    area: str,
    unit_id: UUID | None,
    at: datetime,
    hazard_id: UUID | None = None,
) -> Hazard:
    """Make a suspected hazard of an accepted report, once. Its words stay in reporting."""
    known = await hazards.by_lead(tx, lead_id)
    if known:
        return known
    unit = await units.find(tx, unit_id) if unit_id else None
    return await _register(
        tx,
        description="群众举报线索(内容按权限在举报系统查看)",
        origin=Origin.PUBLIC_REPORT,
        area=area,
        unit=unit,
        at=at,
        by="reporting",
        lead_id=lead_id,
        hazard_id=hazard_id,
    )


async def register_lapse(
    tx: Session, *, certificate_id: UUID, unit_id: UUID, area: str, lapsed_on: date, at: datetime
) -> Hazard:
    """Make a suspected hazard of a certificate that ran out at a post that needs it."""
    known = await hazards.by_source(tx, certificate_id)
    if known and known.found_on == lapsed_on:
        return known
    return await _register(
        tx,
        description="在岗人员所持证书到期失效(人员信息按权限在培训系统查看)",
        origin=Origin.CERTIFICATE_LAPSE,
        area=area,
        unit=await units.find(tx, unit_id),
        at=at,
        by="training",
        found_on=lapsed_on,
        source_id=certificate_id,
    )


async def register_finding(
    tx: Session,
    *,
    finding_id: UUID,
    origin: Origin,
    description: str,
    unit_id: UUID | None,
    area: str,
    department: str | None,
    found_on: date,
    at: datetime,
) -> Hazard:
    """Make a suspected hazard of a finding of enforcement's, once."""
    known = await hazards.by_source(tx, finding_id)
    if known:
        return known
    return await _register(
        tx,
        description=description,
        origin=origin,
        area=area,
        unit=await units.find(tx, unit_id) if unit_id else None,
        at=at,
        by="enforcement",
        found_on=found_on,
        source_id=finding_id,
        department=department,
    )


async def suspect(
    tx: Session,
    *,
    description: str,
    origin: Origin,
    source_id: UUID,
    at: datetime,
    by: By,
    unit: Unit | None = None,
    area: str | None = None,
) -> Hazard:
    """Make a suspected hazard of what the registry itself noticed."""
    return await _register(
        tx,
        description=description,
        origin=origin,
        area=area or (unit.area if unit else ""),
        unit=unit,
        at=at,
        by=by,
        source_id=source_id,
    )


async def _register(
    tx: Session,
    *,
    description: str,
    origin: Origin,
    area: str,
    unit: Unit | None,
    at: datetime,
    by: By,
    found_on: date | None = None,
    lead_id: UUID | None = None,
    source_id: UUID | None = None,
    hazard_id: UUID | None = None,
    department: str | None = None,
) -> Hazard:
    hazard = Hazard(
        **await _numbered(tx, hazard_id, area=area, at=at),
        origin=origin,
        channel=origin.channel,
        description=description,
        department=department or _department(unit),
        found_on=found_on or today(at),
        lead_id=lead_id,
        source_id=source_id,
        **_of_unit(unit),
    )
    await _add(tx, hazard, unit=unit, by=by, at=at)
    return hazard


async def _add(tx: Session, hazard: Hazard, *, unit: Unit | None, by: By, at: datetime) -> None:
    await hazards.add(tx, hazard, unit_name=unit.name if unit else None)
    changes = {"status": [None, hazard.status], "origin": [None, hazard.origin]}
    await record(tx, by=by, at=at, action="report", what="hazard", id=hazard.id, changes=changes)
    await tell(tx, HazardReported, hazard, at=at, found_on=hazard.found_on)


async def _shown(
    tx: Session, hazard: Hazard, attachments_: tuple[UUID, ...], *, by: Principal, at: datetime
) -> Hazard:
    await facts.add_found(tx, hazard.id, attachments_, by=by.id, at=at)
    return hazard


async def _check_named(
    tx: Session,
    previous_id: UUID | None,
    department: str | None,
    attachments_: tuple[UUID, ...],
    *,
    sight: Sight,
) -> None:
    """Raise a refusal for whatever the report names that is not there."""
    if previous_id:
        await hazards.get(tx, previous_id, sight=sight)
    if department:
        await areas.active_department(tx, department)
    await attachments.check(tx, attachments_, field="/attachments")


async def _place(
    tx: Session, area: str | None, unit_id: UUID | None, *, found_on: date, on: date
) -> tuple[str, Unit | None]:
    """The area and the unit; a unit's area is where it is unless another is named."""
    check_found(found_on, on)
    unit = await units.find(tx, unit_id) if unit_id else None
    if unit_id and unit is None:
        raise UnitUnknown(field="/unit_id")
    where = await areas.valid(tx, area or (unit.area if unit else ""), on=on)
    return where.code, unit


def _department(unit: Unit | None) -> str:
    return (unit.department if unit else None) or UNASSIGNED


def _of_unit(unit: Unit | None) -> dict[str, Any]:
    if unit is None:
        return {}
    return {
        "unit_id": unit.id,
        "industry": unit.industry,
        "sector": unit.sector.value if unit.sector else None,
    }


def _check_reach(hazard: Hazard, sight: Sight, by: Principal) -> None:
    """Raise `OutsideReach` where the caller may not report: another area, another unit."""
    if not sight.sees(area=hazard.area, department=hazard.department, unit=hazard.unit_id):
        raise OutsideReach(field="/area" if by.roles - UNIT_ROLES else "/unit_id")
    own = hazard.origin in {Origin.SELF_CHECK, Origin.INTERNAL_REPORT}
    if not own and not by.roles - UNIT_ROLES:
        raise OutsideReach(field="/origin")
