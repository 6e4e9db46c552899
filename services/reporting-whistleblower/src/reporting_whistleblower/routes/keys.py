"""Officers' keys and confidential sessions."""

from uuid import UUID

from chassis.http import CHECK, ApiRouter, Caller, Lang, Now, Page, PageOf, Sight, Tx
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.keys import OfficerKey
from reporting_whistleblower.domain.refusals import KeyMissing
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, refused
from reporting_whistleblower.schemas.keys import CountOut, OfficerKeyOut
from reporting_whistleblower.schemas.officers import EnrolIn, KeyOut, SessionOut, UnlockIn
from reporting_whistleblower.schemas.reports import WhyIn
from reporting_whistleblower.store import keys as stored
from reporting_whistleblower.use_cases import keys, rotating

router = ApiRouter(prefix="/v1/keys", tags=["keys"])


@router.post(
    "",
    status_code=201,
    response_model=KeyOut,
    summary="登记密钥 Make one's key pair, wrapped under one's own passphrase",
    responses=documented(MESSAGES, "key_exists", "roles_incompatible"),
)
async def enrol_key(new: EnrolIn, tx: Tx, caller: Caller, now: Now) -> OfficerKey:
    return await keys.enrol_key(
        tx, purpose=new.purpose, passphrase=new.passphrase, by=caller, at=now
    )


@router.get(
    "/mine",
    response_model=KeyOut,
    summary="我的密钥 One's own active key",
    responses=documented(MESSAGES, "key_missing"),
)
async def my_key(tx: Tx, caller: Caller) -> OfficerKey:
    key = await stored.of_account(tx, caller.id)
    if key is None:
        raise KeyMissing
    return key


@router.post(
    "/unlock",
    response_model=SessionOut,
    openapi_extra=CHECK,
    summary="开启保密会话 Open one's key for half an hour",
    responses=documented(MESSAGES, "passphrase_wrong", "key_missing"),
)
async def unlock_key(
    said: UnlockIn, tx: Tx, caller: Caller, now: Now, language: Lang
) -> SessionOut | Response:
    opened = await keys.unlock_key(tx, passphrase=said.passphrase, by=caller, at=now)
    if opened is None:
        return refused("passphrase_wrong", language)
    return SessionOut(session=opened[0], expires_at=opened[1])


@router.post(
    "/lock",
    status_code=204,
    openapi_extra=CHECK,
    summary="结束保密会话 End all one's sessions",
)
async def lock_key(tx: Tx, caller: Caller, now: Now) -> None:
    await keys.lock_key(tx, by=caller, at=now)


@router.post(
    "/revoke",
    response_model=KeyOut,
    summary="停用密钥 Give one's key up",
    responses=documented(MESSAGES, "key_missing"),
)
async def revoke_key(said: WhyIn, tx: Tx, caller: Caller, now: Now) -> OfficerKey:
    return await keys.revoke_key(tx, by=caller, at=now, why=said.why)


@router.get(
    "",
    response_model=PageOf[OfficerKeyOut],
    summary="密钥名录 Active keys of one's area: whose, for what; no key itself",
)
async def list_keys(tx: Tx, sight: Sight, page: Page) -> Slice:
    return await stored.page(tx, sight, page)


@router.post(
    "/{key_id}/withdraw",
    response_model=OfficerKeyOut,
    summary="收回密钥 Take a key from an officer who left; his reports are rotated",
    responses=documented(MESSAGES, "not_found"),
)
async def withdraw_key(
    *, key_id: UUID, said: WhyIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> OfficerKey:
    return await keys.withdraw_key(tx, key_id=key_id, sight=sight, by=caller, at=now, why=said.why)


@router.post(
    "/{key_id}/hand-on",
    response_model=CountOut,
    summary="移交 Seal what one's own key opens to a colleague's, a hundred at a time",
    responses=documented(MESSAGES, "not_found", "key_missing", "confidential_session_required"),
)
async def hand_on_reports(
    *, key_id: UUID, tx: Tx, sight: Sight, opened: Opened, caller: Caller, now: Now
) -> CountOut:
    return CountOut(
        reports=await rotating.hand_on(
            tx, key_id=key_id, sight=sight, opened=opened, by=caller, at=now
        )
    )


@router.post(
    "/rotate",
    response_model=CountOut,
    summary="轮换 Draw anew the keys of reports that somebody lost, a hundred at a time",
    responses=documented(MESSAGES, "confidential_session_required"),
)
async def rotate_reports(tx: Tx, opened: Opened, caller: Caller, now: Now) -> CountOut:
    return CountOut(reports=await rotating.rotate_due(tx, opened=opened, by=caller, at=now))
