"""Inventories: hazardous self-built houses, built-up areas without fire water."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.ids import new_id
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Query, Response

from hazard_registry.domain.inventory import InventoryItem, InventoryKind
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.works import ItemIn, ItemOut, TreatedIn
from hazard_registry.store import works as store
from hazard_registry.store.works import INVENTORY
from hazard_registry.use_cases import works

router = ApiRouter(prefix="/v1/inventories", tags=["projects"])

REFUSED = ("area_unknown", "outside_reach", "project_unknown")


@router.get("", response_model=PageOf[ItemOut], summary="底数清单 / Items of the inventories")
async def list_inventory(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    kind: InventoryKind | None = None,
    area: AreaPrefix | None = None,
    project_id: UUID | None = None,
    treated: bool | None = None,
    as_of: Annotated[date | None, Query(description="As it was that day.")] = None,
) -> Slice:
    day = as_of or date_in_china(now)
    done = store.treated_by(day)
    wanted = [
        store.known_by(day),
        *INVENTORY.under(area),
        *INVENTORY.same(kind=kind, project_id=project_id),
        *([] if treated is None else [done if treated else ~done]),
    ]
    return await INVENTORY.page_of(tx, wanted, sight=sight, page=page)


@router.get(
    "/{item_id}",
    response_model=ItemOut,
    summary="底数详情 / An item",
    responses=documented(MESSAGES, "not_found"),
)
async def get_inventory_item(
    item_id: UUID, response: Response, tx: Tx, sight: Sight
) -> InventoryItem:
    return tagged(response, await INVENTORY.get(tx, item_id, sight=sight))


@router.post(
    "",
    status_code=201,
    response_model=ItemOut,
    summary="登记底数 / Enter an item",
    responses=documented(MESSAGES, *REFUSED),
)
async def add_inventory_item(
    *, new: ItemIn, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> InventoryItem:
    item = InventoryItem(id=new_id(), **dict(new))
    await works.enter(tx, INVENTORY, item, what="inventory", sight=sight, by=caller, at=now)
    response.headers["Location"] = f"/v1/inventories/{item.id}"
    return tagged(response, item)


@router.put(
    "/{item_id}",
    response_model=ItemOut,
    summary="修改底数 / Change an item as a whole",
    responses=documented(MESSAGES, *REFUSED, "not_found", "changed_meanwhile"),
)
async def change_inventory_item(
    *,
    item_id: UUID,
    body: ItemIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> InventoryItem:
    item = await works.change(
        tx,
        INVENTORY,
        id=item_id,
        what="inventory",
        action="change",
        how=works.with_fields(dict(body)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, item)


@router.post(
    "/{item_id}/treat",
    response_model=ItemOut,
    summary="整治完成 / It was treated, with evidence",
    responses=documented(
        MESSAGES,
        "not_found",
        "changed_meanwhile",
        "illegal_move",
        "date_in_future",
        "date_too_early",
    ),
)
async def treat_inventory_item(
    *,
    item_id: UUID,
    body: TreatedIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> InventoryItem:
    item = await works.change(
        tx,
        INVENTORY,
        id=item_id,
        what="inventory",
        action="treat",
        how=lambda one: one.treat(**dict(body), on=date_in_china(now)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, item)


@router.get(
    "/{item_id}/history",
    response_model=PageOf[EntryOut],
    summary="底数变更记录 / Who changed what",
    responses=documented(MESSAGES, "not_found"),
)
async def inventory_history(*, item_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await INVENTORY.get(tx, item_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="inventory", id=item_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))
