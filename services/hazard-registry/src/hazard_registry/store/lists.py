"""The lists of the authority (清单): the same hazards, each list with the columns it is about."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, Uuid, literal, select, tuple_

from hazard_registry.domain.life import OPEN, Status
from hazard_registry.store.hazard_lists import Filter, conditions
from hazard_registry.store.hazards import within
from hazard_registry.tables import departments, enforcement_facts, hazards, units

_COMMON: dict[str, ColumnElement[Any]] = {
    "number": hazards.c.number,
    "unit_name": units.c.name.label("unit_name"),
    "unit_code": units.c.code.label("unit_code"),
    "area": hazards.c.area,
    "level": hazards.c.level,
    "channel": hazards.c.channel,
    "description": hazards.c.description,
    "found_on": hazards.c.found_on,
}
_OF_LIST: dict[str, dict[str, ColumnElement[Any]]] = {
    "problem": {
        "status": hazards.c.status,
        "department": departments.c.name.label("department"),
        "due_on": hazards.c.due_on,
        "overdue_on": hazards.c.overdue_on,
        "order_level": hazards.c.order_level,
        "stopped_on": hazards.c.stopped_on,
        "percent": hazards.c.percent,
    },
    "closing": {
        "measures": hazards.c.measures,
        "due_on": hazards.c.due_on,
        "submitted_on": hazards.c.submitted_on,
        "passed_on": hazards.c.passed_on,
        "closed_on": hazards.c.closed_on,
        "extensions": hazards.c.extensions,
        "funds_used": hazards.c.funds_used,
    },
    "responsibility": {
        "status": hazards.c.status,
        "responsible": hazards.c.responsible,
        "principal": units.c.principal,
        "department": departments.c.name.label("department"),
        "leader": departments.c.leader,
        "due_on": hazards.c.due_on,
        "overdue_on": hazards.c.overdue_on,
    },
    "enforcement": {
        "case_department": enforcement_facts.c.department.label("case_department"),
        "filed_on": enforcement_facts.c.filed_on,
        "decided_on": enforcement_facts.c.decided_on,
        "outcome": enforcement_facts.c.outcome,
        "fine": enforcement_facts.c.fine,
        "transferred_on": enforcement_facts.c.transferred_on,
        "case_closed_on": enforcement_facts.c.closed_on.label("case_closed_on"),
    },
}
NAMES = tuple(_OF_LIST)
NO_CASE = UUID(int=0)


def columns_of(name: str) -> tuple[str, ...]:
    """The columns a list shows, in order."""
    return (*_COMMON, *_OF_LIST[name])


async def page_of(
    tx: Session, name: str, wanted: Filter, *, sight: Sight, page: PageRequest
) -> Slice:
    """One page of a list, the newest hazard first."""
    query = _list(name, wanted, sight)
    if page.after:
        at, hazard_id, case_id = page.after
        before = (datetime.fromisoformat(at), UUID(hazard_id), UUID(case_id))
        query = query.where(tuple_(hazards.c.reported_at, hazards.c.id, _case(name)) < before)
    rows = [dict(row._mapping) for row in await tx.execute(query.limit(page.limit + 1))]
    return cut(rows, page, _place)


async def whole(
    tx: Session, name: str, wanted: Filter, *, sight: Sight
) -> AsyncIterator[dict[str, Any]]:
    """Stream a whole list."""
    query = _list(name, wanted, sight).execution_options(yield_per=500)
    async for row in await tx.stream(query):
        yield dict(row._mapping)


def _place(row: dict[str, Any]) -> tuple[object, ...]:
    return row["reported_at"].isoformat(), row["hazard_id"], row["case_id"]


def _case(name: str) -> ColumnElement[Any]:
    """Only the list of enforcement has several rows for one hazard."""
    return enforcement_facts.c.case_id if name == "enforcement" else literal(NO_CASE, Uuid)


def _list(name: str, wanted: Filter, sight: Sight) -> Select[Any]:
    source = hazards.outerjoin(units, units.c.id == hazards.c.unit_id).outerjoin(
        departments, departments.c.code == hazards.c.department
    )
    if name == "enforcement":
        source = source.join(enforcement_facts, enforcement_facts.c.hazard_id == hazards.c.id)
    case = _case(name)
    columns = [
        hazards.c.id.label("hazard_id"),
        hazards.c.reported_at,
        case.label("case_id"),
        *_COMMON.values(),
        *_OF_LIST[name].values(),
    ]
    query = select(*columns).select_from(source).where(within(sight), *conditions(wanted))
    if name == "problem":
        query = query.where(hazards.c.status.in_(OPEN))
    if name == "closing":
        query = query.where(hazards.c.status == Status.CLOSED)
    return query.order_by(hazards.c.reported_at.desc(), hazards.c.id.desc(), case.desc())
