"""Keep what belongs to a unit; a licence that lapses at a working unit is a suspected hazard."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from chassis.audit import By
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight

from hazard_registry.domain.life import Origin
from hazard_registry.domain.refusals import OutsideReach, UnitUnknown
from hazard_registry.domain.site_refusals import EliminationKindUnknown, SenderUnknown
from hazard_registry.domain.unit import Unit
from hazard_registry.domain.unit_records import Licence, Partner
from hazard_registry.store import areas, attachments, eliminations, signals, units
from hazard_registry.store.shelf import Record, Shelf
from hazard_registry.store.unit_records import LICENCES, PARTNERS, lapsed
from hazard_registry.tables import licences
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.reporting import suspect
from hazard_registry.use_cases.telling import today

Thing = TypeVar("Thing", bound=Record)
AT_ONCE = 200


async def unit_in_reach(
    tx: Session, unit_id: UUID, *, sight: Sight, field: str = "/unit_id"
) -> Unit:
    """Raise `UnitUnknown` if there is no such unit, `OutsideReach` if it is not the caller's."""
    unit = await units.find(tx, unit_id)
    if unit is None:
        raise UnitUnknown(field=field)
    if not sight.sees(area=unit.area, department=unit.department, unit=unit.id):
        raise OutsideReach(field=field)
    return unit


async def check_reach(
    tx: Session, fields: Mapping[str, Any], *, sight: Sight, at: datetime
) -> None:
    """Raise a refusal unless the caller reaches where a record is to stand: a unit, or an area."""
    if fields.get("unit_id") is not None:
        await unit_in_reach(tx, fields["unit_id"], sight=sight)
    department, unit_id = fields.get("department"), fields.get("unit_id")
    if department is not None:
        await areas.active_department(tx, department)
    if fields.get("area") is not None:
        area = await areas.valid(tx, fields["area"], on=today(at))
        if not sight.sees(area=area.code, department=department, unit=unit_id):
            raise OutsideReach(field="/area")


async def add_record(
    tx: Session,
    shelf: Shelf[Thing],
    fields: Mapping[str, Any],
    *,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Thing:
    """Keep something of a unit that the caller reaches."""
    await check_reach(tx, fields, sight=sight, at=at)
    await _check_named(tx, fields)
    make: Callable[..., Thing] = shelf.kind
    thing = make(id=new_id(), **_plain(fields))
    return await enter(tx, shelf, thing, by=by, at=at, told=tuple(fields))


async def change_record(
    tx: Session,
    shelf: Shelf[Thing],
    record_id: UUID,
    fields: Mapping[str, Any],
    *,
    why: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Thing:
    """Change a record as a whole."""
    before: Any = (await shelf.get(tx, record_id, sight=sight)).at(expected)  # type: ignore[attr-defined]
    await check_reach(tx, fields, sight=sight, at=at)
    await _check_named(tx, fields)
    after = before.change(**_plain(fields))
    if isinstance(before, Licence) and before.valid_to != after.valid_to:
        after = before.change(**fields, lapsed_on=None, hazard_id=None)
    return await move(tx, shelf, before, after, by=by, at=at, why=why)


async def check_partner(
    tx: Session,
    *,
    partner_id: UUID,
    checked_on: date,
    note: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Partner:
    """Note that the unit checked its contractor or tenant."""
    before = (await PARTNERS.get(tx, partner_id, sight=sight)).at(expected)
    after = before.check(on=checked_on, note=note, today=today(at))
    return await move(tx, PARTNERS, before, after, by=by, at=at, action="check")


async def lapse_licences(tx: Session, *, at: datetime) -> int:
    """Raise a suspected hazard for each needed licence whose term is over; say how many."""
    on = today(at)
    due = await LICENCES.due(tx, lapsed(True, on), licences.c.lapsed_on.is_(None), limit=AT_ONCE)  # noqa: FBT003
    for licence in due:
        await _lapse(tx, licence, by="sweep", at=at)
    return len(due)


async def _lapse(tx: Session, licence: Licence, *, by: By, at: datetime) -> None:
    hazard = await suspect(
        tx,
        description=f"许可证照已过有效期({licence.valid_to}),单位仍在生产经营",
        origin=Origin.CERTIFICATE_LAPSE,
        unit=await units.find(tx, licence.unit_id),
        source_id=licence.id,
        at=at,
        by="sweep",
    )
    after = licence.change(lapsed_on=today(at), hazard_id=hazard.id)
    await move(tx, LICENCES, licence, after, by=by, at=at, action="lapse")


async def _check_named(tx: Session, fields: Mapping[str, Any]) -> None:
    if (partner := fields.get("partner_id")) and await units.find(tx, partner) is None:
        raise UnitUnknown(field="/partner_id")
    if (kind := fields.get("kind_id")) and await eliminations.kind(tx, kind) is None:
        raise EliminationKindUnknown(field="/kind_id")
    if (sender := fields.get("sender_id")) and await signals.sender(tx, sender) is None:
        raise SenderUnknown(field="/sender_id")
    await attachments.check(tx, fields.get("evidence") or (), field="/evidence")


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
