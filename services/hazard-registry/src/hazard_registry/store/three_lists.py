"""The three lists (三张清单): checks, hazards, rectification, of a unit or of one risk point."""

from typing import Any, Literal, TypeAlias
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import ColumnElement, Select, literal, null, select, union_all

from hazard_registry.domain.life import Channel, Status
from hazard_registry.tables import hazards, risk_checks, risk_points, self_checks

ListName: TypeAlias = Literal["check", "hazard", "rectification"]
# A unit reads of a public report only what an inspector verified; here it reads of none before.
_HIDDEN = (hazards.c.channel == Channel.PUBLIC_REPORT) & hazards.c.status.in_(
    [Status.REPORTED, Status.REJECTED]
)
_HAZARD = (
    hazards.c.id,
    hazards.c.number,
    hazards.c.level,
    hazards.c.status,
    hazards.c.found_on,
    hazards.c.place,
)
_MENDED = (
    hazards.c.id,
    hazards.c.number,
    hazards.c.status,
    hazards.c.measures,
    hazards.c.responsible,
    hazards.c.funds,
    hazards.c.due_on,
    hazards.c.submitted_on,
    hazards.c.closed_on,
)


async def of_unit(tx: Session, name: ListName, unit_id: UUID, *, page: PageRequest) -> Slice:
    """A list of all that the unit checked, found and mended."""
    if name == "check":
        return await _page(tx, _checks_of_unit(unit_id), page)
    mine = (hazards.c.unit_id == unit_id) & ~_HIDDEN
    return await _page(tx, _hazards(name, mine), page)


async def of_point(tx: Session, name: ListName, risk_point_id: UUID, *, page: PageRequest) -> Slice:
    """A list of what was checked, found and mended at one risk point."""
    if name == "check":
        return await _page(tx, _checks(risk_checks.c.risk_point_id == risk_point_id), page)
    raised = select(risk_checks.c.hazard_id).where(risk_checks.c.risk_point_id == risk_point_id)
    return await _page(tx, _hazards(name, hazards.c.id.in_(raised)), page)


def _hazards(name: ListName, where: ColumnElement[bool]) -> Select[Any]:
    if name == "hazard":
        return select(*_HAZARD).where(where)
    begun = hazards.c.status.not_in([Status.REPORTED, Status.REJECTED])
    return select(*_MENDED).where(where, begun)


def _checks(where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            risk_checks.c.id,
            risk_checks.c.checked_on,
            risk_points.c.name.label("what"),
            risk_checks.c.passed,
            risk_checks.c.note,
            risk_checks.c.hazard_id,
        )
        .join(risk_points, risk_points.c.id == risk_checks.c.risk_point_id)
        .where(where)
    )


def _checks_of_unit(unit_id: UUID) -> Select[Any]:
    own = self_checks.c
    periodic = select(
        own.id,
        own.done_on.label("checked_on"),
        (literal("自查 ") + own.period).label("what"),
        (own.failed == 0).label("passed"),
        own.led_by.label("note"),
        null().label("hazard_id"),
    ).where(own.unit_id == unit_id, own.done_on.is_not(None))
    both = union_all(periodic, _checks(risk_checks.c.unit_id == unit_id)).subquery()
    return select(both)


async def _page(tx: Session, query: Select[Any], page: PageRequest) -> Slice:
    """The newest first."""
    key = query.selected_columns.id
    if page.after:
        query = query.where(key < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(key.desc()).limit(page.limit + 1))
    return cut([dict(row._mapping) for row in rows], page, lambda row: (row["id"],))
