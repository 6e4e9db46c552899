"""One-matter chains: enter, change, and what a hazard may name of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from law.rules import basis, in_force

from hazard_registry.domain.matter import Link, Matter
from hazard_registry.domain.refusals import LinkUnknown
from hazard_registry.domain.unit import Sector
from hazard_registry.store import areas, matters
from hazard_registry.use_cases.telling import differences

KEY_SECTORS = "matter.key_sectors"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySector:
    """A sector that the plan names, and the chains it has."""

    sector: str
    matters: tuple[str, ...]

    @property
    def covered(self) -> bool:
        return bool(self.matters)


async def add_matter(
    tx: Session,
    *,
    code: str,
    name: str,
    sector: Sector,
    lead: str,
    links: tuple[Link, ...],
    by: Principal,
    at: datetime,
) -> Matter:
    matter = Matter(code=code, name=name, sector=sector, lead=lead, links=links)
    await _check_departments(tx, matter)
    await matters.add(tx, matter)
    changes = {"name": [None, name], "lead": [None, lead]}
    await record(tx, by=by, at=at, action="add", what="matter", id=code, changes=changes)
    return matter


async def change_matter(
    tx: Session,
    *,
    code: str,
    fields: dict[str, Any],
    why: str | None,
    by: Principal,
    at: datetime,
    expected: int,
) -> Matter:
    """Change a chain as a whole; what named it before keeps naming it."""
    before = await matters.get(tx, code)
    matter = before.change(**fields, expected=expected)
    await _check_departments(tx, matter)
    await matters.save(tx, matter)
    changes = differences(before, matter)
    changes = {
        name: [[link.code for link in value] for value in values] if name == "links" else values
        for name, values in changes.items()
    }
    await record(
        tx, by=by, at=at, action="change", what="matter", id=code, why=why, changes=changes
    )
    return matter


async def named(tx: Session, matter: str | None, link: str | None) -> Matter | None:
    """Raise a refusal unless a hazard may name this matter and this link of it."""
    if matter is None:
        if link is not None:
            raise LinkUnknown(field="/link", link=link, matter="—")
        return None
    found = await matters.active(tx, matter)
    found.check_link(link)
    return found


async def key_sectors(tx: Session, *, on: date) -> tuple[list[KeySector], dict[str, Any]]:
    """The sectors that the plan names, each with its chains, and the rule that names them."""
    rule = await in_force(tx, KEY_SECTORS, on=on)
    chains = await matters.of_sectors(tx, rule.value["sectors"])
    found = [KeySector(sector=sector, matters=tuple(codes)) for sector, codes in chains.items()]
    return found, basis(rule)


async def _check_departments(tx: Session, matter: Matter) -> None:
    await areas.active_department(tx, matter.lead, field="/lead")
    for place, link in enumerate(matter.links):
        await areas.active_department(tx, link.department, field=f"/links/{place}/department")
