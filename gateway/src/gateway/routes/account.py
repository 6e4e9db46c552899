"""Administer accounts, and audit who signed in."""

from typing import Annotated, Any
from uuid import UUID

from chassis import audit
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.problems import documented
from fastapi import Query, Request, Response

from gateway.domain.account import Account, Status
from gateway.domain.grants import Role
from gateway.messages import MESSAGES
from gateway.schemas import (
    AccountOut,
    AccountWithPassword,
    EntryOut,
    NewAccount,
    NewGrant,
    SignInOut,
)
from gateway.store import account as store
from gateway.store import sign_in as sign_ins
from gateway.use_cases import account as use_cases

router = ApiRouter(tags=["accounts"])

REFUSED_GRANT = documented(
    MESSAGES,
    "incompatible_roles",
    "narrowing_required",
    "term_wrong",
    "already_granted",
    "own_account",
)
REFUSED = documented(
    MESSAGES, "own_account", "last_security_admin", "illegal_move", "changed_meanwhile"
)


@router.get("/v1/accounts", response_model=PageOf[AccountOut])
async def list_accounts(
    *,
    tx: Tx,
    page: Page,
    role: Role | None = None,
    status: Status | None = None,
    area: Annotated[str | None, Query(pattern=r"^\d{1,18}$")] = None,
    department: Annotated[str | None, Query(max_length=31)] = None,
    unit: UUID | None = None,
    q: Annotated[str | None, Query(max_length=60, description="Part of a login or name.")] = None,
) -> Any:
    wanted = store.Wanted(
        role=role, status=status, area=area, department=department, unit=unit, words=q
    )
    return await store.listed(tx, wanted=wanted, page=page)


@router.post(
    "/v1/accounts", status_code=201, response_model=AccountWithPassword, responses=REFUSED_GRANT
)
async def create_account(
    *, new: NewAccount, request: Request, response: Response, tx: Tx, caller: Caller, now: Now
) -> AccountWithPassword:
    account, password = await use_cases.create_account(
        tx,
        request.app.state.passwords,
        login=new.login,
        name=new.name,
        grants=[_wanted(grant) for grant in new.grants],
        by=caller,
        at=now,
    )
    response.headers["Location"] = f"/v1/accounts/{account.id}"
    return AccountWithPassword.of(tagged(response, account), password)


@router.get("/v1/accounts/{account_id}", response_model=AccountOut)
async def read_account(account_id: UUID, tx: Tx, response: Response) -> Account:
    return tagged(response, await store.get(tx, account_id))


@router.get("/v1/accounts/{account_id}/history", response_model=list[EntryOut])
async def account_history(
    account_id: UUID,
    tx: Tx,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int | None, Query(ge=1)] = None,
) -> Any:
    await store.get(tx, account_id)
    return await audit.history(tx, what=use_cases.ACCOUNT, id=account_id, limit=limit, after=after)


@router.post("/v1/accounts/{account_id}/grants", response_model=AccountOut, responses=REFUSED_GRANT)
async def grant_role(
    *,
    account_id: UUID,
    new: NewGrant,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Account:
    account = await use_cases.grant_role(
        tx, account_id=account_id, wanted=_wanted(new), expected=expected, by=caller, at=now
    )
    return tagged(response, account)


@router.delete(
    "/v1/accounts/{account_id}/grants/{grant_id}", response_model=AccountOut, responses=REFUSED
)
async def revoke_role(
    *,
    account_id: UUID,
    grant_id: UUID,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Account:
    account = await use_cases.revoke_role(
        tx, account_id=account_id, grant_id=grant_id, expected=expected, by=caller, at=now
    )
    return tagged(response, account)


@router.post("/v1/accounts/{account_id}/disable", response_model=AccountOut, responses=REFUSED)
async def disable_account(
    *, account_id: UUID, tx: Tx, caller: Caller, now: Now, expected: IfMatch, response: Response
) -> Account:
    account = await use_cases.disable_account(
        tx, account_id=account_id, expected=expected, by=caller, at=now
    )
    return tagged(response, account)


@router.post("/v1/accounts/{account_id}/enable", response_model=AccountOut, responses=REFUSED)
async def enable_account(
    *, account_id: UUID, tx: Tx, caller: Caller, now: Now, expected: IfMatch, response: Response
) -> Account:
    account = await use_cases.enable_account(
        tx, account_id=account_id, expected=expected, by=caller, at=now
    )
    return tagged(response, account)


@router.post(
    "/v1/accounts/{account_id}/reset-password",
    response_model=AccountWithPassword,
    responses=REFUSED,
)
async def reset_password(
    *,
    account_id: UUID,
    request: Request,
    tx: Tx,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> AccountWithPassword:
    account, password = await use_cases.reset_password(
        tx,
        request.app.state.passwords,
        account_id=account_id,
        expected=expected,
        by=caller,
        at=now,
    )
    return AccountWithPassword.of(tagged(response, account), password)


@router.get("/v1/sign-ins", response_model=PageOf[SignInOut])
async def list_sign_ins(
    tx: Tx,
    page: Page,
    action: Annotated[str | None, Query(pattern=r"^(sign_in|sign_in_failed|sign_out)$")] = None,
    account: UUID | None = None,
) -> PageOf[SignInOut]:
    found = await sign_ins.listed(
        tx, action=action, account=str(account) if account else None, page=page
    )
    return PageOf(items=[SignInOut.of(row) for row in found.items], next=found.next)


def _wanted(new: NewGrant) -> use_cases.WantedGrant:
    return use_cases.WantedGrant(
        role=new.role,
        area=new.area,
        department=new.department,
        unit=new.unit,
        from_on=new.from_on,
        until_on=new.until_on,
        stands_in_for=new.stands_in_for,
    )
