"""Opening identities: ask, consent twice, see once."""

from typing import Annotated, Any
from uuid import UUID

from chassis import audit
from chassis.http import SHOWN_ONCE, ApiRouter, Caller, Now, Page, PageOf, Tx
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Response

from reporting_whistleblower.domain.identity import IdentityRequest
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, Sight
from reporting_whistleblower.schemas.officers import (
    IdentityOut,
    IdentityRequestIn,
    IdentityRequestOut,
)
from reporting_whistleblower.schemas.reports import EntryOut, ReasonIn
from reporting_whistleblower.store import vault
from reporting_whistleblower.use_cases import identities

router = ApiRouter(prefix="/v1/identity-requests", tags=["identities"])


@router.post(
    "",
    status_code=201,
    response_model=IdentityRequestOut,
    summary="申请查看身份 Ask for a reporter's identity, with a reason",
    responses=documented(MESSAGES, "not_found", "no_identity"),
)
async def ask_identity(
    asked: IdentityRequestIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> IdentityRequest:
    return await identities.ask_identity(
        tx,
        report_id=asked.report_id,
        sight=sight,
        stage=asked.stage,
        reason=asked.reason,
        by=caller,
        at=now,
    )


@router.get(
    "",
    response_model=PageOf[IdentityRequestOut],
    summary="身份查看申请 Requests, newest first; a handler sees his own",
)
async def list_identity_requests(tx: Tx, sight: Sight, page: Page) -> Slice:
    return await vault.page_requests(tx, sight, page)


@router.get(
    "/{request_id}/history",
    response_model=list[EntryOut],
    summary="查看记录 Who asked, consented and looked",
    responses=documented(MESSAGES, "not_found"),
)
async def identity_request_history(
    request_id: UUID,
    tx: Tx,
    sight: Sight,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: int | None = None,
) -> list[audit.Entry]:
    await vault.get_request(tx, request_id, sight=sight)
    return await audit.history(tx, what=identities.WHAT, id=request_id, limit=limit, after=after)


@router.post(
    "/{request_id}/approve",
    response_model=IdentityRequestOut,
    summary="保管人同意 Consent as one of two custodians; needs an open key",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "self_approval", "confidential_session_required"
    ),
)
async def approve_identity(
    *, request_id: UUID, tx: Tx, sight: Sight, opened: Opened, caller: Caller, now: Now
) -> IdentityRequest:
    return await identities.approve_identity(
        tx, request_id=request_id, sight=sight, opened=opened, by=caller, at=now
    )


@router.post(
    "/{request_id}/decline",
    response_model=IdentityRequestOut,
    summary="保管人不同意 Refuse the request",
    responses=documented(MESSAGES, "not_found", "illegal_move"),
)
async def decline_identity(
    *, request_id: UUID, said: ReasonIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> IdentityRequest:
    return await identities.decline_identity(
        tx, request_id=request_id, sight=sight, reason=said.reason, by=caller, at=now
    )


@router.post(
    "/{request_id}/open",
    response_model=IdentityOut,
    summary="查看身份 See the identity, once; needs an open key",
    openapi_extra=SHOWN_ONCE,
    responses=documented(
        MESSAGES, "not_found", "already_opened", "not_yet_approved", "confidential_session_required"
    ),
)
async def open_identity(
    *,
    request_id: UUID,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
    response: Response,
) -> dict[str, Any]:
    response.headers["Cache-Control"] = "no-store"
    return await identities.open_identity(
        tx, request_id=request_id, sight=sight, opened=opened, by=caller, at=now
    )
