"""Sign in, sign out, oneself."""

from typing import Any

from chassis.http import CHECK, ApiRouter, Caller, Lang, Now, Tx
from chassis.problems import documented, problem
from fastapi import Request, Response

from gateway.domain.refusals import SignInDelayed
from gateway.domain.session import LONGEST, Kind, csrf_token
from gateway.messages import MESSAGES
from gateway.passwords import SignInBusy
from gateway.schemas import Credentials, MeOut, PasswordChange, SignedInOut
from gateway.store import account as store
from gateway.use_cases import account as account_use_cases
from gateway.use_cases import sign_in as sign_in_use_cases

router = ApiRouter(tags=["sign-in"])


@router.post(
    "/v1/sign-in",
    response_model=SignedInOut,
    openapi_extra=CHECK,
    responses=documented(MESSAGES, "sign_in_failed", "sign_in_delayed", "sign_in_busy"),
)
async def sign_in(
    given: Credentials, request: Request, response: Response, now: Now, language: Lang
) -> Any:
    state = request.app.state
    try:
        signed_in = await sign_in_use_cases.sign_in(
            state.sessions,
            state.passwords,
            login=given.login,
            password=given.password.get_secret_value(),
            kind=given.kind,
            address=request.client.host if request.client else "",
            at=now,
        )
    except (SignInDelayed, SignInBusy) as refused:
        facts = getattr(refused, "facts", {"seconds": 2})
        headers = {"Retry-After": str(facts["seconds"])}
        return problem(
            refused.code, MESSAGES[refused.code], language=language, facts=facts, headers=headers
        )
    web = given.kind is Kind.WEB
    if web:
        _set_cookie(request, response, signed_in.token)
    response.headers["Cache-Control"] = "no-store"
    return {
        "access_token": None if web else signed_in.token,
        "token_type": None if web else "Bearer",
        "csrf_token": csrf_token(signed_in.token) if web else None,
        "expires_at": signed_in.expires_at,
        "account": signed_in.account,
    }


@router.post("/v1/sign-out", status_code=204, openapi_extra=CHECK)
async def sign_out(request: Request, response: Response, tx: Tx, caller: Caller, now: Now) -> None:
    settings = request.app.state.settings
    response.delete_cookie(settings.cookie, path="/", secure=settings.secure, httponly=True)
    await sign_in_use_cases.sign_out(tx, token=request.scope["session"], by=caller.id, at=now)


@router.get("/v1/me", response_model=MeOut)
async def who_am_i(request: Request, tx: Tx, caller: Caller) -> MeOut:
    return MeOut.of(await store.get(tx, caller.id), request.scope.get("csrf_token"))


@router.post(
    "/v1/me/password",
    status_code=204,
    responses=documented(MESSAGES, "password_wrong", "password_weak"),
)
async def change_password(
    given: PasswordChange, request: Request, tx: Tx, caller: Caller, now: Now
) -> None:
    await account_use_cases.change_password(
        tx,
        request.app.state.passwords,
        old=given.old.get_secret_value(),
        new=given.new.get_secret_value(),
        token=request.scope.get("session"),
        by=caller,
        at=now,
    )


def _set_cookie(request: Request, response: Response, token: str) -> None:
    settings = request.app.state.settings
    response.set_cookie(
        settings.cookie,
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
