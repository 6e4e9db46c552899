"""Units."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import (
    ColumnElement,
    Table,
    UniqueConstraint,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound, UnitExists
from hazard_registry.domain.unit import Colour, Crs, IdType, KeyGroup, PlaceKind, Sector, Size, Unit
from hazard_registry.tables import metadata, units

_FIND = Fixed(f"SELECT {', '.join(units.c.keys())} FROM units WHERE id = $1")  # noqa: S608
BATCH = 500
_CODES = {"id_type": IdType, "crs": Crs, "sector": Sector, "size": Size, "colour": Colour}
_LISTS = {"key_groups": KeyGroup, "place_kinds": PlaceKind}


async def add(tx: Session, unit: Unit) -> None:
    """Raise `UnitExists` if the number is registered already."""
    new = upsert(units).values(_row(unit)).on_conflict_do_nothing().returning(units.c.id)
    if (await tx.execute(new)).first() is None:
        raise UnitExists(field="/code", unit_code=unit.code)


async def get(tx: Session, unit_id: UUID, *, sight: Sight) -> Unit:
    """Raise `NotFound` if there is no such unit within the caller's sight."""
    seen = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    row = (await tx.execute(select(units).where(units.c.id == unit_id, seen))).one_or_none()
    if row is None:
        raise NotFound()
    return _unit(row)


async def find(tx: Session, unit_id: UUID) -> Unit | None:
    """Look a unit up for the registry itself."""
    rows = await _FIND.read(tx, unit_id)
    if not rows:
        return None
    row = dict(rows[0])
    codes = {name: kind(row[name]) for name, kind in _CODES.items() if row[name] is not None}
    lists = {name: tuple(map(kind, row[name])) for name, kind in _LISTS.items()}
    return Unit(**row | codes | lists)


async def by_numbers(tx: Session, numbers: Sequence[tuple[str, str]]) -> list[Unit]:
    """Find units by kind and number: the one thing that names a unit once."""
    wanted = tuple_(units.c.id_type, units.c.code).in_(numbers)
    return [_unit(row) for row in await tx.execute(select(units).where(wanted))]


async def by_code(tx: Session, codes: Sequence[str]) -> dict[str, Unit]:
    """Find units by their numbers, of whichever kind."""
    rows = await tx.execute(select(units).where(units.c.code.in_(codes)))
    return {row.code: _unit(row) for row in rows}


async def by_names(tx: Session, names: Sequence[str]) -> list[Unit]:
    """Find units by their registered names; several may bear one."""
    rows = await tx.execute(select(units).where(units.c.name.in_(names)))
    return [_unit(row) for row in rows]


async def save(tx: Session, unit: Unit) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded.

    Its colour is left alone: that comes from its risk points, whoever saves the unit.
    """
    values = {name: value for name, value in _row(unit).items() if name != "colour"}
    same = (units.c.id == unit.id) & (units.c.version == unit.version - 1)
    change = update(units).where(same).values(values).returning(units.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile(version=unit.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsWanted:
    """Which units are asked for."""

    area: str | None = None
    text: str | None = None
    industry: str | None = None
    high_risk: bool | None = None
    key_group: KeyGroup | None = None
    place_kind: PlaceKind | None = None
    # These are columns and must be equal.
    code: str | None = None
    sector: str | None = None
    department: str | None = None
    size: Size | None = None
    colour: Colour | None = None
    active: bool | None = None


def _conditions(wanted: UnitsWanted) -> Iterator[ColumnElement[bool]]:
    yield from _of_kind(wanted)
    if wanted.area:
        yield units.c.area.startswith(wanted.area, autoescape=True)
    if wanted.text:
        yield units.c.name.icontains(wanted.text, autoescape=True)
    if wanted.industry:
        digits = func.ltrim(units.c.industry, "ABCDEFGHIJKLMNOPQRST")
        yield digits.startswith(wanted.industry, autoescape=True)
    if wanted.high_risk is not None:
        yield high_risk() if wanted.high_risk else ~high_risk()


def _of_kind(wanted: UnitsWanted) -> Iterator[ColumnElement[bool]]:
    for name in ("key_group", "place_kind"):
        if (one := getattr(wanted, name)) is not None:
            yield units.c[f"{name}s"].contains([one])
    for name in ("code", "sector", "department", "size", "colour", "active"):
        if (same := getattr(wanted, name)) is not None:
            yield units.c[name] == same


def high_risk() -> ColumnElement[bool]:
    """Whether any of the three laws counts it among the high-risk ones."""
    return or_(units.c.training_high_risk, units.c.assessment_high_risk, units.c.drill_high_risk)


async def search(tx: Session, wanted: UnitsWanted, *, sight: Sight, page: PageRequest) -> Slice:
    """List units in the order they were registered."""
    own = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    query = select(units).where(own, *_conditions(wanted))
    if page.after:
        query = query.where(units.c.id > UUID(page.after[0]))
    rows = await tx.execute(query.order_by(units.c.id).limit(page.limit + 1))
    return cut([_unit(row) for row in rows], page, lambda unit: (unit.id,))


async def every(tx: Session, wanted: UnitsWanted, *, sight: Sight) -> AsyncIterator[Unit]:
    """Go through all of a list, a batch at a time."""
    page = PageRequest(BATCH)
    while True:
        found = await search(tx, wanted, sight=sight, page=page)
        for unit in found.items:
            yield unit
        if found.next is None:
            return
        page = PageRequest(BATCH, (str(found.items[-1].id),))


async def is_empty(tx: Session) -> bool:
    """Whether no unit was ever registered."""
    return (await tx.scalar(select(units.c.id).limit(1))) is None


def _row(unit: Unit) -> dict[str, Any]:
    return asdict(unit) | {name: list(getattr(unit, name)) for name in _LISTS}


def _unit(row: Any) -> Unit:
    values = dict(row._mapping)
    return Unit(**values | {name: tuple(values[name]) for name in _LISTS})


async def move_belongings(tx: Session, unit_id: UUID, *, into: UUID) -> dict[str, int]:
    """Let everything that names one unit name another; say how many rows of which table.

    A row that the other unit has already, of the same period or year, stays where it is. Versions
    move, so that whoever loaded a row before cannot save its old unit again.
    """
    moved = {}
    for table in metadata.sorted_tables:
        if "unit_id" not in table.c:
            continue
        values = {"unit_id": into}
        if "version" in table.c:
            values["version"] = table.c.version + 1  # type: ignore[assignment]
        change = update(table).where(table.c.unit_id == unit_id, *_free(table, into))
        moved[table.name] = (await tx.execute(change.values(values))).rowcount  # type: ignore[attr-defined]
    return {name: many for name, many in moved.items() if many}


def _free(table: Table, into: UUID) -> Iterator[ColumnElement[bool]]:
    """No row of the other unit stands where this one would go."""
    for constraint in table.constraints:
        names = [column.name for column in getattr(constraint, "columns", ())]
        if isinstance(constraint, UniqueConstraint) and "unit_id" in names:
            other = table.alias()
            same = [other.c[name] == table.c[name] for name in names if name != "unit_id"]
            yield ~exists().where(other.c.unit_id == into, *same)
