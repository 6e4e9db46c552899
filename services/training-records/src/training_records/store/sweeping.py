"""Find what the clock has brought about, and note that it was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Session
from sqlalchemy import ColumnElement, Select, exists, literal, select
from sqlalchemy.dialects.postgresql import insert

from training_records.domain.law import Law
from training_records.domain.regime import Regime
from training_records.domain.standing import GOOD, Status
from training_records.store.employment import running
from training_records.store.standing import StandingSql
from training_records.tables import (
    certificate,
    employment,
    employment_need,
    known_unit,
    told_expiring,
    told_lapsed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A certificate that ran out while its holder works at a post that needs it."""

    certificate_id: UUID
    person_id: UUID
    regime: Regime
    unit_id: UUID
    area: str
    lapsed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A certificate whose window for review or renewal is open."""

    certificate_id: UUID
    person_id: UUID
    regime: Regime
    due_on: date


async def note_lapses(
    tx: Session, *, on: date, law: Law, at: datetime, limit: int
) -> Sequence[Lapse]:
    """Note new lapses as told, and return them. What another run notes first is not returned.

    A holder who has another good certificate for the same item lacks nothing.
    """
    found = _untold_lapses(law, on, at).limit(limit)
    columns = ["certificate_id", "unit_id", "lapsed_on", "told_at"]
    noted = insert(told_lapsed).from_select(columns, found).on_conflict_do_nothing()
    new = (await tx.execute(noted.returning(*[told_lapsed.c[name] for name in columns[:3]]))).all()
    areas, holders = await _about(tx, [row.unit_id for row in new], [r.certificate_id for r in new])
    return [
        Lapse(
            certificate_id=row.certificate_id,
            person_id=holders[row.certificate_id][0],
            regime=holders[row.certificate_id][1],
            unit_id=row.unit_id,
            area=areas[row.unit_id],
            lapsed_on=row.lapsed_on,
        )
        for row in new
    ]


def _untold_lapses(law: Law, on: date, at: datetime) -> Select[tuple[UUID, UUID, date, datetime]]:
    sql = StandingSql(law, on)
    c, e = certificate.c, employment.c
    lapsed_on = (sql.ended_on + 1).label("lapsed_on")
    told = exists().where(
        told_lapsed.c.certificate_id == c.id,
        told_lapsed.c.unit_id == e.unit_id,
        told_lapsed.c.lapsed_on == sql.ended_on + 1,
    )
    return (
        select(c.id, e.unit_id, lapsed_on, literal(at))
        .select_from(
            certificate.join(employment, e.person_id == c.person_id).join(
                employment_need,
                (employment_need.c.employment_id == e.id)
                & (employment_need.c.regime == c.regime)
                & (employment_need.c.item == c.item),
            )
        )
        .where(sql.phase == Status.EXPIRED.value, running(on), ~told, ~_has_another(law, on))
        .distinct()
    )


async def note_expiries(
    tx: Session, *, on: date, law: Law, at: datetime, limit: int
) -> Sequence[Expiry]:
    """Note newly opened windows as told, and return them."""
    sql = StandingSql(law, on)
    c = certificate.c
    open_ = [Status.REVIEW_DUE.value, Status.RENEW_DUE.value]
    told = exists().where(
        told_expiring.c.certificate_id == c.id,
        told_expiring.c.action == sql.phase,
        told_expiring.c.due_on == sql.due_on,
    )
    found = (
        select(c.id, sql.phase, sql.due_on, literal(at))
        .where(sql.phase.in_(open_), sql.due_on >= on, sql.begun, ~told)
        .limit(limit)
    )
    columns = ["certificate_id", "action", "due_on", "told_at"]
    noted = insert(told_expiring).from_select(columns, found).on_conflict_do_nothing()
    returned = noted.returning(told_expiring.c.certificate_id, told_expiring.c.due_on)
    new = (await tx.execute(returned)).all()
    _, holders = await _about(tx, [], [row.certificate_id for row in new])
    return [
        Expiry(
            certificate_id=row.certificate_id,
            person_id=holders[row.certificate_id][0],
            regime=holders[row.certificate_id][1],
            due_on=row.due_on,
        )
        for row in new
    ]


def _has_another(law: Law, on: date) -> ColumnElement[bool]:
    other = certificate.alias("other")
    sql = StandingSql(law, on, other)
    return exists().where(
        other.c.person_id == certificate.c.person_id,
        other.c.regime == certificate.c.regime,
        other.c.item == certificate.c.item,
        other.c.id != certificate.c.id,
        sql.begun,
        sql.phase.in_([status.value for status in GOOD]),
    )


async def _about(
    tx: Session, units: Sequence[UUID], certificates: Sequence[UUID]
) -> tuple[dict[UUID, str], dict[UUID, tuple[UUID, Regime]]]:
    of_units = select(known_unit.c.unit_id, known_unit.c.area).where(
        known_unit.c.unit_id.in_(units)
    )
    c = certificate.c
    of_holders = select(c.id, c.person_id, c.regime).where(c.id.in_(certificates))
    areas = {row.unit_id: row.area for row in await tx.execute(of_units)}
    holders = {row.id: (row.person_id, Regime(row.regime)) for row in await tx.execute(of_holders)}
    return areas, holders
