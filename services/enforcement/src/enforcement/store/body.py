"""Bodies, officers, matters, competence."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from chassis.db import Session
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from enforcement.domain.body import Body, Officer
from enforcement.domain.competence import Competence, Matter, competence_on
from enforcement.domain.refusals import (
    AlreadyThere,
    NotFound,
    UnknownBody,
    UnknownMatter,
    UnknownOfficer,
)
from enforcement.store.records import Records
from enforcement.tables import bodies, competences, matters, officers

body_records = Records(Body, bodies)
officer_records = Records(Officer, officers)
matter_records = Records(Matter, matters)
competence_records = Records(Competence, competences)


async def add_body(tx: Session, body: Body) -> None:
    """Raise `AlreadyThere`."""
    if await body_records.find(tx, body.code) is not None:
        raise AlreadyThere(what=body.code, field="/code")
    await body_records.add(tx, body)


async def body_of(tx: Session, code: str, *, field: str = "/body") -> Body:
    """Raise `UnknownBody`, naming the field that asked for it."""
    found = await body_records.find(tx, code)
    if found is None:
        raise UnknownBody(body=code, field=field)
    return found


async def all_bodies(tx: Session) -> Sequence[Body]:
    rows = await tx.execute(select(*body_records.columns).order_by(bodies.c.area, bodies.c.code))
    return [body_records.entity(row) for row in rows]


async def add_officer(tx: Session, officer: Officer) -> None:
    """Raise `AlreadyThere` if the certificate or the account is known."""
    try:
        async with tx.begin_nested():
            await officer_records.add(tx, officer)
    except IntegrityError as error:
        raise AlreadyThere(what=officer.certificate_number, field="/certificate_number") from error


async def save_officer(tx: Session, officer: Officer) -> None:
    """Raise `AlreadyThere` or `ChangedMeanwhile`."""
    try:
        async with tx.begin_nested():
            await officer_records.save(tx, officer)
    except IntegrityError as error:
        raise AlreadyThere(what=officer.certificate_number, field="/certificate_number") from error


async def officers_of(
    tx: Session,
    *,
    body: str | None = None,
    certified_on: date | None = None,
    limit: int,
    after: tuple[str, str] | None = None,
) -> Sequence[Officer]:
    """List officers by certificate number."""
    query = select(*officer_records.columns)
    if body:
        query = query.where(officers.c.body == body)
    if certified_on:
        query = query.where(
            officers.c.valid_from <= certified_on, officers.c.valid_to >= certified_on
        )
    if after:
        query = query.where(officers.c.certificate_number > after[0])
    rows = await tx.execute(query.order_by(officers.c.certificate_number).limit(limit))
    return [officer_records.entity(row) for row in rows]


async def officers_by_id(tx: Session, ids: Iterable[UUID], *, field: str) -> Sequence[Officer]:
    """Raise `UnknownOfficer`, about the field that names them, unless all of them are known."""
    wanted = list(dict.fromkeys(ids))
    rows = await tx.execute(
        select(*officer_records.columns).where(officers.c.id.in_(wanted)).order_by(officers.c.id)
    )
    found = [officer_records.entity(row) for row in rows]
    if len(found) != len(wanted):
        raise UnknownOfficer(field=field)
    return found


async def all_matters(tx: Session) -> Sequence[Matter]:
    rows = await tx.execute(select(*matter_records.columns).order_by(matters.c.code))
    return [matter_records.entity(row) for row in rows]


async def matter_of(tx: Session, code: str) -> Matter:
    """Raise `UnknownMatter`."""
    found = await matter_records.find(tx, code)
    if found is None:
        raise UnknownMatter(matter=code, field="/matter")
    return found


async def entries(
    tx: Session,
    *,
    matter: str | None = None,
    body: str | None = None,
    on: date | None = None,
) -> Sequence[Competence]:
    """List the competence table, whole or as it was in force on a day."""
    query = select(*competence_records.columns)
    if matter:
        query = query.where(competences.c.matter == matter)
    if body:
        query = query.where(competences.c.body == body)
    if on:
        open_end = competences.c.effective_to.is_(None) | (competences.c.effective_to > on)
        query = query.where(competences.c.effective_from <= on, open_end)
    order = (competences.c.matter, competences.c.body, competences.c.effective_from)
    rows = await tx.execute(query.order_by(*order, competences.c.entered_at))
    return [competence_records.entity(row) for row in rows]


async def competence(tx: Session, *, matter: str, body: str, on: date) -> Competence:
    """Say what a body may do in a matter on a day. Raise `UnknownMatter` or `UnknownBody`."""
    known = await entries(tx, matter=matter, body=body, on=on)
    return competence_on(
        known, matter=await matter_of(tx, matter), body=await body_of(tx, body), on=on
    )


async def save_confirmed(tx: Session, entry: Competence) -> None:
    """Raise `NotFound`."""
    change = (
        update(competences)
        .where(competences.c.id == entry.id)
        .values(confirmed_by=entry.confirmed_by, confirmed_at=entry.confirmed_at)
        .returning(competences.c.id)
    )
    if (await tx.execute(change)).first() is None:
        raise NotFound
