"""One-matter chains."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chassis.db import Session
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hazard_registry.domain.matter import Link, Matter
from hazard_registry.domain.refusals import (
    ChangedMeanwhile,
    MatterExists,
    MatterUnknown,
    NotFound,
)
from hazard_registry.tables import matter_links, matters


async def get(tx: Session, code: str) -> Matter:
    """Raise `NotFound` if there is no such matter."""
    found = await _with_links(tx, list(await tx.execute(_one(code))))
    if not found:
        raise NotFound()
    return found[0]


async def active(tx: Session, code: str, *, field: str = "/matter") -> Matter:
    """Raise `MatterUnknown` unless hazards may name it."""
    found = await _with_links(tx, list(await tx.execute(_one(code))))
    if not found or not found[0].active:
        raise MatterUnknown(field=field, matter=code)
    return found[0]


async def page_of(
    tx: Session, *, sector: str | None, lead: str | None, on: bool | None, page: PageRequest
) -> Slice:
    """List matters by their codes."""
    query = select(matters)
    for column, wanted in ((matters.c.sector, sector), (matters.c.lead, lead)):
        if wanted is not None:
            query = query.where(column == wanted)
    if on is not None:
        query = query.where(matters.c.active == on)
    if page.after:
        query = query.where(matters.c.code > page.after[0])
    rows = await tx.execute(query.order_by(matters.c.code).limit(page.limit + 1))
    return cut(await _with_links(tx, list(rows)), page, lambda matter: (matter.code,))


async def of_sectors(tx: Session, sectors: Sequence[str]) -> dict[str, list[str]]:
    """For each of these sectors, the codes of its active matters."""
    query = select(matters.c.sector, matters.c.code).where(
        matters.c.sector.in_(sectors), matters.c.active
    )
    found: dict[str, list[str]] = {sector: [] for sector in sectors}
    for row in await tx.execute(query.order_by(matters.c.code)):
        found[row.sector].append(row.code)
    return found


async def add(tx: Session, matter: Matter) -> None:
    """Raise `MatterExists` if the code is taken."""
    new = upsert(matters).values(_row(matter)).on_conflict_do_nothing().returning(matters.c.code)
    if (await tx.execute(new)).first() is None:
        raise MatterExists(field="/code", matter=matter.code)
    await _write_links(tx, matter)


async def save(tx: Session, matter: Matter) -> None:
    """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
    same = (matters.c.code == matter.code) & (matters.c.version == matter.version - 1)
    change = update(matters).where(same).values(_row(matter)).returning(matters.c.code)
    if (await tx.execute(change)).first() is None:
        raise ChangedMeanwhile(version=matter.version)
    await tx.execute(delete(matter_links).where(matter_links.c.matter == matter.code))
    await _write_links(tx, matter)


def _one(code: str) -> Any:
    return select(matters).where(matters.c.code == code)


def _row(matter: Matter) -> dict[str, Any]:
    return {name: value for name, value in asdict(matter).items() if name != "links"}


async def _write_links(tx: Session, matter: Matter) -> None:
    rows = [
        {"matter": matter.code, "place": place} | asdict(link)
        for place, link in enumerate(matter.links)
    ]
    if rows:
        await tx.execute(insert(matter_links), rows)


async def _with_links(tx: Session, rows: Sequence[Any]) -> list[Matter]:
    codes = [row.code for row in rows]
    query = select(matter_links).where(matter_links.c.matter.in_(codes))
    links: dict[str, list[Link]] = {code: [] for code in codes}
    for row in await tx.execute(query.order_by(matter_links.c.matter, matter_links.c.place)):
        links[row.matter].append(Link(code=row.code, name=row.name, department=row.department))
    return [Matter(**row._mapping, links=tuple(links[row.code])) for row in rows]
