"""Cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from enforcement.domain.case import Case
from enforcement.domain.deadline import RIGHTS
from enforcement.domain.penalty import Kind, fine_on, strikes_both
from enforcement.domain.record import Outcome
from enforcement.domain.refusals import ActAlreadyPunished, NotFound
from enforcement.store.records import Records
from enforcement.tables import cases, numbers

records = Records(Case, cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list of cases is narrowed to."""

    area: str | None = None
    body: str | None = None
    matter: str | None = None
    status: str | None = None
    unit_id: UUID | None = None
    hazard_id: UUID | None = None
    overdue_on: date | None = None
    filed_from: date | None = None
    filed_to: date | None = None


async def add(tx: Session, case: Case) -> None:
    """Raise `ActAlreadyPunished` if the act has a case that stands (行政处罚法 art. 29)."""
    try:
        async with tx.begin_nested():
            await records.add(tx, case, **_drawn(case))
    except IntegrityError as error:
        if "act_key" not in str(error.orig):
            raise
        raise ActAlreadyPunished(field="/act_key") from error


async def save(tx: Session, case: Case) -> None:
    """Raise `ChangedMeanwhile`."""
    await records.save(tx, case, **_drawn(case))


async def get(tx: Session, case_id: UUID, *, sight: Sight) -> Case:
    """Raise `NotFound` for what the caller may not see, too."""
    query = select(*records.columns).where(cases.c.id == case_id, _visible(sight))
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return records.entity(row)


async def page(
    tx: Session, filter: Filter, *, sight: Sight, limit: int, after: tuple[Any, ...] | None
) -> Sequence[Case]:
    """Newest first."""
    query = select(*records.columns).where(_visible(sight), *_conditions(filter))
    if after:
        place = (date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(cases.c.filed_on, cases.c.id) < place)
    newest = query.order_by(cases.c.filed_on.desc(), cases.c.id.desc()).limit(limit)
    return [records.entity(row) for row in await tx.execute(newest)]


async def shows_evidence(tx: Session, attachment_id: UUID, *, sight: Sight) -> bool:
    """Whether a file is evidence in a case the caller sees."""
    holds = cases.c.evidence.contains([{"attachment_id": str(attachment_id)}])
    return await tx.scalar(select(cases.c.id).where(holds, _visible(sight)).limit(1)) is not None


async def next_number(tx: Session, *, body: str, document: str, year: int) -> int:
    """Take the next number of a kind of document; the row's lock leaves no gap and no double."""
    entry = insert(numbers).values(body=body, document=document, year=year, last=1)
    taken = entry.on_conflict_do_update(
        index_elements=["body", "document", "year"], set_={"last": numbers.c.last + 1}
    )
    number: int = (await tx.execute(taken.returning(numbers.c.last))).scalar_one()
    return number


def _drawn(case: Case) -> dict[str, Any]:
    """What lists and statistics ask for, drawn from the case."""
    decision = case.decision
    punished = decision is not None and decision.outcome is Outcome.PUNISHED
    penalties = case.penalties if punished else ()
    open_dues = [d.by for d in case.deadlines if d.met_on is None and d.what not in RIGHTS]
    payments = case.performance.payments if case.performance else ()
    return {
        "decided_on": decision.decided_on if decision else None,
        "outcome": decision.outcome if decision else None,
        "fine_unit": fine_on(penalties, unit=True),
        "fine_persons": fine_on(penalties, unit=False),
        "collected": sum((payment.amount for payment in payments), Decimal(0)),
        "strikes_both": strikes_both(penalties),
        "stops": any(penalty.kind is Kind.STOP for penalty in penalties),
        "closed_on": case.closing.on if case.closing else None,
        "next_due": min(open_dues, default=None),
    }


def _visible(sight: Sight) -> ColumnElement[bool]:
    return narrow(sight, area=cases.c.area, department=cases.c.body)


def _conditions(filter: Filter) -> list[ColumnElement[bool]]:
    columns = cases.c
    wanted: list[ColumnElement[bool] | None] = [
        columns.area.startswith(filter.area, autoescape=True) if filter.area else None,
        columns.body == filter.body if filter.body else None,
        columns.matter == filter.matter if filter.matter else None,
        columns.status == filter.status if filter.status else None,
        columns.unit_id == filter.unit_id if filter.unit_id else None,
        columns.hazard_ids.contains([filter.hazard_id]) if filter.hazard_id else None,
        columns.filed_on >= filter.filed_from if filter.filed_from else None,
        columns.filed_on <= filter.filed_to if filter.filed_to else None,
        columns.next_due < filter.overdue_on if filter.overdue_on else None,
    ]
    return [condition for condition in wanted if condition is not None]
