"""Posts that need a certificate, and whether their holders have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, true

from training_records.domain.law import Law
from training_records.domain.regime import Need, Regime
from training_records.domain.standing import GOOD, Status
from training_records.store.employment import running, visible
from training_records.store.standing import StandingSql
from training_records.tables import certificate, employment, employment_need, known_unit, person

_BEST_FIRST = ("valid", "renew_due", "review_due", "unverified", "expired", "revoked", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One need of one employment. Without a certificate its status is None."""

    employment_id: UUID
    person_id: UUID
    name: str
    unit_id: UUID
    unit_name: str
    area: str
    post: str
    need: Need
    certificate_id: UUID | None
    status: Status | None

    @property
    def covered(self) -> bool:
        return self.status in GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which needs are listed."""

    as_of: date
    area: str | None = None
    unit_id: UUID | None = None
    regime: str | None = None
    covered: bool | None = None
    status: str | None = None


async def page(
    tx: Session, *, sight: Sight, request: PageRequest, law: Law, wanted: Filter
) -> Sequence[Covered]:
    """List needs of running employments, by employment and item. Fetches one row too many."""
    needs = _needs(sight, law, wanted).subquery()
    key = func.row(needs.c.employment_id, needs.c.regime, needs.c.item)
    query = select(needs).where(*_outcome(needs.c, wanted))
    if request.after:
        employment_id, regime, item = request.after
        query = query.where(key > func.row(UUID(str(employment_id)), str(regime), str(item)))
    query = query.order_by(needs.c.employment_id, needs.c.regime, needs.c.item)
    rows = await tx.execute(query.limit(request.limit + 1))
    return [_covered(row._mapping) for row in rows]


async def share(tx: Session, *, sight: Sight, law: Law, wanted: Filter) -> tuple[int, int]:
    """Count the needs that are met, and all of them."""
    needs = _needs(sight, law, wanted).subquery()
    met = func.count().filter(needs.c.status.in_([status.value for status in GOOD]))
    row = (await tx.execute(select(met, func.count()).select_from(needs))).one()
    return int(row[0]), int(row[1])


async def count(tx: Session, *, sight: Sight, law: Law, wanted: Filter) -> int:
    needs = _needs(sight, law, wanted).subquery()
    query = select(func.count()).select_from(needs).where(*_outcome(needs.c, wanted))
    return int(await tx.scalar(query) or 0)


def _needs(sight: Sight, law: Law, wanted: Filter) -> Select[Any]:
    sql = StandingSql(law, wanted.as_of)
    rank = case({status: n for n, status in enumerate(_BEST_FIRST)}, value=sql.status)
    best = (
        select(certificate.c.id.label("certificate_id"), sql.status.label("status"))
        .where(
            certificate.c.person_id == employment.c.person_id,
            certificate.c.regime == employment_need.c.regime,
            certificate.c.item == employment_need.c.item,
            sql.begun,
        )
        .order_by(rank, certificate.c.valid_to.desc())
        .limit(1)
        .correlate(employment, employment_need)
        .lateral("best")
    )
    return (
        select(
            employment.c.id.label("employment_id"),
            employment.c.person_id,
            person.c.name,
            employment.c.unit_id,
            known_unit.c.name.label("unit_name"),
            known_unit.c.area,
            employment.c.post,
            employment_need.c.regime,
            employment_need.c.item,
            best.c.certificate_id,
            best.c.status,
        )
        .select_from(
            employment_need.join(employment, employment.c.id == employment_need.c.employment_id)
            .join(known_unit, known_unit.c.unit_id == employment.c.unit_id)
            .join(person, person.c.id == employment.c.person_id)
            .outerjoin(best, true())
        )
        .where(visible(sight), running(wanted.as_of), *_where(wanted))
    )


def _where(wanted: Filter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.area:
        found.append(known_unit.c.area.startswith(wanted.area, autoescape=True))
    if wanted.unit_id:
        found.append(employment.c.unit_id == wanted.unit_id)
    if wanted.regime:
        found.append(employment_need.c.regime == wanted.regime)
    return found


def _outcome(columns: Any, wanted: Filter) -> list[ColumnElement[bool]]:
    good = and_(columns.status.is_not(None), columns.status.in_([s.value for s in GOOD]))
    found: list[ColumnElement[bool]] = []
    if wanted.covered is not None:
        found.append(good if wanted.covered else or_(columns.status.is_(None), ~good))
    if wanted.status is not None:
        found.append(columns.status == literal(wanted.status))
    return found


def _covered(row: Any) -> Covered:
    fields = {name: row[name] for name in row if name not in {"regime", "item", "status"}}
    status = Status(row["status"]) if row["status"] else None
    return Covered(need=Need(Regime(row["regime"]), row["item"]), status=status, **fields)
