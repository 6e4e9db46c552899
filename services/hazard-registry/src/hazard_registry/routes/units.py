"""Units."""

from typing import Annotated, Any
from uuid import UUID

from chassis.audit import history
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Depends, Query, Response
from office.spreadsheets.writing import OutColumn

from hazard_registry.domain.unit import Colour, KeyGroup, PlaceKind, Sector, Size, Unit
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import FORMS, Accept, exported, form_of
from hazard_registry.schemas.fields import AreaPrefix, DepartmentCode, Industry
from hazard_registry.schemas.fields import Query as Text
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.registers import UnitChange, UnitFields, UnitLine, UnitMerge, UnitOut
from hazard_registry.store import units as store
from hazard_registry.store.units import UnitsWanted
from hazard_registry.use_cases import registers
from hazard_registry.use_cases.units import merging
from hazard_registry.use_cases.units.columns import SPEC, WIDTHS
from hazard_registry.use_cases.units.exporting import unit_rows

router = ApiRouter(prefix="/v1/units", tags=["units"])

REFUSED = (
    "unit_code_wrong",
    "area_unknown",
    "department_unknown",
    "point_incomplete",
    "point_outside",
    "outside_reach",
)


COLUMNS = tuple(
    (OutColumn(column.aliases[0], width=WIDTHS.get(column.key, 14)), column.key)
    for column in SPEC.columns
)


async def _wanted(
    *,
    area: AreaPrefix | None = None,
    text: Annotated[Text | None, Query(description="Part of the name.")] = None,
    code: Text | None = None,
    industry: Industry | None = None,
    sector: Sector | None = None,
    department: DepartmentCode | None = None,
    size: Size | None = None,
    key_group: KeyGroup | None = None,
    place_kind: PlaceKind | None = None,
    colour: Colour | None = None,
    high_risk: bool | None = None,
    active: bool | None = None,
) -> UnitsWanted:
    return UnitsWanted(**locals())


@router.get(
    "",
    response_model=PageOf[UnitLine],
    summary="单位:清单,按 Accept 可导出 / List units, or export them by Accept",
    responses=FORMS,
)
async def list_units(
    *,
    wanted: Annotated[UnitsWanted, Depends(_wanted)],
    page: Page,
    tx: Tx,
    sight: Sight,
    accept: Accept = None,
) -> Any:
    if (form := form_of(accept)) is not None:
        rows = unit_rows(tx, wanted, sight=sight)
        return await exported(form, "生产经营单位", [column for column, _ in COLUMNS], rows)
    return await store.search(tx, wanted, sight=sight, page=page)


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


@router.post(
    "/{unit_id}/merge",
    response_model=UnitOut,
    summary="单位:并入另一登记(重复登记)/ Merge a unit into another record of the same one",
    responses=documented(
        MESSAGES, "not_found", "changed_meanwhile", "unit_unknown", "merge_impossible"
    ),
)
async def merge_unit(
    *,
    unit_id: UUID,
    body: UnitMerge,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Unit:
    unit = await merging.merge_unit(
        tx,
        unit_id=unit_id,
        into=body.into,
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
