"""Notices to the principal and the actual controller."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.notice import Notice
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.hazard_bodies import NoticeDelivered, NoticeSent
from hazard_registry.schemas.hazards import NoticeOut
from hazard_registry.use_cases import notices

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])


@router.post(
    "/notices/{notice_id}/send",
    response_model=NoticeOut,
    summary="Send a notice (告知)",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "notice_done"),
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
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "notice_done"),
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
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "notice_done"),
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
