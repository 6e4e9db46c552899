"""Notices to the principal and the actual controller."""

from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.notice import Notice
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.moving import Moving
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.hazard_bodies import NoticeDelivered, NoticeFollowed, NoticeSent
from hazard_registry.schemas.hazards import NoticeOut
from hazard_registry.schemas.notices import NoticeLine
from hazard_registry.store import notices as store
from hazard_registry.store.notices import NoticeState
from hazard_registry.use_cases import notices

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])
every = ApiRouter(prefix="/v1/notices", tags=["hazards"])
USUAL = ("not_found", "illegal_move", "changed_meanwhile", "notice_done", "merged_away")


@every.get("", response_model=PageOf[NoticeLine], summary="List notices (告知清单)")
async def list_notices(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    state: NoticeState | None = None,
    area: AreaPrefix | None = None,
) -> Slice:
    on = date_in_china(now)
    return await store.page_of(tx, state=state, area=area, on=on, sight=sight, page=page)


@router.post(
    "/notices/{notice_id}/send",
    response_model=NoticeOut,
    summary="Send a notice (告知)",
    responses=documented(MESSAGES, *USUAL, "phone_required"),
)
async def send_notice(
    *,
    hazard_id: UUID,
    notice_id: UUID,
    body: NoticeSent,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Notice:
    changed = await notices.send_notice(
        tx,
        hazard_id=hazard_id,
        notice_id=notice_id,
        **body.model_dump(),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.post(
    "/notices/{notice_id}/deliver",
    response_model=NoticeOut,
    summary="Put delivery on record (送达)",
    responses=documented(MESSAGES, *USUAL, "proof_required", "attachment_unknown"),
)
async def deliver_notice(
    *,
    hazard_id: UUID,
    notice_id: UUID,
    body: NoticeDelivered,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Notice:
    changed = await notices.deliver_notice(
        tx,
        hazard_id=hazard_id,
        notice_id=notice_id,
        delivered_on=body.delivered_on,
        witness=body.witness,
        attachments_=body.attachments,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.post(
    "/notices/{notice_id}/acknowledge",
    response_model=NoticeOut,
    summary="Confirm receipt (签收)",
    responses=documented(MESSAGES, *USUAL),
)
async def acknowledge_notice(
    *,
    hazard_id: UUID,
    notice_id: UUID,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Notice:
    changed = await notices.acknowledge_notice(
        tx,
        hazard_id=hazard_id,
        notice_id=notice_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.post(
    "/notices/{notice_id}/follow",
    response_model=NoticeOut,
    summary="Say what the village met when it went there (村居跟进)",
    responses=documented(MESSAGES, *USUAL, "not_passed_on", "attachment_unknown"),
)
async def follow_notice(
    *, notice_id: UUID, body: NoticeFollowed, move: Moving, response: Response
) -> Notice:
    changed = await notices.follow_notice(
        move.tx,
        notice_id=notice_id,
        visit=body.visit,
        note=body.note,
        attachments_=body.attachments,
        **move.asked,
    )
    return tagged(response, changed)
