"""Write, publish, retire and revise checklists; make drafts of the judgement criteria."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.audit import By
from chassis.db import Session
from chassis.ids import new_id
from chassis.paging import MOST, PageRequest
from chassis.sight import everything

from hazard_registry.domain.checklist import Checklist, ChecklistItem, ChecklistLevel
from hazard_registry.domain.refusals import CriterionUnknown
from hazard_registry.domain.site_refusals import ItemsMissing
from hazard_registry.domain.unit import Sector
from hazard_registry.store import checks, criteria
from hazard_registry.store.checks import CHECKLISTS
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.telling import today


async def write_checklist(
    tx: Session,
    *,
    title: str,
    level: ChecklistLevel,
    sector: Sector | None,
    items: Sequence[Mapping[str, Any]],
    by: By,
    at: datetime,
) -> Checklist:
    """Begin a template as a draft."""
    first = new_id()
    draft = Checklist(id=first, series=first, title=title, level=level, sector=sector)
    await enter(tx, CHECKLISTS, draft, by=by, at=at, told=("title", "level", "sector"))
    await _put(tx, first, items)
    return draft


async def generate_checklist(
    tx: Session,
    *,
    title: str,
    level: ChecklistLevel,
    sector: Sector | None,
    industry: str,
    by: By,
    at: datetime,
) -> Checklist:
    """Make a draft of the criteria of an industry that are in force today."""
    items = await criteria_items(tx, industry, on=today(at))
    if not items:
        raise ItemsMissing(field="/industry")
    return await write_checklist(
        tx, title=title, level=level, sector=sector, items=items, by=by, at=at
    )


async def criteria_items(tx: Session, industry: str, *, on: date) -> list[dict[str, Any]]:
    found = await criteria.search(
        tx, standard=None, industry=industry, text=None, in_force_on=on, page=PageRequest(MOST)
    )
    return [
        {"text": one.title_zh, "criterion": one.code, "article": one.article} for one in found.items
    ]


async def edit_checklist(
    tx: Session,
    *,
    checklist_id: UUID,
    title: str,
    level: ChecklistLevel,
    sector: Sector | None,
    items: Sequence[Mapping[str, Any]],
    by: By,
    at: datetime,
    expected: int,
) -> Checklist:
    """Change a draft as a whole."""
    before = (await CHECKLISTS.get(tx, checklist_id, sight=everything())).at(expected)
    after = before.edit(title=title, level=level, sector=sector)
    await _put(tx, checklist_id, items)
    return await move(tx, CHECKLISTS, before, after, by=by, at=at)


async def publish_checklist(
    tx: Session, *, checklist_id: UUID, by: By, at: datetime, expected: int
) -> Checklist:
    """Put a draft into use; the edition that was in use is retired by it."""
    before = (await CHECKLISTS.get(tx, checklist_id, sight=everything())).at(expected)
    items = await checks.items_of(tx, checklist_id)
    after = before.publish(items=len(items), on=today(at))
    old = await checks.in_use(tx, before.series)
    if old is not None:
        retired = old.retire(reason=f"由第{after.edition}版代替", on=today(at))
        await move(tx, CHECKLISTS, old, retired, by=by, at=at, action="retire")
    return await move(tx, CHECKLISTS, before, after, by=by, at=at, action="publish")


async def retire_checklist(
    tx: Session, *, checklist_id: UUID, reason: str, by: By, at: datetime, expected: int
) -> Checklist:
    before = (await CHECKLISTS.get(tx, checklist_id, sight=everything())).at(expected)
    after = before.retire(reason=reason, on=today(at))
    return await move(tx, CHECKLISTS, before, after, by=by, at=at, action="retire", why=reason)


async def revise_checklist(
    tx: Session, *, checklist_id: UUID, by: By, at: datetime, expected: int
) -> Checklist:
    """Begin the next edition as a draft with the items of this one."""
    before = (await CHECKLISTS.get(tx, checklist_id, sight=everything())).at(expected)
    edition = await checks.last_edition(tx, before.series) + 1
    draft = before.revise(new_id(), edition=edition)
    await enter(tx, CHECKLISTS, draft, by=by, at=at, action="revise", told=("title", "edition"))
    items = await checks.items_of(tx, checklist_id)
    await _put(
        tx,
        draft.id,
        [{"text": i.text, "criterion": i.criterion, "article": i.article} for i in items],
    )
    return draft


async def _put(tx: Session, checklist_id: UUID, items: Sequence[Mapping[str, Any]]) -> None:
    known = (await criteria.citable(tx)).standard_of if items else {}
    rows = []
    for position, item in enumerate(items, 1):
        code = item.get("criterion")
        if code is not None and code not in known:
            raise CriterionUnknown(field=f"/items/{position - 1}/criterion", criterion=code)
        rows.append(
            ChecklistItem(id=new_id(), checklist_id=checklist_id, position=position, **item)
        )
    await checks.put_items(tx, checklist_id, rows)
