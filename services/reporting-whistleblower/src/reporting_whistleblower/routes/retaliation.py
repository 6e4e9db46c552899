"""Retaliation claims, looked after by handlers."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.retaliation import RetaliationClaim, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.schemas.protection import RetaliationClaimOut, TakeUpIn
from reporting_whistleblower.schemas.reports import ConcludeIn
from reporting_whistleblower.store import protection
from reporting_whistleblower.use_cases import retaliation

router = ApiRouter(prefix="/v1/retaliation-claims", tags=["protection"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.get(
    "",
    response_model=PageOf[RetaliationClaimOut],
    summary="打击报复申诉列表 Retaliation claims, newest first; no word of them",
)
async def list_retaliation_claims(
    tx: Tx, sight: Sight, page: Page, status: Status | None = None
) -> Slice:
    return await protection.page_claims(tx, sight, page, status=status)


@router.post(
    "/{claim_id}/take-up",
    response_model=RetaliationClaimOut,
    summary="跟进 Restate it for the field and look after it",
    responses=documented(MESSAGES, *MOVED),
)
async def take_up_retaliation(
    *,
    claim_id: UUID,
    said: TakeUpIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> RetaliationClaim:
    changed = await retaliation.take_up_retaliation(
        tx,
        claim_id=claim_id,
        what=said.what,
        place=said.place,
        consented=said.consented,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.post(
    "/{claim_id}/conclude",
    response_model=RetaliationClaimOut,
    summary="办结 End the inquiry; the reporter reads the statement",
    responses=documented(MESSAGES, *MOVED),
)
async def conclude_retaliation(
    *,
    claim_id: UUID,
    said: ConcludeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> RetaliationClaim:
    changed = await retaliation.conclude_retaliation(
        tx,
        claim_id=claim_id,
        conclusion=said.conclusion,
        statement=said.statement,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)
