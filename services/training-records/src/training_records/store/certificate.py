"""Load and save certificates and the terms they have had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import Sight
from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from training_records.domain.certificate import (
    CancellationGround,
    Certificate,
    Method,
    ReviewResult,
    RevocationGround,
)
from training_records.domain.law import Law
from training_records.domain.person import Person
from training_records.domain.refusals import CertificateExists, ChangedMeanwhile, NotFound
from training_records.domain.regime import Regime
from training_records.store.employment import running
from training_records.store.person import to_person, visible
from training_records.store.rows import flat, folded
from training_records.store.standing import StandingSql
from training_records.tables import certificate, certificate_term, employment, known_unit, person

_ENUMS = {
    "regime": Regime,
    "review_result": ReviewResult,
    "revocation_ground": RevocationGround,
    "cancellation_ground": CancellationGround,
    "verification_method": Method,
}
_PLAIN = [field.name for field in fields(Certificate) if field.name != "number"]
_HELD = certificate.join(person, person.c.id == certificate.c.person_id)


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate and who holds it."""

    certificate: Certificate
    holder: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which certificates are listed. `as_of` is the day whose standing counts."""

    as_of: date
    status: str | None = None
    regime: str | None = None
    item: str | None = None
    person_id: UUID | None = None
    unit_id: UUID | None = None
    area: str | None = None


async def add(tx: Session, held: Certificate) -> None:
    """Raise `CertificateExists` if one with this number and item stands."""
    entry = insert(certificate).values(_row(held)).on_conflict_do_nothing()
    if (await tx.execute(entry.returning(certificate.c.id))).first() is None:
        raise CertificateExists(field="/number")
    await keep_term(tx, held)


async def save(tx: Session, held: Certificate) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (certificate.c.id == held.id) & (certificate.c.version == held.version - 1)
    change = update(certificate).where(unchanged).values(_row(held)).returning(certificate.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def keep_term(tx: Session, held: Certificate) -> None:
    """Remember the present term beside those before it."""
    term = {"valid_to": held.valid_to, "review_due_on": held.review_due_on}
    row = {"certificate_id": held.id, "valid_from": held.valid_from, **term}
    entry = insert(certificate_term).values(row)
    await tx.execute(
        entry.on_conflict_do_update(index_elements=["certificate_id", "valid_from"], set_=term)
    )


async def replace_terms(tx: Session, held: Certificate) -> None:
    """Forget the terms before: they were never printed anywhere."""
    mine = certificate_term.c.certificate_id == held.id
    await tx.execute(delete(certificate_term).where(mine))
    await keep_term(tx, held)


async def get(tx: Session, certificate_id: UUID, *, sight: Sight) -> Held:
    """Raise `NotFound` if there is no such certificate in sight."""
    wanted = (certificate.c.id == certificate_id) & visible(sight)
    row = (await tx.execute(_select().where(wanted))).one_or_none()
    if row is None:
        raise NotFound
    return _held(row._mapping)


async def standing_by_number(
    tx: Session, *, regime: Regime, item: str, digest: bytes
) -> Certificate | None:
    """Find the one with this number and item that was not withdrawn, and keep it locked."""
    query = (
        select(certificate)
        .where(
            certificate.c.regime == regime.value,
            certificate.c.number_digest == digest,
            certificate.c.item == item,
            certificate.c.revoked_on.is_(None),
            certificate.c.cancelled_on.is_(None),
        )
        .with_for_update()
    )
    row = (await tx.execute(query)).one_or_none()
    return to_certificate(row._mapping) if row else None


async def withdrawn_known(tx: Session, *, item: str, digest: bytes, valid_to: date | None) -> bool:
    """Whether the certificate with this number, item and end is on record as withdrawn."""
    c = certificate.c
    found = exists().where(
        c.number_digest == digest,
        c.item == item,
        c.valid_to == valid_to,
        or_(c.revoked_on.is_not(None), c.cancelled_on.is_not(None)),
    )
    return bool(await tx.scalar(select(found)))


async def page(
    tx: Session, *, sight: Sight, request: PageRequest, law: Law, wanted: Filter
) -> Sequence[Held]:
    """List certificates in sight, those that end first before others. Fetches one row too many."""
    conditions = [visible(sight), *_conditions(wanted, law)]
    if request.after:
        valid_to, last = request.after
        after = (date.fromisoformat(str(valid_to)), UUID(str(last)))
        conditions.append(_key() > func.row(*after))
    query = _select().where(*conditions).order_by(certificate.c.valid_to, certificate.c.id)
    return [_held(row._mapping) for row in await tx.execute(query.limit(request.limit + 1))]


async def terms(tx: Session, certificate_id: UUID) -> Sequence[tuple[date, date, date | None]]:
    """List the terms a certificate has had, newest first."""
    t = certificate_term.c
    query = select(t.valid_from, t.valid_to, t.review_due_on).where(
        t.certificate_id == certificate_id
    )
    rows = await tx.execute(query.order_by(t.valid_from.desc()))
    return [(row.valid_from, row.valid_to, row.review_due_on) for row in rows]


async def shows(tx: Session, attachment_id: UUID, *, sight: Sight) -> bool:
    """Whether a certificate in sight was verified with this screenshot."""
    wanted = (certificate.c.verification_attachment == attachment_id) & visible(sight)
    return bool(
        await tx.scalar(select(exists(select(certificate.c.id).select_from(_HELD).where(wanted))))
    )


def to_certificate(row: Mapping[Any, Any]) -> Certificate:
    plain = {name: row[name] for name in _PLAIN}
    for name, kind in _ENUMS.items():
        plain[name] = kind(plain[name]) if plain[name] is not None else None
    number = folded("number", row)
    return Certificate(number=number, **plain)  # type: ignore[arg-type]


def _conditions(wanted: Filter, law: Law) -> list[ColumnElement[bool]]:
    sql = StandingSql(law, wanted.as_of)
    c = certificate.c
    found: list[ColumnElement[bool]] = [sql.begun]
    pairs = ((c.regime, wanted.regime), (c.item, wanted.item), (c.person_id, wanted.person_id))
    found += [column == value for column, value in pairs if value is not None]
    if wanted.status is not None:
        found.append(sql.status == wanted.status)
    if wanted.unit_id or wanted.area:
        found.append(_works(wanted))
    return found


def _works(wanted: Filter) -> ColumnElement[bool]:
    """Its holder works at such a unit on the day."""
    conditions = [employment.c.person_id == certificate.c.person_id, running(wanted.as_of)]
    if wanted.unit_id:
        conditions.append(employment.c.unit_id == wanted.unit_id)
    if wanted.area:
        conditions.append(known_unit.c.area.startswith(wanted.area, autoescape=True))
    works = employment.join(known_unit, known_unit.c.unit_id == employment.c.unit_id)
    return exists(
        select(employment.c.id).select_from(works).where(*conditions).correlate(certificate)
    )


def _select() -> Any:
    holder = [column.label(f"holder_{column.name}") for column in person.c]
    return select(certificate, *holder).select_from(_HELD)


def _held(row: Mapping[Any, Any]) -> Held:
    holder = {column.name: row[f"holder_{column.name}"] for column in person.c}
    return Held(to_certificate(row), to_person(holder))


def _key() -> ColumnElement[Any]:
    return func.row(certificate.c.valid_to, certificate.c.id)


def _row(held: Certificate) -> dict[str, Any]:
    plain = {name: getattr(held, name) for name in _PLAIN}
    plain |= {name: plain[name].value for name in _ENUMS if plain[name] is not None}
    return {**plain, **flat("number", held.number)}
