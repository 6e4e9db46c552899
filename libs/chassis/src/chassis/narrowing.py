"""Turn a caller's sight into a condition on a query."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, false, or_, true

from chassis.sight import Reach, Sight

Column: TypeAlias = ColumnElement[Any]
Columns: TypeAlias = Column | tuple[Column, ...] | None


def narrow(
    sight: Sight,
    *,
    area: Column | None = None,
    department: Columns = None,
    unit: Column | None = None,
    person: Columns = None,
) -> ColumnElement[bool]:
    """Select the rows `sight.sees`. A reach by something the table has no column for selects none."""
    conditions = [_reached(reach, area, department, unit, person) for reach in sight.reaches]
    return or_(false(), *conditions)


def _reached(
    reach: Reach, area: Column | None, department: Columns, unit: Column | None, person: Columns
) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [true()]
    if reach.area:
        wanted.append(false() if area is None else area.startswith(reach.area, autoescape=True))
    if reach.department is not None:
        wanted.append(_any_of(department, reach.department))
    if reach.unit is not None:
        wanted.append(_any_of(unit, reach.unit))
    if reach.person is not None:
        wanted.append(_any_of(person, reach.person))
    return and_(*wanted)


def _any_of(columns: Columns, value: object) -> ColumnElement[bool]:
    if columns is None:
        return false()
    several = columns if isinstance(columns, tuple) else (columns,)
    return or_(*(column == value for column in several))
