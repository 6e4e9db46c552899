"""Supervision orders (督办): issue, answer, make public, lift; escalate; and their lists."""

from typing import Annotated, Any

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.moving import Moving
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.hazard_bodies import NewOrder, Reason, Reply
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.schemas.orders import EscalationLine, OrderLine, Publication, Signature
from hazard_registry.store import orders as store
from hazard_registry.store.orders import OrderFilter
from hazard_registry.use_cases import escalating, orders

router = ApiRouter(prefix="/v1", tags=["supervision"])
ONE = "/hazards/{hazard_id}"
USUAL = ("not_found", "illegal_move", "changed_meanwhile", "merged_away")
ORDERED = ("order_in_force", "order_only_for_major", "date_too_early")
PUBLIC = ("no_order_in_force", "not_listed", "notice_done", "date_in_future", "date_too_early")
Moved: Any = {"response_model": HazardOut}


@router.get("/orders", response_model=PageOf[OrderLine], summary="List orders (督办清单)")
async def list_orders(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    level: OrderLevel | None = None,
    listed: bool | None = None,
    in_force: bool | None = None,
    replied: bool | None = None,
    overdue: Annotated[
        bool | None, Query(description="In force, past its due date and not answered.")
    ] = None,
    published: bool | None = None,
    area: AreaPrefix | None = None,
) -> Slice:
    wanted = OrderFilter(
        on=date_in_china(now),
        level=level,
        listed=listed,
        in_force=in_force,
        replied=replied,
        overdue=overdue,
        published=published,
        area=area,
    )
    return await store.page_of(tx, wanted, sight=sight, page=page)


@router.get(
    "/escalations",
    response_model=PageOf[EscalationLine],
    summary="List what the system proposes to escalate (提级督办建议)",
)
async def list_escalations(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    waiting: Annotated[bool | None, Query(description="For a signature.")] = None,
    area: AreaPrefix | None = None,
) -> Slice:
    return await store.escalations_of(tx, waiting=waiting, area=area, sight=sight, page=page)


@router.post(
    f"{ONE}/order",
    summary="Put it under a supervision order (督办)",
    responses=documented(MESSAGES, *USUAL, *ORDERED),
    **Moved,
)
async def order_hazard(*, body: NewOrder, move: Moving, response: Response) -> Hazard:
    changed = await orders.order_hazard(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/reply-order",
    summary="Answer the order in force",
    responses=documented(MESSAGES, *USUAL, "no_order_in_force"),
    **Moved,
)
async def reply_order(*, body: Reply, move: Moving, response: Response) -> Hazard:
    changed = await orders.reply_order(move.tx, reply=body.reply, **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/publish-order",
    summary="Put on record where a listed order was made public (公示)",
    responses=documented(MESSAGES, *USUAL, *PUBLIC),
    **Moved,
)
async def publish_order(*, body: Publication, move: Moving, response: Response) -> Hazard:
    changed = await orders.publish_order(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/expose-order",
    summary="Put on record where it was exposed (曝光)",
    responses=documented(MESSAGES, *USUAL, *PUBLIC),
    **Moved,
)
async def expose_order(*, body: Publication, move: Moving, response: Response) -> Hazard:
    changed = await orders.expose_order(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/lift-order",
    summary="Take it off the list (摘牌)",
    responses=documented(MESSAGES, *USUAL, "no_order_in_force"),
    **Moved,
)
async def lift_order(*, body: Reason, move: Moving, response: Response) -> Hazard:
    changed = await orders.lift_order(move.tx, reason=body.reason, **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/sign-escalation",
    summary="Sign the proposal: the next level's order is issued (签发提级督办)",
    responses=documented(MESSAGES, *USUAL, *ORDERED, "no_escalation"),
    **Moved,
)
async def sign_escalation(*, body: Signature, move: Moving, response: Response) -> Hazard:
    changed = await escalating.sign_escalation(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    f"{ONE}/decline-escalation",
    summary="Decline the proposal, with reasons",
    responses=documented(MESSAGES, *USUAL, "no_escalation"),
    **Moved,
)
async def decline_escalation(*, body: Reason, move: Moving, response: Response) -> Hazard:
    changed = await escalating.decline_escalation(move.tx, reason=body.reason, **move.asked)
    return tagged(response, shown_to(changed, move.caller))
