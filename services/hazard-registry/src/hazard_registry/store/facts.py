"""The dated facts beside a hazard's status: each table holds dataclasses of the domain."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from chassis.db import Fixed, Session
from sqlalchemy import Table, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.correction import Correction
from hazard_registry.domain.escalation import Escalation
from hazard_registry.domain.extension import Extension
from hazard_registry.domain.notice import Notice
from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound
from hazard_registry.domain.supervision import Stoppage, SupervisionOrder
from hazard_registry.store.writing import numbered
from hazard_registry.tables import (
    corrections,
    enforcement_facts,
    escalations,
    extensions,
    hazard_photos,
    notices,
    progress_notes,
    reviews,
    stoppages,
    supervision_orders,
)

Fact = TypeVar("Fact", Notice, Extension, SupervisionOrder, Stoppage, Correction, Escalation)
AnyFact: TypeAlias = Notice | Extension | SupervisionOrder | Stoppage | Correction | Escalation

_TABLES: dict[type[Any], Table] = {
    Notice: notices,
    Extension: extensions,
    SupervisionOrder: supervision_orders,
    Stoppage: stoppages,
    Correction: corrections,
    Escalation: escalations,
}


def _insert(table: Table, columns: Sequence[str]) -> Fixed:
    names = ", ".join(f'"{name}"' for name in columns)
    return Fixed(f"INSERT INTO {table.name} ({names}) VALUES ({numbered(columns)})")  # noqa: S608


_INSERT: dict[Table, Fixed] = {
    **{
        table: _insert(table, [each.name for each in fields(kind)])
        for kind, table in _TABLES.items()
    },
    progress_notes: _insert(progress_notes, progress_notes.c.keys()),
    reviews: _insert(reviews, reviews.c.keys()),
}


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.c]


async def add(tx: Session, *facts: AnyFact) -> None:
    for fact in facts:
        await _INSERT[_TABLES[type(fact)]].write(tx, *asdict(fact).values())


async def get(tx: Session, kind: type[Fact], fact_id: UUID, *, hazard_id: UUID) -> Fact:
    """Raise `NotFound` if the hazard has no such fact."""
    table = _TABLES[kind]
    query = select(table).where(table.c.id == fact_id, table.c.hazard_id == hazard_id)
    row = (await tx.execute(query.with_for_update())).one_or_none()
    if row is None:
        raise NotFound()
    return kind(**row._mapping)


async def of(tx: Session, kind: type[Fact], hazard_id: UUID) -> list[Fact]:
    """List a hazard's facts of one kind, oldest first."""
    table = _TABLES[kind]
    rows = await tx.execute(select(table).where(table.c.hazard_id == hazard_id).order_by("id"))
    return [kind(**row._mapping) for row in rows]


async def newest(tx: Session, kind: type[Fact], hazard_id: UUID) -> Fact | None:
    facts = await of(tx, kind, hazard_id)
    return facts[-1] if facts else None


async def save(tx: Session, fact: AnyFact) -> None:
    """Raise `ChangedMeanwhile` if a versioned fact was saved by another request meanwhile."""
    table = _TABLES[type(fact)]
    same = table.c.id == fact.id
    if "version" in table.c:
        same &= table.c.version == fact.version - 1  # type: ignore[union-attr]
    change = update(table).where(same).values(asdict(fact)).returning(table.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile(version=getattr(fact, "version", 0))


async def note_progress(
    tx: Session,
    *,
    id: UUID,
    hazard_id: UUID,
    percent: int,
    funds_used: Decimal | None,
    note: str,
    by: UUID,
    at: datetime,
) -> None:
    row: dict[str, Any] = {"id": id, "hazard_id": hazard_id, "percent": percent}
    row |= {"funds_used": funds_used, "note": note, "noted_by": by, "noted_at": at}
    await _INSERT[progress_notes].write(tx, *(row[name] for name in _keys(progress_notes)))


async def note_review(
    tx: Session,
    *,
    id: UUID,
    hazard_id: UUID,
    reviewer: UUID | None,
    reviewer_name: str | None,
    department: str | None,
    visited_on: date,
    passed: bool,
    opinion: str,
    at: datetime,
) -> None:
    row: dict[str, Any] = {"id": id, "hazard_id": hazard_id, "reviewer": reviewer}
    row |= {
        "reviewer_name": reviewer_name,
        "department": department,
        "visited_on": visited_on,
        "passed": passed,
    }
    row |= {"opinion": opinion, "reviewed_at": at}
    await _INSERT[reviews].write(tx, *(row[name] for name in _keys(reviews)))


async def add_found(
    tx: Session, hazard_id: UUID, attachments: Sequence[UUID], *, by: UUID, at: datetime
) -> None:
    """Show photographs of a hazard as it was found."""
    await add_photos(tx, hazard_id=hazard_id, attachments=attachments, stage="found", by=by, at=at)


async def add_photos(
    tx: Session, *, hazard_id: UUID, attachments: Sequence[UUID], stage: str, by: UUID, at: datetime
) -> None:
    """Show photographs with a hazard: as found, in progress, or as evidence."""
    rows = [
        {
            "hazard_id": hazard_id,
            "attachment_id": attachment,
            "stage": stage,
            "added_by": by,
            "added_at": at,
        }
        for attachment in attachments
    ]
    if rows:
        await tx.execute(upsert(hazard_photos).values(rows).on_conflict_do_nothing())


async def rows_of(tx: Session, name: str, hazard_id: UUID) -> list[dict[str, Any]]:
    """List progress notes, reviews, photographs or enforcement facts as they are kept."""
    table = {
        "progress": progress_notes,
        "reviews": reviews,
        "photos": hazard_photos,
        "enforcement": enforcement_facts,
    }[name]
    rows = await tx.execute(select(table).where(table.c.hazard_id == hazard_id))
    return [dict(row._mapping) for row in rows]


async def note_case(
    tx: Session,
    *,
    case_id: UUID,
    clue_id: UUID,
    hazard_ids: Sequence[UUID],
    department: str,
    facts: dict[str, Any],
) -> None:
    """Keep what a case came to, once for each hazard it is about."""
    for hazard_id in hazard_ids:
        key = {"case_id": case_id, "hazard_id": hazard_id}
        row = key | {"clue_id": clue_id, "department": department} | facts
        change = {"department": department} | facts
        statement = upsert(enforcement_facts).values(row)
        await tx.execute(
            statement.on_conflict_do_update(index_elements=["case_id", "hazard_id"], set_=change)
        )
