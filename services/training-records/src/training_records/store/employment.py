"""Load and save employments and what their posts need."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update

from training_records.domain.employment import Employment, Kind
from training_records.domain.refusals import ChangedMeanwhile, EmploymentExists, NotFound
from training_records.domain.regime import Need, Regime
from training_records.tables import employment, employment_need, known_unit, person

_FROM = employment.join(known_unit, known_unit.c.unit_id == employment.c.unit_id).join(
    person, person.c.id == employment.c.person_id
)


async def add(tx: Session, work: Employment) -> None:
    """Raise `EmploymentExists` if the person holds this post of this unit at the same time."""
    same = (
        (employment.c.person_id == work.person_id)
        & (employment.c.unit_id == work.unit_id)
        & (employment.c.post == work.post)
        & or_(employment.c.to_on.is_(None), employment.c.to_on >= work.from_on)
    )
    # Two requests for one person wait for one another here.
    await tx.execute(select(person.c.id).where(person.c.id == work.person_id).with_for_update())
    if await tx.scalar(select(employment.c.id).where(same).limit(1)):
        raise EmploymentExists(field="/post")
    await tx.execute(insert(employment).values(_row(work)))
    await _keep_needs(tx, work)


async def save(tx: Session, work: Employment) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (employment.c.id == work.id) & (employment.c.version == work.version - 1)
    change = update(employment).where(unchanged).values(_row(work)).returning(employment.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile
    await tx.execute(delete(employment_need).where(employment_need.c.employment_id == work.id))
    await _keep_needs(tx, work)


async def get(tx: Session, employment_id: UUID, *, sight: Sight) -> Employment:
    """Raise `NotFound` if there is no such employment in sight."""
    query = _select().where(employment.c.id == employment_id, visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return (await _with_needs(tx, [row._mapping]))[0]


async def page(
    tx: Session,
    *,
    sight: Sight,
    request: PageRequest,
    person_id: UUID | None = None,
    unit_id: UUID | None = None,
    on: date | None = None,
) -> Sequence[Employment]:
    """List employments in sight, by id. Fetches one row too many."""
    wanted = [visible(sight)]
    if person_id:
        wanted.append(employment.c.person_id == person_id)
    if unit_id:
        wanted.append(employment.c.unit_id == unit_id)
    if on:
        wanted.append(running(on))
    if request.after:
        wanted.append(employment.c.id > UUID(str(request.after[0])))
    query = _select().where(*wanted).order_by(employment.c.id).limit(request.limit + 1)
    return await _with_needs(tx, [row._mapping for row in await tx.execute(query)])


def visible(sight: Sight) -> ColumnElement[bool]:
    return narrow(
        sight,
        area=known_unit.c.area,
        department=known_unit.c.department,
        unit=employment.c.unit_id,
        person=person.c.account_id,
    )


def running(on: date) -> ColumnElement[bool]:
    """The employment covers a day."""
    return (employment.c.from_on <= on) & or_(
        employment.c.to_on.is_(None), employment.c.to_on >= on
    )


def _select() -> Select[Any]:
    return select(employment).select_from(_FROM)


async def _with_needs(tx: Session, rows: Sequence[Mapping[Any, Any]]) -> list[Employment]:
    ids = [row["id"] for row in rows]
    query = select(employment_need).where(employment_need.c.employment_id.in_(ids))
    needs: dict[UUID, list[Need]] = {id_: [] for id_ in ids}
    for need in await tx.execute(query) if ids else ():
        needs[need.employment_id].append(Need(Regime(need.regime), need.item))
    return [
        Employment(**{**row, "kind": Kind(row["kind"])}, needs=tuple(sorted(needs[row["id"]])))
        for row in rows
    ]


async def _keep_needs(tx: Session, work: Employment) -> None:
    rows = [
        {"employment_id": work.id, "regime": need.regime.value, "item": need.item}
        for need in dict.fromkeys(work.needs)
    ]
    if rows:
        await tx.execute(insert(employment_need), rows)


def _row(work: Employment) -> dict[str, Any]:
    fields = ("id", "person_id", "unit_id", "post", "from_on", "to_on", "version")
    return {"kind": work.kind.value, **{name: getattr(work, name) for name in fields}}
