"""Eliminations: the catalogue, what is held, what is done."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from law.indicators import percent
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.elimination import Elimination
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.records import REFUSED, Writing, keep, keep_changes
from hazard_registry.routes.shelves import offer
from hazard_registry.schemas import eliminations as schemas
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.store import eliminations as store
from hazard_registry.use_cases import eliminations

DATE = Kind.DATE
router = ApiRouter(prefix="/v1/eliminations", tags=["eliminations"])

kinds = keep(
    "/v1/elimination-kinds",
    "eliminations",
    Writing(
        one="elimination_kind",
        many="elimination_kinds",
        title="淘汰更新目录",
        title_en="entries of the elimination catalogue",
        shelf=store.KINDS,
        out=schemas.KindOut,
        wanted=schemas.KindWanted,
        new=schemas.KindFields,
        changed=schemas.KindChange,
        refused=("exists_already",),
        columns=(
            (OutColumn("代码", width=24), "code"),
            (OutColumn("名称", width=34), "title"),
            (OutColumn("要求"), "action"),
            (OutColumn("期限", DATE), "due_on"),
            (OutColumn("依据", width=30), "source"),
        ),
    ),
)
THINGS = Writing(
    one="elimination",
    many="eliminations",
    title="淘汰更新事项",
    title_en="eliminations",
    shelf=store.ELIMINATIONS,
    out=schemas.EliminationOut,
    wanted=schemas.EliminationWanted,
    new=schemas.EliminationFields,
    changed=schemas.EliminationChange,
    refused=(*REFUSED, "area_unknown", "elimination_kind_unknown"),
    columns=(
        (OutColumn("目录编号", width=38), "kind_id"),
        (OutColumn("持有类别"), "holder"),
        (OutColumn("持有者", width=24), "held_by"),
        (OutColumn("区划"), "area"),
        (OutColumn("数量", Kind.WHOLE), "quantity"),
        (OutColumn("期限", DATE), "due_on"),
        (OutColumn("完成日期", DATE), "done_on"),
        (OutColumn("逾期登记日", DATE), "overdue_on"),
    ),
)


@router.get(
    "/shares",
    response_model=list[schemas.ShareOut],
    summary="淘汰更新:按目录统计完成比例 / Shares done by entry of the catalogue",
)
async def list_elimination_shares(
    *, tx: Tx, sight: Sight, now: Now, area: AreaPrefix | None = None, as_of: date | None = None
) -> Any:
    rows = await store.shares(tx, sight=sight, area=area, on=as_of or date_in_china(now))
    return [row | {"rate": percent(row["done"], row["held"])} for row in rows]


offer(router, THINGS)
keep_changes(router, THINGS)


@router.post(
    "",
    status_code=201,
    response_model=schemas.EliminationOut,
    summary="淘汰更新事项:登记 / Enter a thing to be fitted, scrapped, eliminated or closed",
    responses=documented(MESSAGES, *THINGS.refused),
)
async def add_elimination(
    *,
    new: schemas.EliminationFields,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Elimination:
    thing = await eliminations.add_elimination(
        tx, fields=new.model_dump(), sight=sight, by=caller, at=now
    )
    response.headers["Location"] = f"/v1/eliminations/{thing.id}"
    return tagged(response, thing)


@router.post(
    "/{elimination_id}/finish",
    response_model=schemas.EliminationOut,
    summary="淘汰更新事项:完成并附佐证 / Show that it is done",
    responses=documented(
        MESSAGES,
        "not_found",
        "changed_meanwhile",
        "illegal_move",
        "evidence_required",
        "attachment_unknown",
    ),
)
async def finish_elimination(
    *,
    elimination_id: UUID,
    body: schemas.Finished,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Elimination:
    thing = await eliminations.finish_elimination(
        tx,
        elimination_id=elimination_id,
        done_on=body.done_on,
        note=body.note,
        evidence=tuple(body.evidence),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, thing)


ROUTERS = [kinds, router]
