"""Load and save hazards; each change writes its share of the figures in the same statement group."""

from dataclasses import fields
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    func,
    null,
    select,
    text,
    update,
)

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Status
from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound
from hazard_registry.domain.statistics import DIMENSIONS, MEASURES, share_of
from hazard_registry.domain.words import bigrams
from hazard_registry.store import counters
from hazard_registry.store.writing import numbered
from hazard_registry.tables import hazards, units

FIELDS = [hazards.c[field.name] for field in fields(Hazard)]
_TUPLES = ("criteria", "rectifiers", "reviewers", "passed_by", "merged_leads")

# A unit learns of a public report only when an inspector has verified it on his own finding.
_unit_shown = case(
    (
        and_(
            hazards.c.channel == Channel.PUBLIC_REPORT,
            hazards.c.status.in_([Status.REPORTED, Status.REJECTED]),
        ),
        null(),
    ),
    else_=hazards.c.unit_id,
)


SEARCHED = ("description", "place", "number", "ledger_number", "finding", "measures")

# Built once: a statement of sixty columns costs more to build than to run.
_NAMES = [field.name for field in fields(Hazard)]
_STORED = [*_NAMES, "words"]
# The row and its share of the figures in one round trip.
_DELTA = [*DIMENSIONS, *MEASURES, "marks", "criteria"]
_ADD = Fixed(f"""
WITH delta AS (
  INSERT INTO hazard_deltas ({", ".join(_DELTA)}) VALUES ({numbered(_DELTA, first=len(_STORED) + 1)}))
INSERT INTO hazards ({", ".join(_STORED)}) VALUES ({numbered(_STORED)})
""")  # noqa: S608 - names of our own columns
_NUMBER = Fixed("""
SELECT nextval('hazard_number') AS number, (
  SELECT letters FROM areas WHERE letters IS NOT NULL AND starts_with($1, code)
  ORDER BY length(code) DESC LIMIT 1) AS letters
FROM generate_series(1, $2)
""")
_GET = select(*FIELDS).where(hazards.c.id == bindparam("this"))
_SAVE = (
    update(hazards)
    .where(hazards.c.id == bindparam("this"), hazards.c.version == bindparam("was"))
    .values({name: bindparam(name) for name in _NAMES if name != "id"})
    .returning(hazards.c.id)
)


class Placed(Protocol):
    """What decides who sees a hazard."""

    @property
    def area(self) -> str: ...

    @property
    def department(self) -> str | None: ...

    @property
    def unit_id(self) -> UUID | None: ...

    @property
    def channel(self) -> Channel: ...

    @property
    def status(self) -> Status: ...

    @property
    def reported_by(self) -> UUID | None: ...


def within(sight: Sight) -> ColumnElement[bool]:
    """The hazards a caller may see: the one visibility rule of lists, details and exports."""
    return narrow(
        sight,
        area=hazards.c.area,
        department=hazards.c.department,
        unit=_unit_shown,
        person=hazards.c.reported_by,
    )


def seen(hazard: Placed, sight: Sight) -> bool:
    """What `within` asks in SQL, asked of a hazard that is loaded."""
    from_public = hazard.channel is Channel.PUBLIC_REPORT
    hidden = from_public and hazard.status in {Status.REPORTED, Status.REJECTED}
    return sight.sees(
        area=hazard.area,
        department=hazard.department,
        unit=None if hidden else hazard.unit_id,
        person=hazard.reported_by,
    )


def of_row(row: Any) -> Hazard:
    """Read a hazard from a row that holds its fields."""
    values = {name: row._mapping[name] for name in _NAMES}
    return Hazard(**values | {name: tuple(values[name]) for name in _TUPLES})


async def number(tx: Session, *, area: str, on: date) -> str:
    """Take the next number, for example LC-2026-000123.

    It comes from a sequence and may leave gaps: a number names a hazard, it counts nothing, and
    numbers without gaps would make all who report wait for one another.
    """
    return (await numbers(tx, 1, area=area, on=on))[0]


async def numbers(tx: Session, many: int, *, area: str, on: date) -> list[str]:
    """Take as many numbers at once. They begin with the letters of the nearest area that has any."""
    rows = await _NUMBER.read(tx, area, many)
    return [f"{row['letters'] or 'YH'}-{on.year}-{row['number']:06d}" for row in rows]


async def add(tx: Session, hazard: Hazard, *, unit_name: str | None = None) -> None:
    await _ADD.write(tx, *_row(hazard, unit_name))


