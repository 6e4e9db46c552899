"""Units."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound, UnitExists
from hazard_registry.domain.unit import Crs, IdType, Sector, Size, Unit
from hazard_registry.tables import units

_FIND = Fixed(f"SELECT {', '.join(units.c.keys())} FROM units WHERE id = $1")  # noqa: S608
_CODES = {"id_type": IdType, "crs": Crs, "sector": Sector, "size": Size}


async def add(tx: Session, unit: Unit) -> None:
    """Raise `UnitExists` if the number is registered already."""
    new = upsert(units).values(asdict(unit)).on_conflict_do_nothing().returning(units.c.id)
    if (await tx.execute(new)).first() is None:
        raise UnitExists(field="/code", unit_code=unit.code)


async def get(tx: Session, unit_id: UUID, *, sight: Sight) -> Unit:
    """Raise `NotFound` if there is no such unit within the caller's sight."""
    seen = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    row = (await tx.execute(select(units).where(units.c.id == unit_id, seen))).one_or_none()
    if row is None:
        raise NotFound()
    return Unit(**row._mapping)


async def find(tx: Session, unit_id: UUID) -> Unit | None:
    """Look a unit up for the registry itself."""
    rows = await _FIND.read(tx, unit_id)
    if not rows:
        return None
    row = dict(rows[0])
    codes = {name: kind(row[name]) for name, kind in _CODES.items() if row[name] is not None}
    return Unit(**row | codes)


async def by_code(tx: Session, codes: Sequence[str]) -> dict[str, Unit]:
    """Find units by their numbers, of whichever kind."""
    rows = await tx.execute(select(units).where(units.c.code.in_(codes)))
    return {row.code: Unit(**row._mapping) for row in rows}


async def by_names(tx: Session, names: Sequence[str]) -> list[Unit]:
    """Find units by their registered names; several may bear one."""
    rows = await tx.execute(select(units).where(units.c.name.in_(names)))
    return [Unit(**row._mapping) for row in rows]


async def save(tx: Session, unit: Unit) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    same = (units.c.id == unit.id) & (units.c.version == unit.version - 1)
    change = update(units).where(same).values(asdict(unit)).returning(units.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile(version=unit.version)


async def search(
    tx: Session,
    *,
    sight: Sight,
    area: str | None,
    text: str | None,
    code: str | None,
    industry: str | None,
    sector: str | None,
    department: str | None,
    high_risk: bool | None,
    active: bool | None,
    page: PageRequest,
) -> Slice:
    """List units in the order they were registered."""
    own = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    query = select(units).where(own)
    if area:
        query = query.where(units.c.area.startswith(area, autoescape=True))
    if text:
        query = query.where(units.c.name.icontains(text, autoescape=True))
    if industry:
        digits = func.ltrim(units.c.industry, "ABCDEFGHIJKLMNOPQRST")
        query = query.where(digits.startswith(industry, autoescape=True))
    same = {"code": code, "sector": sector, "department": department, "active": active}
    for name, wanted in same.items():
        if wanted is not None:
            query = query.where(units.c[name] == wanted)
    if high_risk is not None:
        flags = or_(
            units.c.training_high_risk, units.c.assessment_high_risk, units.c.drill_high_risk
        )
        query = query.where(flags if high_risk else ~flags)
    if page.after:
        query = query.where(units.c.id > UUID(page.after[0]))
    rows = await tx.execute(query.order_by(units.c.id).limit(page.limit + 1))
    return cut([Unit(**row._mapping) for row in rows], page, lambda unit: (unit.id,))


async def is_empty(tx: Session) -> bool:
    """Whether no unit was ever registered."""
    return (await tx.scalar(select(units.c.id).limit(1))) is None
