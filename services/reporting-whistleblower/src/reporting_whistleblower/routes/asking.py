"""What this service's routes may ask for beyond what every service has."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Final, TypeAlias

from chassis.http import Caller, Lang, Now, Tx
from chassis.http import Sight as PlainSight
from chassis.messages import Language
from chassis.problems import problem
from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse

from reporting_whistleblower.domain.keys import OpenKey
from reporting_whistleblower.domain.refusals import ReceiptUnknown, SessionRequired
from reporting_whistleblower.domain.work import Pressure
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.store.visibility import OfficersSight
from reporting_whistleblower.use_cases import keys, working

HEADER: Final = "X-Zhiben-Confidential"
Token = Annotated[str | None, Header(alias=HEADER, description="From `POST /v1/keys/unlock`")]


async def _opened(tx: Tx, caller: Caller, now: Now, token: Token = None) -> OpenKey:
    return await keys.use_session(tx, token=token, by=caller, at=now)


async def _maybe_opened(tx: Tx, caller: Caller, now: Now, token: Token = None) -> OpenKey | None:
    return await keys.use_session(tx, token=token, by=caller, at=now) if token else None


async def _still_opened(tx: Tx, caller: Caller, now: Now, token: Token = None) -> OpenKey | None:
    """A session that is over is none: what it is for can be done without, and checks less."""
    try:
        return await keys.use_session(tx, token=token, by=caller, at=now)
    except SessionRequired:
        return None


async def _receipt_key(request: Request) -> bytes:
    key: bytes = request.app.state.receipt_key
    return key


Work = Annotated[
    str | None,
    Header(alias="X-Zhiben-Work", description="A task of `GET /v1/receipts/work`, done"),
]


async def _receipt_guard(request: Request, tx: Tx, now: Now, work: Work = None) -> None:
    """Ask for work once many receipts were wrong of late, whosever."""
    pressure: Pressure = request.app.state.wrong_receipts
    key: bytes = request.app.state.receipt_key
    await working.spend(tx, key=key, done=work, bits=pressure.bits(now), at=now)


async def _intake_guard(request: Request, tx: Tx, now: Now, work: Work = None) -> None:
    """Ask for work while much comes in."""
    pressure: Pressure = request.app.state.arrivals
    key: bytes = request.app.state.receipt_key
    await working.spend(tx, key=key, done=work, bits=pressure.bits(now), at=now)
    pressure.count(now)


Explain: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]


def counting_wrong_receipts(explain: Explain) -> Explain:
    """Count, whoever asked, before the refusal is put into words."""

    async def explained(request: Request, error: Exception) -> Response:
        if isinstance(error, ReceiptUnknown):
            request.app.state.wrong_receipts.count(request.state.now)
        return await explain(request, error)

    return explained


async def _officers_sight(sight: PlainSight, caller: Caller) -> OfficersSight:
    return OfficersSight(sight.reaches, officer=caller.id)


def refused(code: str, language: Language) -> JSONResponse:
    """Refuse without undoing the transaction: what was counted stays counted."""
    return problem(code, MESSAGES[code], language=language)


Opened = Annotated[OpenKey, Depends(_opened)]
MaybeOpened = Annotated[OpenKey | None, Depends(_maybe_opened)]
# What the caller reaches, less what he was excluded from.
Sight = Annotated[OfficersSight, Depends(_officers_sight)]
StillOpened = Annotated[OpenKey | None, Depends(_still_opened)]
ReceiptGuard: Final = Depends(_receipt_guard)
IntakeGuard: Final = Depends(_intake_guard)
ReceiptKey = Annotated[bytes, Depends(_receipt_key)]

__all__ = [
    "IntakeGuard",
    "Lang",
    "MaybeOpened",
    "Opened",
    "ReceiptGuard",
    "ReceiptKey",
    "Sight",
    "StillOpened",
    "counting_wrong_receipts",
    "refused",
]
