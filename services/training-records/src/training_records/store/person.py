"""Load and save people's files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest
from chassis.sight import Sight
from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects import postgresql

from training_records.domain.employment import Kind
from training_records.domain.person import Person
from training_records.domain.refusals import AccountTaken, ChangedMeanwhile, NotFound, PersonExists
from training_records.domain.sealed import Sealed
from training_records.store.rows import flat, folded
from training_records.tables import employment, known_unit, person


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Whose files are listed. `digest` is the keyed digest of an identity number."""

    unit_id: UUID | None = None
    area: str | None = None
    kind: Kind | None = None
    employed_on: date | None = None
    name: str | None = None
    digest: bytes | None = None


async def add(tx: Session, someone: Person) -> None:
    """Raise `PersonExists` if there is a file with this identity number."""
    await _check_account(tx, someone)
    entry = postgresql.insert(person).values(_row(someone))
    entry = entry.on_conflict_do_nothing(index_elements=["identity_digest"])
    if (await tx.execute(entry.returning(person.c.id))).first() is None:
        raise PersonExists(field="/identity_number")


async def save(tx: Session, someone: Person) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    await _check_account(tx, someone)
    unchanged = (person.c.id == someone.id) & (person.c.version == someone.version - 1)
    change = update(person).where(unchanged).values(_row(someone)).returning(person.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def get(tx: Session, person_id: UUID, *, sight: Sight, kept_on: date | None = None) -> Person:
    """Raise `NotFound` if there is no such file in sight.

    With `kept_on`, a unit reaches it only while the person works there: it still reads the files of
    those who left, and changes them no more.
    """
    reached = visible(sight) if kept_on is None else _kept(sight, kept_on)
    query = select(person).where(person.c.id == person_id, reached)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return to_person(row._mapping)


async def by_digest(tx: Session, digest: bytes) -> Person | None:
    """Find a file by the keyed digest of the identity number, whoever asks."""
    row = (await tx.execute(select(person).where(person.c.identity_digest == digest))).one_or_none()
    return to_person(row._mapping) if row else None


async def page(
    tx: Session, *, sight: Sight, request: PageRequest, wanted: Filter
) -> Sequence[Person]:
    """List files in sight, by id: the newest last. Fetches one row too many."""
    conditions = [visible(sight)]
    if wanted.unit_id or wanted.area or wanted.kind or wanted.employed_on:
        conditions.append(_works(wanted))
    if wanted.name is not None:
        conditions.append(person.c.name.startswith(wanted.name, autoescape=True))
    if wanted.digest is not None:
        conditions.append(person.c.identity_digest == wanted.digest)
    if request.after:
        conditions.append(person.c.id > UUID(str(request.after[0])))
    query = select(person).where(*conditions).order_by(person.c.id).limit(request.limit + 1)
    return [to_person(row._mapping) for row in await tx.execute(query)]


async def is_empty(tx: Session) -> bool:
    return not await tx.scalar(select(exists(select(person.c.id))))


def visible(sight: Sight, *, on: date | None = None) -> ColumnElement[bool]:
    """A file is reached by its person, and through any unit he works or worked at.

    With `on`, only through one he works at on that day.
    """
    works = employment.join(known_unit, known_unit.c.unit_id == employment.c.unit_id)
    reached = narrow(
        sight,
        area=known_unit.c.area,
        department=known_unit.c.department,
        unit=employment.c.unit_id,
        person=person.c.account_id,
    )
    through_work = exists(
        select(employment.c.id)
        .select_from(works)
        .where(employment.c.person_id == person.c.id, reached, *([_running(on)] if on else ()))
        .correlate(person)
    )
    return or_(through_work, narrow(sight, person=person.c.account_id))


def _kept(sight: Sight, on: date) -> ColumnElement[bool]:
    units = tuple(reach for reach in sight.reaches if reach.unit is not None)
    others = tuple(reach for reach in sight.reaches if reach.unit is None)
    return or_(visible(Sight(others)), visible(Sight(units), on=on))


def _running(on: date) -> ColumnElement[bool]:
    still = employment.c.to_on.is_(None) | (employment.c.to_on >= on)
    return (employment.c.from_on <= on) & still


def to_person(row: Mapping[Any, Any]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        identity=_surely(folded("identity", row)),
        phone=folded("phone", row),
        account_id=row["account_id"],
        registered_on=row["registered_on"],
        version=row["version"],
    )


def _works(wanted: Filter) -> ColumnElement[bool]:
    conditions = [employment.c.person_id == person.c.id]
    if wanted.unit_id:
        conditions.append(employment.c.unit_id == wanted.unit_id)
    if wanted.area:
        conditions.append(known_unit.c.area.startswith(wanted.area, autoescape=True))
    if wanted.kind:
        conditions.append(employment.c.kind == wanted.kind.value)
    if wanted.employed_on:
        conditions.append(_running(wanted.employed_on))
    works = employment.join(known_unit, known_unit.c.unit_id == employment.c.unit_id)
    return exists(select(employment.c.id).select_from(works).where(*conditions).correlate(person))


async def _check_account(tx: Session, someone: Person) -> None:
    """Raise `AccountTaken` if the account signs in somebody else."""
    if someone.account_id is None:
        return
    other = (person.c.account_id == someone.account_id) & (person.c.id != someone.id)
    if await tx.scalar(select(exists(select(person.c.id).where(other)))):
        raise AccountTaken(field="/account_id")


def _row(someone: Person) -> dict[str, Any]:
    return {
        "id": someone.id,
        "name": someone.name,
        **flat("identity", someone.identity),
        **flat("phone", someone.phone),
        "account_id": someone.account_id,
        "registered_on": someone.registered_on,
        "version": someone.version,
    }


def _surely(sealed: Sealed | None) -> Sealed:
    if sealed is None:
        raise LookupError("A column that is never null is null.")
    return sealed


async def in_sight(tx: Session, person_ids: Collection[UUID], *, sight: Sight) -> frozenset[UUID]:
    """Pick the files in sight."""
    query = select(person.c.id).where(person.c.id.in_(person_ids), visible(sight))
    return frozenset(await tx.scalars(query)) if person_ids else frozenset()
