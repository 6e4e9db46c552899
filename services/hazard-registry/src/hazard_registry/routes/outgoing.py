"""Messages that leave the house: what was said to whom, and whether it arrived."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.outgoing import Outgoing, OutgoingKind, OutgoingStatus
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.notices import OutgoingOut, Receipt, Retry
from hazard_registry.store import outgoing as store
from hazard_registry.use_cases import outgoing

router = ApiRouter(prefix="/v1/outgoing-messages", tags=["outgoing messages"])


@router.get("", response_model=PageOf[OutgoingOut], summary="List outgoing messages (外发消息)")
async def list_outgoing(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    status: OutgoingStatus | None = None,
    kind: OutgoingKind | None = None,
    hazard_id: UUID | None = None,
) -> Slice:
    return await store.page_of(
        tx, status=status, kind=kind, hazard_id=hazard_id, sight=sight, page=page
    )


@router.post(
    "/{message_id}/receipt",
    response_model=OutgoingOut,
    summary="What the provider reports of a message (回执)",
    responses=documented(MESSAGES, "not_found"),
)
async def receive_receipt(
    *, message_id: UUID, body: Receipt, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> Outgoing:
    return await outgoing.receive_receipt(
        tx, message_id=message_id, delivered=body.delivered, sight=sight, by=caller, at=now
    )


@router.post(
    "/{message_id}/retry",
    response_model=OutgoingOut,
    summary="Send anew what failed or had no number",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile", "not_failed"),
)
async def retry_message(
    *,
    message_id: UUID,
    body: Retry,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Outgoing:
    changed = await outgoing.retry_message(
        tx,
        message_id=message_id,
        phone=body.phone,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)
