"""Units."""

from typing import Annotated
from uuid import UUID

from chassis.audit import history
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Query, Response

from hazard_registry.domain.unit import Sector, Unit
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix, DepartmentCode, Industry
from hazard_registry.schemas.fields import Query as Text
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.registers import UnitChange, UnitFields, UnitLine, UnitOut
from hazard_registry.store import units as store
from hazard_registry.use_cases import registers

router = ApiRouter(prefix="/v1/units", tags=["units"])

REFUSED = (
    "unit_code_wrong",
    "area_unknown",
    "department_unknown",
    "point_incomplete",
    "point_outside",
    "outside_reach",
)


@router.get("", response_model=PageOf[UnitLine], summary="List units")
async def list_units(
    *,
    page: Page,
    tx: Tx,
    sight: Sight,
    area: AreaPrefix | None = None,
    text: Annotated[Text | None, Query(description="Part of the name.")] = None,
    code: Text | None = None,
    industry: Industry | None = None,
    sector: Sector | None = None,
    department: DepartmentCode | None = None,
    high_risk: bool | None = None,
    active: bool | None = None,
) -> Slice:
    return await store.search(
        tx,
        sight=sight,
        area=area,
        text=text,
        code=code,
        industry=industry,
        sector=sector,
        department=department,
        high_risk=high_risk,
        active=active,
        page=page,
    )


@router.get("/{unit_id}", response_model=UnitOut, responses=documented(MESSAGES, "not_found"))
async def get_unit(unit_id: UUID, response: Response, tx: Tx, sight: Sight) -> Unit:
    return tagged(response, await store.get(tx, unit_id, sight=sight))


@router.post(
    "",
    status_code=201,
    response_model=UnitOut,
    summary="Register a unit",
    responses=documented(MESSAGES, *REFUSED, "unit_exists"),
)
async def register_unit(
    *, new: UnitFields, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> Unit:
    unit = await registers.register_unit(
        tx, fields=new.model_dump(), sight=sight, by=caller, at=now
    )
    response.headers["Location"] = f"/v1/units/{unit.id}"
    return tagged(response, unit)


@router.put(
    "/{unit_id}",
    response_model=UnitOut,
    summary="Change a unit as a whole",
    responses=documented(MESSAGES, *REFUSED, "not_found", "changed_meanwhile"),
)
async def change_unit(
    *,
    unit_id: UUID,
    body: UnitChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Unit:
    unit = await registers.change_unit(
        tx,
        unit_id=unit_id,
        fields=body.model_dump(exclude={"why"}),
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, unit)


@router.get(
    "/{unit_id}/history",
    response_model=PageOf[EntryOut],
    responses=documented(MESSAGES, "not_found"),
)
async def unit_history(*, unit_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await store.get(tx, unit_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="unit", id=unit_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))
