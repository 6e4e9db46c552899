"""Units in, from a spreadsheet."""

from typing import Annotated

from chassis.http import ApiRouter, Caller, Lang, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Query, Request

from hazard_registry.messages import MESSAGES
from hazard_registry.routes.spreadsheets import XLSX
from hazard_registry.schemas.unit_records import UnitsImportOut
from hazard_registry.use_cases.units.importing import UnitsImported
from hazard_registry.use_cases.units.importing import import_units as bring_in

router = ApiRouter(prefix="/v1/imports", tags=["units"])
FILE = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}


@router.post(
    "/units",
    response_model=UnitsImportOut,
    summary="单位:从表格导入,按代码合并 / Import units (.xlsx), merged by code: all or nothing",
    openapi_extra={"requestBody": {"required": True, **FILE}},
    responses=documented(MESSAGES, "ledger_unreadable", "ledger_faulty"),
)
async def import_units(
    *,
    request: Request,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    language: Lang,
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
) -> UnitsImported:
    data = await request.body()
    return await bring_in(
        tx, data=data, dry_run=dry_run, language=language, sight=sight, by=caller, at=now
    )
