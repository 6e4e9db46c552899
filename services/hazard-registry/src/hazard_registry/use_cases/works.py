"""Keep projects, inventories, campaigns and budgets; each change on the record."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight

from hazard_registry.domain.budget import BudgetLine
from hazard_registry.domain.project import Project
from hazard_registry.domain.refusals import NotFound, OutsideReach
from hazard_registry.domain.works_refusals import ProjectUnknown
from hazard_registry.store import areas, hazards, works
from hazard_registry.store.works import PROJECTS, Rows
from hazard_registry.use_cases.telling import today


class Kept(Protocol):
    """What all of them have."""

    @property
    def id(self) -> UUID: ...
    @property
    def area(self) -> str: ...
    @property
    def version(self) -> int: ...

    def at(self, expected: int) -> Any: ...


K = TypeVar("K", bound=Kept)


async def enter(
    tx: Session, rows: Rows[K], one: K, *, what: str, sight: Sight, by: Principal, at: datetime
) -> K:
    """Put a new one on record. Raise a refusal for an area, department or tie that is not there."""
    await _check(tx, one, sight=sight, at=at)
    if isinstance(one, Project):
        await works.add_project(tx, one)
    else:
        await rows.add(tx, one)
    changes = {name: [None, value] for name, value in _shown(rows.values(one)).items()}
    await record(tx, by=by, at=at, action="enter", what=what, id=one.id, changes=changes)
    return one


async def change(
    tx: Session,
    rows: Rows[K],
    *,
    id: UUID,
    what: str,
    action: str,
    how: Callable[[K], K],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
    why: str | None = None,
) -> K:
    """Change one at the version the caller read; what differs goes on the record."""
    before = (await rows.get(tx, id, sight=sight)).at(expected)
    after = how(before)
    await _check(tx, after, sight=sight, at=at)
    await rows.save(tx, after)
    old, new = _shown(rows.values(before)), _shown(rows.values(after))
    changes = {name: [old[name], value] for name, value in new.items() if old[name] != value}
    await record(tx, by=by, at=at, action=action, what=what, id=id, why=why, changes=changes)
    return after


def with_fields(fields: Mapping[str, Any]) -> Callable[[K], K]:
    """The same one with other fields, one version on."""

    def changed(one: K) -> K:
        return replace(one, **fields, version=one.version + 1)  # type: ignore[type-var]

    return changed


async def _check(tx: Session, one: Kept, *, sight: Sight, at: datetime) -> None:
    await areas.valid(tx, one.area, on=today(at))
    if not sight.sees(area=one.area):
        raise OutsideReach(field="/area")
    department = getattr(one, "department", None)
    if department:
        await areas.active_department(tx, department)
    await _check_ties(tx, one, sight)


async def _check_ties(tx: Session, one: Kept, sight: Sight) -> None:
    project_id = getattr(one, "project_id", None)
    if project_id:
        try:
            await PROJECTS.get(tx, project_id, sight=sight)
        except NotFound:
            raise ProjectUnknown(field="/project_id") from None
    if isinstance(one, BudgetLine) and one.hazard_id:
        await hazards.get(tx, one.hazard_id, sight=sight)


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """What goes on the record: plain values, and no drawn ones."""
    left_out = {"id", "version", "next_due_on"}
    return {
        name: value if value is None or isinstance(value, int | list) else str(value)
        for name, value in values.items()
        if name not in left_out
    }
