"""The ledger in and out, and the lists of the authority."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from chassis.http import ApiRouter, Caller, Lang, Now, Page, PageOf, Sight, Tx
from chassis.problems import documented
from fastapi import Header, Path, Query, Request, Response

from hazard_registry.messages import MESSAGES
from hazard_registry.routes.filters import HazardFilter
from hazard_registry.routes.spreadsheets import XLSX, spreadsheet
from hazard_registry.schemas.ledger import ImportOut, ListRow
from hazard_registry.store import lists as store
from hazard_registry.use_cases import lists
from hazard_registry.use_cases.ledger.columns import OUT_COLUMNS
from hazard_registry.use_cases.ledger.exporting import ledger_rows
from hazard_registry.use_cases.ledger.importing import ImportReport
from hazard_registry.use_cases.ledger.importing import import_ledger as bring_in

router = ApiRouter(prefix="/v1", tags=["ledger and lists"])

FILE = {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
ListName = Literal["problem", "closing", "responsibility", "enforcement"]


@router.post(
    "/imports/ledger",
    response_model=ImportOut,
    summary="Import a ledger of major hazards (重大隐患台账, .xlsx): all of it or nothing",
    openapi_extra={"requestBody": {"required": True, **FILE}},
    responses=documented(MESSAGES, "ledger_unreadable", "ledger_faulty", "import_in_progress"),
)
async def import_ledger(
    *,
    request: Request,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    language: Lang,
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
) -> ImportReport:
    data = await request.body()
    return await bring_in(
        tx, data=data, dry_run=dry_run, language=language, sight=sight, by=caller, at=now
    )


@router.get(
    "/hazards/ledger.xlsx",
    response_class=Response,
    summary="The ledger, in the columns it is imported with; of major hazards unless asked else",
    responses={200: FILE},
)
async def export_ledger(*, wanted: HazardFilter, tx: Tx, sight: Sight) -> Response:
    wanted = wanted if wanted.level else replace(wanted, level=("major",))
    return await spreadsheet("重大事故隐患台账", OUT_COLUMNS, ledger_rows(tx, wanted, sight=sight))


@router.get(
    "/lists/{name}",
    response_model=PageOf[ListRow],
    response_model_exclude_unset=True,
    summary="A list of the authority, as pages or, by Accept, as a spreadsheet",
    responses={200: FILE},
)
async def get_list(
    *,
    name: Annotated[ListName, Path()],
    wanted: HazardFilter,
    page: Page,
    tx: Tx,
    sight: Sight,
    accept: Annotated[str | None, Header()] = None,
) -> Any:
    if XLSX in (accept or ""):
        rows = lists.rows_of(tx, name, wanted, sight=sight)
        return await spreadsheet(lists.NAMES[name], lists.columns_of(name), rows)
    return await store.page_of(tx, name, wanted, sight=sight, page=page)
