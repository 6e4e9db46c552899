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
from training_records.domain.refusals import ChangedMeanwhile, NotFound, PersonExists
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
    entry = postgresql.insert(person).values(_row(someone))
    entry = entry.on_conflict_do_nothing(index_elements=["identity_digest"])
    if (await tx.execute(entry.returning(person.c.id))).first() is None:
        raise PersonExists(field="/identity_number")


async def save(tx: Session, someone: Person) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    unchanged = (person.c.id == someone.id) & (person.c.version == someone.version - 1)
    change = update(person).where(unchanged).values(_row(someone)).returning(person.c.id)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile


async def get(tx: Session, person_id: UUID, *, sight: Sight) -> Person:
    """Raise `NotFound` if there is no such file in sight."""
    query = select(person).where(person.c.id == person_id, visible(sight))
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


def visible(sight: Sight) -> ColumnElement[bool]:
    """A file is reached through any unit its person works or worked at, and by himself."""
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
        .where(employment.c.person_id == person.c.id, reached)
        .correlate(person)
    )
    return or_(through_work, narrow(sight, person=person.c.account_id))


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
        still = employment.c.to_on.is_(None) | (employment.c.to_on >= wanted.employed_on)
        conditions += [employment.c.from_on <= wanted.employed_on, still]
    works = employment.join(known_unit, known_unit.c.unit_id == employment.c.unit_id)
    return exists(select(employment.c.id).select_from(works).where(*conditions).correlate(person))


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