def _row(hazard: Hazard, unit_name: str | None) -> list[Any]:
    values = _values(hazard) | _words(hazard, unit_name)
    share = share_of(hazard)
    return [values[name] for name in _STORED] + [getattr(share, name) for name in _DELTA]


async def get(tx: Session, hazard_id: UUID, *, sight: Sight) -> Hazard:
    """Raise `NotFound` if there is no such hazard within the caller's sight."""
    row = (await tx.execute(_GET, {"this": hazard_id})).one_or_none()
    hazard = of_row(row) if row else None
    if hazard is None or not seen(hazard, sight):
        raise NotFound()
    return hazard


async def sees(tx: Session, hazard_id: UUID, *, sight: Sight) -> bool:
    """Whether the hazard is within the caller's sight."""
    query = select(hazards.c.id).where(hazards.c.id == hazard_id, within(sight))
    return (await tx.scalar(query)) is not None


async def save(tx: Session, hazard: Hazard, *, before: Hazard) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    row = _values(hazard) | {"this": hazard.id, "was": before.version}
    if (await tx.execute(_SAVE, row)).first() is None:
        raise ChangedMeanwhile(version=hazard.version)
    if _searched(hazard) != _searched(before):
        name = await tx.scalar(select(units.c.name).where(units.c.id == hazard.unit_id))
        await reword(tx, hazard, unit_name=name)
    await counters.change(tx, before=before, after=hazard)


async def reword(tx: Session, hazard: Hazard, *, unit_name: str | None) -> None:
    """Let it be found by what it says now."""
    change = update(hazards).where(hazards.c.id == hazard.id)
    await tx.execute(change.values(_words(hazard, unit_name)))


async def has_duplicates(tx: Session, hazard_id: UUID) -> bool:
    query = select(hazards.c.id).where(hazards.c.merged_into == hazard_id).limit(1)
    return (await tx.scalar(query)) is not None


async def by_lead(tx: Session, lead_id: UUID) -> Hazard | None:
    row = (await tx.execute(select(*FIELDS).where(hazards.c.lead_id == lead_id))).one_or_none()
    return of_row(row) if row else None


async def by_source(tx: Session, source_id: UUID) -> Hazard | None:
    """Find the newest hazard that came from this thing."""
    query = select(*FIELDS).where(hazards.c.source_id == source_id).order_by(hazards.c.id.desc())
    row = (await tx.execute(query.limit(1))).one_or_none()
    return of_row(row) if row else None


async def late(tx: Session, *, on: date, limit: int) -> list[Hazard]:
    """Lock open hazards whose due date passed and that nobody marked yet."""
    query = (
        select(*FIELDS)
        .where(
            hazards.c.status.in_(["verified", "planned", "rectifying", "awaiting_review"]),
            hazards.c.overdue_on.is_(None),
            hazards.c.merged_into.is_(None),
            hazards.c.due_on < on,
            ~and_(
                hazards.c.status == Status.AWAITING_REVIEW,
                hazards.c.submitted_on <= hazards.c.due_on,
            ),
        )
        .order_by(hazards.c.due_on)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [of_row(row) for row in await tx.execute(query)]


async def import_alone(tx: Session, *, wait: bool = False) -> bool:
    """Whether this transaction may import: two at once would not see one another's rows."""
    lock = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    got = await tx.scalar(text(f"SELECT {lock}(hashtext('hazard_registry.ledger'))"))
    return wait or bool(got)


async def known_keys(tx: Session, keys: list[str], numbers: list[str]) -> set[str]:
    """Say which ledger keys and which numbers of ours are in the registry already."""
    columns = func.coalesce(hazards.c.ledger_key, "")
    query = select(columns, hazards.c.number).where(
        hazards.c.ledger_key.in_(keys) | hazards.c.number.in_(numbers)
    )
    return {value for row in await tx.execute(query) for value in row}


def _values(hazard: Hazard) -> dict[str, Any]:
    values = {name: getattr(hazard, name) for name in _NAMES}
    return values | {name: list(values[name]) for name in _TUPLES}


def _searched(hazard: Hazard) -> tuple[str | None, ...]:
    """The texts people search by; what a hazard's unit is called comes to them."""
    return tuple(getattr(hazard, name) for name in SEARCHED)


def _words(hazard: Hazard, unit_name: str | None) -> dict[str, list[str]]:
    return {"words": bigrams(*_searched(hazard), unit_name)}
