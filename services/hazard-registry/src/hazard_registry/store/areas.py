"""Areas and departments."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from chassis.db import Fixed, Session
from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.area import Area, AreaLevel, Department, SafetyRole, prefix_of
from hazard_registry.domain.refusals import (
    AreaExists,
    AreaUnknown,
    ChangedMeanwhile,
    DepartmentExists,
    DepartmentUnknown,
    NotFound,
)
from hazard_registry.tables import areas, departments

_GET = Fixed(f"SELECT {', '.join(areas.c.keys())} FROM areas WHERE code = $1")  # noqa: S608


async def get(tx: Session, code: str) -> Area:
    """Raise `NotFound` if there is no such area. Zeros at the end of a code do not matter."""
    rows = await _GET.read(tx, prefix_of(code))
    if not rows:
        raise NotFound()
    row = dict(rows[0])
    return Area(**row | {"level": AreaLevel(row["level"])})


async def valid(tx: Session, code: str, *, on: date, field: str = "/area") -> Area:
    """Raise `AreaUnknown` unless the area was there on that day."""
    try:
        area = await get(tx, code)
    except NotFound:
        raise AreaUnknown(field=field, area=code, on=on.isoformat()) from None
    if not area.valid(on):
        raise AreaUnknown(field=field, area=code, on=on.isoformat())
    return area


async def all_valid(
    tx: Session, *, within: str | None, parent: str | None, on: date, text: str | None
) -> Sequence[Area]:
    query = select(areas).where(
        areas.c.valid_from <= on, or_(areas.c.valid_to.is_(None), areas.c.valid_to > on)
    )
    if within:
        query = query.where(areas.c.code.startswith(prefix_of(within), autoescape=True))
    if parent:
        query = query.where(areas.c.parent == prefix_of(parent))
    if text:
        query = query.where(areas.c.name.contains(text, autoescape=True))
    rows = await tx.execute(query.order_by(areas.c.code).limit(2000))
    return [Area(**row._mapping) for row in rows]


async def named(tx: Session) -> dict[str, str]:
    """Map every area's name to its code; where two have one name, the longer code wins."""
    query = select(areas.c.name, areas.c.code).order_by(func.length(areas.c.code))
    return {row.name: row.code for row in await tx.execute(query)}


async def add(tx: Session, area: Area) -> None:
    """Raise `AreaExists` if the code was ever used."""
    new = upsert(areas).values(asdict(area)).on_conflict_do_nothing().returning(areas.c.code)
    if (await tx.execute(new)).first() is None:
        raise AreaExists(field="/code", area=area.code)


async def save(tx: Session, area: Area) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    same = (areas.c.code == area.code) & (areas.c.version == area.version - 1)
    change = update(areas).where(same).values(asdict(area)).returning(areas.c.code)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile(version=area.version)


async def get_department(tx: Session, code: str) -> Department:
    """Raise `NotFound` if there is no such department."""
    row = (await tx.execute(select(departments).where(departments.c.code == code))).one_or_none()
    if row is None:
        raise NotFound()
    return Department(**row._mapping)


async def active_department(tx: Session, code: str, *, field: str = "/department") -> Department:
    """Raise `DepartmentUnknown` unless the department works."""
    try:
        department = await get_department(tx, code)
    except NotFound:
        raise DepartmentUnknown(field=field, department=code) from None
    if not department.active:
        raise DepartmentUnknown(field=field, department=code)
    return department


async def all_departments(tx: Session) -> Sequence[Department]:
    rows = await tx.execute(select(departments).order_by(departments.c.code))
    return [Department(**row._mapping) for row in rows]


async def supervising(tx: Session) -> frozenset[str]:
    """The departments that may write off what others reviewed."""
    query = select(departments.c.code).where(
        departments.c.safety_role == SafetyRole.SUPERVISING, departments.c.active
    )
    return frozenset(await tx.scalars(query))


async def add_department(tx: Session, department: Department) -> None:
    """Raise `DepartmentExists` if the code is taken."""
    new = upsert(departments).values(asdict(department)).on_conflict_do_nothing()
    if (await tx.execute(new.returning(departments.c.code))).first() is None:
        raise DepartmentExists(field="/code", department=department.code)


async def save_department(tx: Session, department: Department) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    same = (departments.c.code == department.code) & (
        departments.c.version == department.version - 1
    )
    change = update(departments).where(same).values(asdict(department))
    if (await tx.execute(change.returning(departments.c.code))).first() is None:
        raise ChangedMeanwhile(version=department.version)
