"""Plans, their rows and milestones, and the progress reported on them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from contracts.demo import NAMESPACE
from sqlalchemy import ColumnElement, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert

from enforcement.domain.plan import Answer, Milestone, Plan, Progress, Row
from enforcement.domain.refusals import NotFound
from enforcement.store.records import Records
from enforcement.tables import plan_milestones, plan_rows, plans, progress

records = Records(Progress, progress)
_plans = Records(Plan, plans)
_rows = Records(Row, plan_rows)
_milestones = Records(Milestone, plan_milestones)
_SHIPPED = Path(__file__).parent.parent / "data" / "plan.json"


async def all_plans(tx: Session) -> Sequence[Plan]:
    """Oldest first."""
    rows = await tx.execute(select(*_plans.columns).order_by(plans.c.begins, plans.c.code))
    return [_plans.entity(row) for row in rows]


async def get(tx: Session, code: str) -> Plan:
    """Raise `NotFound`."""
    return await _plans.get(tx, code)


async def rows_of(tx: Session, code: str) -> Sequence[Row]:
    """In the order of the plan."""
    query = select(*_rows.columns).where(plan_rows.c.plan == code).order_by(plan_rows.c.position)
    return [_rows.entity(row) for row in await tx.execute(query)]


async def milestones_of(tx: Session, code: str) -> Sequence[Milestone]:
    query = select(*_milestones.columns).where(plan_milestones.c.plan == code)
    ordered = query.order_by(plan_milestones.c.by, plan_milestones.c.id)
    return [_milestones.entity(row) for row in await tx.execute(ordered)]


async def milestone(tx: Session, milestone_id: UUID) -> Milestone | None:
    return await _milestones.find(tx, milestone_id)


async def reach(tx: Session, entry: Progress) -> None:
    """Mark the milestone of an accepted report as reached on the report's day."""
    found = plan_milestones.c.id == entry.milestone_id
    await tx.execute(
        update(plan_milestones)
        .where(found)
        .values(reached_on=entry.as_of, reached_by_entry=entry.id)
    )


async def latest(tx: Session, code: str, *, sight: Sight, on: date) -> dict[str, Progress]:
    """Find the newest accepted report of each row, of those the caller may see."""
    counts = (progress.c.plan == code) & (progress.c.status == Answer.ACCEPTED.value)
    query = (
        select(*records.columns)
        .ext(distinct_on(progress.c.row))
        .where(counts, progress.c.as_of <= on, _visible(sight))
        .order_by(progress.c.row, progress.c.as_of.desc(), progress.c.id.desc())
    )
    return {entry.row: entry for entry in map(records.entity, await tx.execute(query))}


async def get_progress(tx: Session, progress_id: UUID, *, sight: Sight) -> Progress:
    """Raise `NotFound` for what the caller may not see, too."""
    query = select(*records.columns).where(progress.c.id == progress_id, _visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return records.entity(row)


async def page(
    tx: Session,
    code: str,
    *,
    sight: Sight,
    row: str | None,
    status: Answer | None,
    limit: int,
    after: tuple[Any, ...] | None,
) -> Sequence[Progress]:
    """Newest first."""
    query = select(*records.columns).where(progress.c.plan == code, _visible(sight))
    if row is not None:
        query = query.where(progress.c.row == row)
    if status is not None:
        query = query.where(progress.c.status == status.value)
    if after:
        place = (date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(progress.c.as_of, progress.c.id) < place)
    newest = query.order_by(progress.c.as_of.desc(), progress.c.id.desc()).limit(limit)
    return [records.entity(found) for found in await tx.execute(newest)]


async def shows_evidence(tx: Session, attachment_id: UUID, *, sight: Sight) -> bool:
    """Tell whether a report that the caller may see names this file."""
    names = progress.c.evidence.contains([attachment_id])
    query = select(progress.c.id).where(names, _visible(sight)).limit(1)
    return await tx.scalar(query) is not None


async def add_plan(
    tx: Session, plan: Plan, rows: Sequence[Row], milestones: Sequence[Milestone]
) -> bool:
    """Add a plan with all its rows; return False if there is one of this code already."""
    added = upsert(plans).values(_plans.row(plan)).on_conflict_do_nothing().returning(plans.c.code)
    if await tx.scalar(added) is None:
        return False
    await tx.execute(insert(plan_rows), [_rows.row(row) for row in rows])
    if milestones:
        await tx.execute(insert(plan_milestones), [_milestones.row(one) for one in milestones])
    return True


async def sow_plan(tx: Session) -> None:
    """Add the plan that this service ships with. Doing it again changes nothing."""
    shipped = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    code = shipped["code"]
    plan = Plan(
        code=code,
        title=shipped["title"],
        source=shipped["source"],
        area=shipped["area"],
        begins=date.fromisoformat(shipped["begins"]),
        ends=date.fromisoformat(shipped["ends"]),
        actions=tuple(shipped["actions"]),
    )
    rows, milestones = [], []
    for position, stated in enumerate(shipped["rows"], start=1):
        dated = stated.pop("milestones")
        row = Row(**{"part_of": None, **stated}, plan=code, position=position)
        rows.append(row)
        milestones += [_milestone(row, number, one) for number, one in enumerate(dated)]
    await add_plan(tx, plan, rows, milestones)


def _milestone(row: Row, number: int, stated: dict[str, str]) -> Milestone:
    name = f"plan:{row.plan}:{row.row}:{number}"
    by = date.fromisoformat(stated["by"])
    words = {"zh": stated["zh"], "en": stated["en"]}
    return Milestone(id=uuid5(NAMESPACE, name), plan=row.plan, row=row.row, by=by, words=words)


def _visible(sight: Sight) -> ColumnElement[bool]:
    return narrow(sight, area=progress.c.area, department=progress.c.body)
