"""The three lists (三张清单) of a unit and of a risk point, as pages, spreadsheets or CSV."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from chassis.http import ApiRouter, Page, PageOf, Sight, Tx
from chassis.paging import PageRequest, Slice
from chassis.problems import documented
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import FORMS, Accept, cell, exported, form_of
from hazard_registry.schemas.three_lists import ThreeListsRow
from hazard_registry.store import three_lists as store
from hazard_registry.store import units
from hazard_registry.store.risk import RISK_POINTS
from hazard_registry.store.three_lists import ListName

router = ApiRouter(prefix="/v1", tags=["three lists"])
DATE, BATCH = Kind.DATE, 500
NAMES: dict[ListName, str] = {
    "check": "检查清单",
    "hazard": "隐患清单",
    "rectification": "整改清单",
}
NUMBER = (OutColumn("隐患编号", width=20), "number")
COLUMNS: dict[ListName, Sequence[tuple[OutColumn, str]]] = {
    "check": (
        (OutColumn("检查日期", DATE), "checked_on"),
        (OutColumn("检查内容", width=28), "what"),
        (OutColumn("是否合格"), "passed"),
        (OutColumn("情况", width=34), "note"),
        (OutColumn("形成隐患", width=38), "hazard_id"),
    ),
    "hazard": (
        NUMBER,
        (OutColumn("等级"), "level"),
        (OutColumn("状态"), "status"),
        (OutColumn("发现日期", DATE), "found_on"),
        (OutColumn("部位", width=20), "place"),
    ),
    "rectification": (
        NUMBER,
        (OutColumn("状态"), "status"),
        (OutColumn("整改措施", width=34), "measures"),
        (OutColumn("责任人"), "responsible"),
        (OutColumn("整改资金(元)", Kind.YUAN), "funds"),
        (OutColumn("整改时限", DATE), "due_on"),
        (OutColumn("完成日期", DATE), "submitted_on"),
        (OutColumn("销号日期", DATE), "closed_on"),
    ),
}
PAGES: Any = {
    "response_model": PageOf[ThreeListsRow],
    "response_model_exclude_unset": True,
    "responses": {**FORMS, **documented(MESSAGES, "not_found")},
}


@router.get(
    "/units/{unit_id}/lists/{list_name}",
    summary="单位三张清单:检查、隐患、整改 / The three lists of a unit",
    **PAGES,
)
async def list_of_unit(
    *, unit_id: UUID, list_name: ListName, page: Page, tx: Tx, sight: Sight, accept: Accept = None
) -> Any:
    await units.get(tx, unit_id, sight=sight)

    async def some(page: PageRequest) -> Slice:
        return await store.of_unit(tx, list_name, unit_id, page=page)

    return await _answer(list_name, some, page, accept)


@router.get(
    "/risk-points/{risk_point_id}/lists/{list_name}",
    summary="风险点三张清单:检查、隐患、整改 / The three lists of a risk point",
    **PAGES,
)
async def list_of_risk_point(
    *,
    risk_point_id: UUID,
    list_name: ListName,
    page: Page,
    tx: Tx,
    sight: Sight,
    accept: Accept = None,
) -> Any:
    await RISK_POINTS.get(tx, risk_point_id, sight=sight)

    async def some(page: PageRequest) -> Slice:
        return await store.of_point(tx, list_name, risk_point_id, page=page)

    return await _answer(list_name, some, page, accept)


async def _answer(
    name: ListName,
    some: Callable[[PageRequest], Awaitable[Slice]],
    page: PageRequest,
    accept: str | None,
) -> Any:
    if (form := form_of(accept)) is None:
        return await some(page)
    columns = COLUMNS[name]

    async def rows() -> AsyncIterator[Sequence[object]]:
        after = PageRequest(BATCH)
        while True:
            found = await some(after)
            for row in found.items:
                yield [cell(row.get(key)) for _, key in columns]
            if found.next is None:
                return
            after = PageRequest(BATCH, (str(found.items[-1]["id"]),))

    return await exported(form, NAMES[name], [column for column, _ in columns], rows())
