"""Areas and departments."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Path, Query, Response

from hazard_registry.domain.area import Area, Department, prefix_of
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.fields import Query as Text
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.registers import (
    AreaChange,
    AreaOut,
    DepartmentChange,
    DepartmentOut,
    NewArea,
    NewDepartment,
)
from hazard_registry.store import areas as store
from hazard_registry.use_cases import registers

router = ApiRouter(prefix="/v1", tags=["areas and departments"])

AreaPath = Annotated[str, Path(pattern=r"^\d{2,18}$")]
DepartmentPath = Annotated[str, Path(pattern=r"^[a-z][a-z_]{1,30}$")]


@router.get("/areas", response_model=list[AreaOut], summary="The tree of areas, by code")
async def list_areas(
    *,
    tx: Tx,
    now: Now,
    within: Annotated[AreaPrefix | None, Query(description="A subtree.")] = None,
    parent: AreaPrefix | None = None,
    on: Annotated[date | None, Query(description="Valid on this day; today if not given.")] = None,
    text: Text | None = None,
) -> Sequence[Area]:
    day = on or date_in_china(now)
    return await store.all_valid(tx, within=within, parent=parent, on=day, text=text)


@router.get("/areas/{code}", response_model=AreaOut, responses=documented(MESSAGES, "not_found"))
async def get_area(code: AreaPath, response: Response, tx: Tx) -> Area:
    return tagged(response, await store.get(tx, code))


@router.post(
    "/areas",
    status_code=201,
    response_model=AreaOut,
    summary="Enter an area; a grid under its village",
    responses=documented(MESSAGES, "area_exists", "area_has_no_parent"),
)
async def add_area(new: NewArea, response: Response, tx: Tx, caller: Caller, now: Now) -> Area:
    area = await registers.add_area(tx, **new.model_dump(), by=caller, at=now)
    return tagged(response, area)


@router.put(
    "/areas/{code}",
    response_model=AreaOut,
    summary="Rename an area or let it end",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile"),
)
async def change_area(
    *,
    code: AreaPath,
    body: AreaChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Area:
    area = await registers.change_area(
        tx, code=code, **body.model_dump(), by=caller, at=now, expected=expected
    )
    return tagged(response, area)


@router.get("/areas/{code}/history", response_model=PageOf[EntryOut])
async def area_history(code: AreaPath, page: Page, tx: Tx) -> Slice:
    return await _history(tx, "area", prefix_of(code), page)


@router.get("/departments", response_model=list[DepartmentOut], summary="All departments")
async def list_departments(tx: Tx) -> Sequence[Department]:
    return await store.all_departments(tx)


@router.get(
    "/departments/{code}",
    response_model=DepartmentOut,
    responses=documented(MESSAGES, "not_found"),
)
async def get_department(code: DepartmentPath, response: Response, tx: Tx) -> Department:
    return tagged(response, await store.get_department(tx, code))


@router.post(
    "/departments",
    status_code=201,
    response_model=DepartmentOut,
    summary="Enter a department",
    responses=documented(MESSAGES, "department_exists"),
)
async def add_department(
    new: NewDepartment, response: Response, tx: Tx, caller: Caller, now: Now
) -> Department:
    department = await registers.add_department(tx, **new.model_dump(), by=caller, at=now)
    return tagged(response, department)


@router.put(
    "/departments/{code}",
    response_model=DepartmentOut,
    summary="Change a department",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile"),
)
async def change_department(
    *,
    code: DepartmentPath,
    body: DepartmentChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
) -> Department:
    department = await registers.change_department(
        tx, code=code, **body.model_dump(), by=caller, at=now, expected=expected
    )
    return tagged(response, department)


@router.get("/departments/{code}/history", response_model=PageOf[EntryOut])
async def department_history(code: DepartmentPath, page: Page, tx: Tx) -> Slice:
    return await _history(tx, "department", code, page)


async def _history(tx: Tx, what: str, id: str, page: Page) -> Slice:
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what=what, id=id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))
