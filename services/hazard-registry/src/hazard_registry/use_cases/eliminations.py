"""Enter what is to be fitted, scrapped or closed, show that it is done, and raise what is late."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight

from hazard_registry.domain.elimination import Elimination
from hazard_registry.domain.life import Origin
from hazard_registry.domain.site_refusals import EliminationKindUnknown
from hazard_registry.store import attachments, eliminations, units
from hazard_registry.store.eliminations import ELIMINATIONS
from hazard_registry.tables import eliminations as table
from hazard_registry.use_cases.keeping import move
from hazard_registry.use_cases.reporting import suspect
from hazard_registry.use_cases.telling import today
from hazard_registry.use_cases.unit_records import add_record

AT_ONCE = 200


async def add_elimination(
    tx: Session, *, fields: Mapping[str, Any], sight: Sight, by: Principal, at: datetime
) -> Elimination:
    """Enter a thing; without a date of its own it has the catalogue's."""
    kind = await eliminations.kind(tx, fields["kind_id"])
    if kind is None:
        raise EliminationKindUnknown(field="/kind_id")
    dated = {**fields, "due_on": fields.get("due_on") or kind.due_on}
    return await add_record(tx, ELIMINATIONS, dated, sight=sight, by=by, at=at)


async def finish_elimination(
    tx: Session,
    *,
    elimination_id: UUID,
    done_on: date,
    note: str,
    evidence: tuple[UUID, ...],
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Elimination:
    """Show that it is done."""
    before = (await ELIMINATIONS.get(tx, elimination_id, sight=sight)).at(expected)
    after = before.finish(on=done_on, note=note, evidence=evidence, today=today(at))
    await attachments.check(tx, evidence, field="/evidence")
    await attachments.show_with(
        tx,
        evidence,
        record_id=after.id,
        area=after.area,
        department=after.department,
        unit_id=after.unit_id,
    )
    return await move(tx, ELIMINATIONS, before, after, by=by, at=at, action="finish")


async def mark_eliminations_overdue(tx: Session, *, at: datetime) -> int:
    """Raise a suspected hazard for each thing that is past its date; say how many, in turns."""
    due = await ELIMINATIONS.due(
        tx,
        table.c.due_on < today(at),
        table.c.done_on.is_(None),
        table.c.overdue_on.is_(None),
        limit=AT_ONCE,
    )
    for thing in due:
        kind = await eliminations.kind(tx, thing.kind_id)
        title = kind.title if kind else ""
        hazard = await suspect(
            tx,
            description=f"淘汰更新事项逾期({thing.due_on}):{title}",
            origin=Origin.ELIMINATION_OVERDUE,
            unit=await units.find(tx, thing.unit_id) if thing.unit_id else None,
            area=thing.area,
            source_id=thing.id,
            at=at,
            by="sweep",
        )
        late = thing.change(overdue_on=today(at), hazard_id=hazard.id)
        await move(tx, ELIMINATIONS, thing, late, by="sweep", at=at, action="overdue")
    return len(due)
