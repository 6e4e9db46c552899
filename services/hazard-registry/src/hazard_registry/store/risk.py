"""Risk points, the colour of units, the colour map."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import and_, func, insert, or_, select, update

from hazard_registry.domain.risk import Grading, RiskCheck, RiskPoint, worst
from hazard_registry.domain.unit import Colour
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import risk_checks, risk_gradings, risk_points, units


def _there(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    own = risk_points.c
    there = or_(own.ended_on.is_(None), own.ended_on > on)
    return there if wanted else ~there


def _check_overdue(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    late = and_(risk_points.c.next_check_on < on, _there(True, on))  # noqa: FBT003
    return late if wanted else ~late


RISK_POINTS = Shelf(
    RiskPoint, risk_points, meanings={"there": _there, "check_overdue": _check_overdue}
)


async def add_grading(tx: Session, grading: Grading) -> None:
    row = asdict(grading) | {"direct_reasons": list(grading.direct_reasons)}
    await tx.execute(insert(risk_gradings).values(row))


async def gradings_of(tx: Session, risk_point_id: UUID) -> list[dict[str, Any]]:
    """List how a point was graded, newest first."""
    of_point = risk_gradings.c.risk_point_id == risk_point_id
    query = select(risk_gradings).where(of_point).order_by(risk_gradings.c.id.desc()).limit(200)
    return [dict(row._mapping) for row in await tx.execute(query)]


async def add_check(tx: Session, check: RiskCheck) -> None:
    await tx.execute(insert(risk_checks).values(asdict(check)))


async def hold_unit(tx: Session, unit_id: UUID) -> None:
    """Let gradings in one unit wait for one another, so that none misses another's colour."""
    await tx.execute(select(units.c.id).where(units.c.id == unit_id).with_for_update())


async def paint_unit(tx: Session, unit_id: UUID) -> Colour | None:
    """Give a unit, held before, the worst colour of its points, and say which that is."""
    query = select(risk_points.c.colour).where(
        risk_points.c.unit_id == unit_id, risk_points.c.ended_on.is_(None)
    )
    colour = worst(list(await tx.scalars(query.distinct())))
    await tx.execute(update(units).where(units.c.id == unit_id).values(colour=colour))
    return colour


async def colour_map(
    tx: Session, *, sight: Sight, area: str | None, colour: Colour | None, page: PageRequest
) -> Slice:
    """List the units that have a colour, with their places and how many points of each colour."""
    own = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    many = [
        func.count(risk_points.c.id).filter(risk_points.c.colour == each).label(each.value)
        for each in Colour
    ]
    shown = (
        units.c.id, units.c.name, units.c.area, units.c.longitude, units.c.latitude, units.c.crs,
        units.c.colour,
    )  # fmt: skip
    there = and_(risk_points.c.unit_id == units.c.id, risk_points.c.ended_on.is_(None))
    query = select(*shown, *many).join(risk_points, there).where(own, units.c.colour.is_not(None))
    if area:
        query = query.where(units.c.area.startswith(area, autoescape=True))
    if colour:
        query = query.where(units.c.colour == colour)
    if page.after:
        query = query.where(units.c.id > UUID(page.after[0]))
    query = query.group_by(*shown).order_by(units.c.id).limit(page.limit + 1)
    rows = [dict(row._mapping) for row in await tx.execute(query)]
    return cut(rows, page, lambda row: (row["id"],))


async def colours_by_area(tx: Session, *, sight: Sight, area: str | None) -> Sequence[Any]:
    """Count units and points of each colour in each area."""
    own = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    there = and_(risk_points.c.unit_id == units.c.id, risk_points.c.ended_on.is_(None))
    query = (
        select(
            units.c.area,
            risk_points.c.colour,
            func.count().label("points"),
            func.count(units.c.id.distinct())
            .filter(units.c.colour == risk_points.c.colour)
            .label("units"),
        )
        .join(risk_points, there)
        .where(own)
        .group_by(units.c.area, risk_points.c.colour)
        .order_by(units.c.area, risk_points.c.colour)
        .limit(5000)
    )
    if area:
        query = query.where(units.c.area.startswith(area, autoescape=True))
    return [dict(row._mapping) for row in await tx.execute(query)]
