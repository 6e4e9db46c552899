"""The escrow, and how two trustees open it."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Sight, Tx
from chassis.paging import Slice
from chassis.problems import documented

from reporting_whistleblower.domain.keys import OfficerKey
from reporting_whistleblower.domain.recovery import Recovery
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened
from reporting_whistleblower.schemas.keys import OfficerKeyOut, RecoveryOut
from reporting_whistleblower.schemas.reports import ReasonIn
from reporting_whistleblower.store import escrow as stored
from reporting_whistleblower.use_cases import escrow

router = ApiRouter(prefix="/v1/escrow", tags=["keys"])
CONSENT = ("not_found", "illegal_move", "self_approval", "confidential_session_required")


@router.post(
    "",
    status_code=201,
    response_model=OfficerKeyOut,
    summary="建立密钥托管 Draw a key to all reports that two trustees must open",
    responses=documented(MESSAGES, "no_escrow", "key_exists"),
)
async def establish_escrow(tx: Tx, caller: Caller, now: Now) -> OfficerKey:
    return await escrow.establish_escrow(tx, by=caller, at=now)


@router.post(
    "/recoveries",
    status_code=201,
    response_model=RecoveryOut,
    summary="申请恢复 Ask for the reports that one's key does not open",
    responses=documented(MESSAGES, "no_escrow", "key_missing"),
)
async def ask_recovery(said: ReasonIn, tx: Tx, caller: Caller, now: Now) -> Recovery:
    return await escrow.ask_recovery(tx, reason=said.reason, by=caller, at=now)


@router.get(
    "/recoveries",
    response_model=PageOf[RecoveryOut],
    summary="恢复申请列表 Recoveries, newest first; a handler sees his own",
)
async def list_recoveries(tx: Tx, sight: Sight, page: Page) -> Slice:
    return await stored.page(tx, sight, page)


@router.post(
    "/recoveries/{recovery_id}/approve",
    response_model=RecoveryOut,
    summary="托管人同意 Consent as one of two trustees; needs an open key",
    responses=documented(MESSAGES, *CONSENT, "key_missing"),
)
async def approve_recovery(
    *, recovery_id: UUID, tx: Tx, sight: Sight, opened: Opened, caller: Caller, now: Now
) -> Recovery:
    return await escrow.approve_recovery(
        tx, recovery_id=recovery_id, sight=sight, opened=opened, by=caller, at=now
    )


@router.post(
    "/recoveries/{recovery_id}/decline",
    response_model=RecoveryOut,
    summary="托管人不同意 Refuse",
    responses=documented(MESSAGES, *CONSENT),
)
async def decline_recovery(
    *, recovery_id: UUID, said: ReasonIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> Recovery:
    return await escrow.decline_recovery(
        tx, recovery_id=recovery_id, reason=said.reason, sight=sight, by=caller, at=now
    )


@router.post(
    "/recoveries/{recovery_id}/complete",
    response_model=RecoveryOut,
    summary="完成恢复 Seal what is missing to one's own key, a hundred at a time",
    responses=documented(MESSAGES, *CONSENT, "key_missing"),
)
async def complete_recovery(
    *, recovery_id: UUID, tx: Tx, sight: Sight, opened: Opened, caller: Caller, now: Now
) -> Recovery:
    return await escrow.complete_recovery(
        tx, recovery_id=recovery_id, sight=sight, opened=opened, by=caller, at=now
    )
