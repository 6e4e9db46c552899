"""Areas, departments and units: enter and change."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.hazards import UnitChanged, UnitEvent, UnitRegistered
from office.fault import Fault, say
from office.identifiers import IDENTIFIER_WORDS, UnitIdType, mask_phone, parse_unit_id

from hazard_registry.domain.area import Area, Department, SafetyRole, level_of, parent_of, prefix_of
from hazard_registry.domain.refusals import AreaHasNoParent, NotFound, OutsideReach, UnitCodeWrong
from hazard_registry.domain.unit import Unit
from hazard_registry.store import areas, units
from hazard_registry.use_cases.telling import UNIT_ROLES, differences, today

# What a unit may not change about itself: it decides who supervises it, and how strictly.
FIXED = ("id_type", "industry", "sector", "key_groups", "place_kinds", "active")
COPIED = (
    "code",
    "name",
    "area",
    "industry",
    "department",
    "training_high_risk",
    "assessment_high_risk",
    "drill_high_risk",
)


async def add_area(
    tx: Session,
    *,
    code: str,
    name: str,
    valid_from: date,
    letters: str | None,
    by: Principal,
    at: datetime,
) -> Area:
    """Enter an area under one that is there; a grid under its village."""
    prefix = prefix_of(code)
    above = parent_of(prefix)
    try:
        await areas.get(tx, above or "")
    except NotFound:
        raise AreaHasNoParent(field="/code", area=code) from None
    area = Area(
        code=prefix,
        name=name,
        level=level_of(prefix),
        parent=above,
        valid_from=valid_from,
        letters=letters,
    )
    await areas.add(tx, area)
    changes = {"name": [None, name]}
    await record(tx, by=by, at=at, action="add", what="area", id=prefix, changes=changes)
    return area


async def change_area(
    tx: Session,
    *,
    code: str,
    name: str,
    valid_to: date | None,
    letters: str | None,
    why: str | None,
    by: Principal,
    at: datetime,
    expected: int,
) -> Area:
    """Rename an area, or let it end; its code stays and is never used again."""
    before = await areas.get(tx, code)
    area = before.change(name=name, valid_to=valid_to, letters=letters, expected=expected)
    await areas.save(tx, area)
    changes = differences(before, area)
    await record(
        tx, by=by, at=at, action="change", what="area", id=area.code, why=why, changes=changes
    )
    return area


async def add_department(
    tx: Session,
    *,
    code: str,
    name: str,
    safety_role: SafetyRole,
    leader: str | None,
    by: Principal,
    at: datetime,
) -> Department:
    department = Department(code=code, name=name, safety_role=safety_role, leader=leader)
    await areas.add_department(tx, department)
    changes = {"name": [None, name], "safety_role": [None, safety_role]}
    await record(tx, by=by, at=at, action="add", what="department", id=code, changes=changes)
    return department


async def change_department(
    tx: Session,
    *,
    code: str,
    name: str,
    safety_role: SafetyRole,
    leader: str | None,
    active: bool,
    why: str | None,
    by: Principal,
    at: datetime,
    expected: int,
) -> Department:
    """Change what a department is called, answers for, or whether it still works."""
    before = await areas.get_department(tx, code)
    department = before.change(
        name=name, safety_role=safety_role, leader=leader, active=active, expected=expected
    )
    await areas.save_department(tx, department)
    changes = differences(before, department)
    await record(
        tx, by=by, at=at, action="change", what="department", id=code, why=why, changes=changes
    )
    return department


async def register_unit(
    tx: Session,
    *,
    fields: dict[str, Any],
    sight: Sight,
    by: Principal,
    at: datetime,
    unit_id: UUID | None = None,
) -> Unit:
    """Enter a unit. Raise a refusal for a code that fails its check digits or an unknown area."""
    checked = await _checked(tx, fields, at=at)
    unit = Unit(id=unit_id or new_id(), **checked)
    if not sight.sees(area=unit.area, department=unit.department, unit=unit.id):
        raise OutsideReach(field="/area")
    await units.add(tx, unit)
    changes = {"code": [None, unit.code], "name": [None, unit.name], "area": [None, unit.area]}
    await record(tx, by=by, at=at, action="register", what="unit", id=unit.id, changes=changes)
    await tell_unit(tx, UnitRegistered, unit, at=at)
    return unit


async def change_unit(
    tx: Session,
    *,
    unit_id: UUID,
    fields: dict[str, Any],
    why: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Unit:
    """Change a unit as a whole; the others hear of it where they copied something."""
    before = await units.get(tx, unit_id, sight=sight)
    checked = await _checked(tx, fields, at=at)
    unit = before.change(**checked, expected=expected)
    _check_own_changes(before, unit, by)
    if not sight.sees(area=unit.area, department=unit.department, unit=unit.id):
        raise OutsideReach(field="/area")
    await units.save(tx, unit)
    await record(
        tx,
        by=by,
        at=at,
        action="change",
        what="unit",
        id=unit.id,
        why=why,
        changes=masked(differences(before, unit)),
    )
    if any(getattr(before, name) != getattr(unit, name) for name in COPIED):
        await tell_unit(tx, UnitChanged, unit, at=at)
    return unit


def _check_own_changes(before: Unit, unit: Unit, by: Principal) -> None:
    """Raise `OutsideReach` where a unit changes what only officials may."""
    if by.roles - UNIT_ROLES:
        return
    for name in (*COPIED, *FIXED):
        if getattr(before, name) != getattr(unit, name):
            raise OutsideReach(field=f"/{name}")


def checked_code(code: str, id_type: str, *, field: str = "/code") -> str:
    """Raise `UnitCodeWrong`, which says what is wrong with the number and where."""
    try:
        return parse_unit_id(code, UnitIdType(id_type)).value
    except Fault as fault:
        raise UnitCodeWrong(
            field=field,
            words=say(fault.code, fault.facts, IDENTIFIER_WORDS, "zh"),
            words_en=say(fault.code, fault.facts, IDENTIFIER_WORDS, "en"),
        ) from fault


async def _checked(tx: Session, fields: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    code = checked_code(fields["code"], fields["id_type"])
    area = await areas.valid(tx, fields["area"], on=today(at))
    if fields.get("department"):
        await areas.active_department(tx, fields["department"])
    several = {name: tuple(fields.get(name) or ()) for name in ("key_groups", "place_kinds")}
    return fields | several | {"code": code, "area": area.code}


async def tell_unit(tx: Session, event: type[UnitEvent], unit: Unit, *, at: datetime) -> None:
    """Emit an event that holds what others copy of a unit."""
    await emit(tx, event(unit_id=unit.id, at=at, **{name: getattr(unit, name) for name in COPIED}))


def masked(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Entries are kept for ever; telephone numbers are not for ever's business."""
    return {
        name: [mask_phone(value) if value else None for value in values]
        if name.endswith("_phone")
        else values
        for name, values in changes.items()
    }
