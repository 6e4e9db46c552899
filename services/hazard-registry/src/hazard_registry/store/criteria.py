"""Judgement standards and their items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Citable:
    """All standards and the items they have, to check many citations."""

    standards: Sequence[Standard]
    standard_of: Mapping[str, str]

    def standard(self, code: str) -> Standard | None:
        """The standard that has such an item, or may be cited by such a clause."""
        named = self.standard_of.get(code)
        fits = (s for s in self.standards if s.code == named or s.has_clause(code))
        return next(fits, None)

    def known(self, code: str) -> bool:
        return self.standard(code) is not None

    def in_force(self, code: str, *, on: date) -> bool:
        """Whether a finding of that day may rest on it."""
        standard = self.standard(code)
        return standard is not None and standard.offered(on)


async def titles(tx: Session, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What items say, in Chinese and English; a clause cited by its number alone is not there."""
    query = select(criteria.c.code, criteria.c.title_zh, criteria.c.title_en)
    rows = await tx.execute(query.where(criteria.c.code.in_(codes)))
    return {row.code: (row.title_zh, row.title_en) for row in rows}


async def citable(tx: Session, codes: Sequence[str] | None = None) -> Citable:
    """Load the standards, and of which of them these items are; of all items without codes."""
    query = select(criteria.c.code, criteria.c.standard)
    if codes is not None:
        query = query.where(criteria.c.code.in_(codes))
    rows = await tx.execute(query)
    return Citable(await all_standards(tx), {row.code: row.standard for row in rows})


async def check_citable(tx: Session, codes: Sequence[str], *, on: date) -> None:
    """Raise `CriterionUnknown` or `CriterionNotInForce` unless a finding of that day may cite each."""
    if not codes:
        return
    known = await citable(tx, codes)
    for place, code in enumerate(codes):
        field = f"/criteria/{place}"
        standard = known.standard(code)
        if standard is None:
            raise CriterionUnknown(field=field, criterion=code)
        if not standard.offered(on):
            raise CriterionNotInForce(
                field=field,
                criterion=code,
                on=on.isoformat(),
                standard=standard.number,
                ended=standard.effective_to or "—",
            )


def _standard(row: object) -> Standard:
    fields = dict(row)  # type: ignore[call-overload]
    return Standard(**fields | {"clause_chapters": tuple(fields["clause_chapters"])})
