"""Judgement standards and their items."""

from collections.abc import Sequence
from datetime import date

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import Select, or_, select

from hazard_registry.domain.criterion import Criterion, Standard
from hazard_registry.domain.refusals import CriterionNotInForce, CriterionUnknown, NotFound
from hazard_registry.tables import criteria, standards


async def all_standards(tx: Session) -> Sequence[Standard]:
    rows = await tx.execute(select(standards).order_by(standards.c.code))
    return [_standard(row._mapping) for row in rows]


async def get(tx: Session, code: str) -> Criterion:
    """Raise `NotFound` if no standard we hold has such an item."""
    row = (await tx.execute(select(criteria).where(criteria.c.code == code))).one_or_none()
    if row is None:
        raise NotFound()
    return Criterion(**row._mapping)


async def search(
    tx: Session,
    *,
    standard: str | None,
    industry: str | None,
    text: str | None,
    in_force_on: date | None,
    page: PageRequest,
) -> Slice:
    """Find items; with a date, only those that a finding of that day may cite."""
    query: Select[tuple[object, ...]] = select(criteria).order_by(criteria.c.code)
    if standard:
        query = query.where(criteria.c.standard == standard)
    if industry:
        query = query.where(criteria.c.industry.contains(industry, autoescape=True))
    for word in (text or "").split():
        fields = (criteria.c.title_zh, criteria.c.title_en, criteria.c.article, criteria.c.code)
        query = query.where(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    if in_force_on:
        offered = [s.code for s in await all_standards(tx) if s.offered(in_force_on)]
        query = query.where(criteria.c.standard.in_(offered))
    if page.after:
        query = query.where(criteria.c.code > page.after[0])
    rows = [Criterion(**r._mapping) for r in await tx.execute(query.limit(page.limit + 1))]
    return cut(rows, page, lambda row: (row.code,))


async def check_citable(tx: Session, codes: Sequence[str], *, on: date) -> None:
    """Raise `CriterionUnknown` or `CriterionNotInForce` unless a finding of that day may cite each."""
    if not codes:
        return
    known = await all_standards(tx)
    query = select(criteria.c.code, criteria.c.standard).where(criteria.c.code.in_(codes))
    standard_of = {row.code: row.standard for row in await tx.execute(query)}
    for place, code in enumerate(codes):
        field = f"/criteria/{place}"
        found = [s for s in known if s.code == standard_of.get(code) or s.has_clause(code)]
        if not found:
            raise CriterionUnknown(field=field, criterion=code)
        if not found[0].offered(on):
            raise CriterionNotInForce(
                field=field,
                criterion=code,
                on=on.isoformat(),
                standard=found[0].number,
                ended=found[0].effective_to or "—",
            )


def _standard(row: object) -> Standard:
    fields = dict(row)  # type: ignore[call-overload]
    return Standard(**fields | {"clause_chapters": tuple(fields["clause_chapters"])})
