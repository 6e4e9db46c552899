"""One-matter chains (一件事)."""

from dataclasses import dataclass
from typing import Any

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.matter import Link, Matter
from hazard_registry.domain.unit import Sector
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import DepartmentCode, MatterCode
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.matters import (
    KeySectorsOut,
    MatterBody,
    MatterChange,
    MatterOut,
    NewMatter,
)
from hazard_registry.store import matters as store
from hazard_registry.use_cases import matters
from hazard_registry.use_cases.matters import KeySector

router = ApiRouter(prefix="/v1", tags=["matters"])


@dataclass(frozen=True, slots=True)
class KeySectors:
    """The sectors that the plan names, and the rule that names them."""

    items: list[KeySector]
    basis: dict[str, Any]


@router.get("/matters", response_model=PageOf[MatterOut], summary="List chains (一件事清单)")
async def list_matters(
    *,
    tx: Tx,
    page: Page,
    sector: Sector | None = None,
    lead: DepartmentCode | None = None,
    active: bool | None = None,
) -> Slice:
    return await store.page_of(tx, sector=sector, lead=lead, on=active, page=page)


@router.post(
    "/matters",
    status_code=201,
    response_model=MatterOut,
    summary="Enter a chain with its lead and links",
    responses=documented(MESSAGES, "matter_exists", "department_unknown", "link_twice"),
)
async def add_matter(
    *, new: NewMatter, response: Response, tx: Tx, caller: Caller, now: Now
) -> Matter:
    fields = _fields(new) | {"code": new.code}
    matter = await matters.add_matter(tx, **fields, by=caller, at=now)
    response.headers["Location"] = f"/v1/matters/{matter.code}"
    return tagged(response, matter)


@router.get(
    "/matters/{code}",
    response_model=MatterOut,
    summary="Read a chain",
    responses=documented(MESSAGES, "not_found"),
)
async def get_matter(*, code: MatterCode, response: Response, tx: Tx) -> Matter:
    return tagged(response, await store.get(tx, code))


@router.put(
    "/matters/{code}",
    response_model=MatterOut,
    summary="Change a chain as a whole, or let it end",
    responses=documented(
        MESSAGES, "not_found", "changed_meanwhile", "department_unknown", "link_twice"
    ),
)
async def change_matter(
    *,
    code: MatterCode,
    body: MatterChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Matter:
    changed = await matters.change_matter(
        tx,
        code=code,
        fields=_fields(body) | {"active": body.active},
        why=body.why,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.get(
    "/matters/{code}/history",
    response_model=PageOf[EntryOut],
    summary="Who changed the chain; newest first",
    responses=documented(MESSAGES, "not_found"),
)
async def matter_history(*, code: MatterCode, page: Page, tx: Tx) -> Slice:
    await store.get(tx, code)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="matter", id=code, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))


@router.get(
    "/key-sectors",
    response_model=KeySectorsOut,
    summary="Sectors the plan names, with and without a chain (重点行业领域)",
)
async def list_key_sectors(*, tx: Tx, now: Now, covered: bool | None = None) -> KeySectors:
    found, basis = await matters.key_sectors(tx, on=date_in_china(now))
    wanted = [each for each in found if covered is None or each.covered is covered]
    return KeySectors(wanted, basis)


def _fields(body: MatterBody) -> dict[str, Any]:
    links = tuple(Link(**link.model_dump()) for link in body.links)
    return {"name": body.name, "sector": body.sector, "lead": body.lead, "links": links}
