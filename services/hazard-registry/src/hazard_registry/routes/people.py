"""Who looks after hazards, and what enforcement did about units and hazards."""

from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.enforcement_news import NewsKind
from hazard_registry.domain.hand_over import HandOver
from hazard_registry.domain.hazard import Hazard
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.moving import Moving
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.schemas.people import Assignment, HandOverOut, NewHandOver, NewsOut
from hazard_registry.store import enforcement_news, hand_overs
from hazard_registry.use_cases import handing_over

router = ApiRouter(prefix="/v1", tags=["hazards"])


@router.post(
    "/hand-overs",
    status_code=201,
    response_model=HandOverOut,
    summary="Hand over all open hazards of a person (工作交接)",
    responses=documented(MESSAGES, "same_person"),
)
async def hand_over(
    *, new: NewHandOver, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> HandOver:
    return await handing_over.hand_over(tx, **new.model_dump(), sight=sight, by=caller, at=now)


@router.get("/hand-overs", response_model=PageOf[HandOverOut], summary="List hand-overs")
async def list_hand_overs(*, tx: Tx, page: Page) -> Slice:
    return await hand_overs.page_of(tx, page=page)


@router.post(
    "/hazards/{hazard_id}/assign",
    response_model=HazardOut,
    summary="Say who looks after it (指定经办人)",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "merged_away", "nothing_changes"
    ),
)
async def assign_hazard(*, body: Assignment, move: Moving, response: Response) -> Hazard:
    changed = await handing_over.assign_hazard(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.get(
    "/enforcement-news",
    response_model=PageOf[NewsOut],
    summary="Measures, accountability and credit grades (执法动态)",
)
async def list_enforcement_news(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    kind: NewsKind | None = None,
    unit_id: UUID | None = None,
    hazard_id: UUID | None = None,
    in_force: bool | None = None,
) -> Slice:
    return await enforcement_news.page_of(
        tx,
        kind=kind,
        unit_id=unit_id,
        hazard_id=hazard_id,
        in_force=in_force,
        on=date_in_china(now),
        sight=sight,
        page=page,
    )
