"""What this service's routes may ask for beyond what every service has."""

from typing import Annotated, Final

from chassis.http import Caller, Lang, Now, Tx
from chassis.messages import Language
from chassis.problems import problem
from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse

from reporting_whistleblower.domain.keys import OpenKey
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.use_cases import keys

HEADER: Final = "X-Zhiben-Confidential"
Token = Annotated[str | None, Header(alias=HEADER, description="From `POST /v1/keys/unlock`")]


async def _opened(tx: Tx, caller: Caller, now: Now, token: Token = None) -> OpenKey:
    return await keys.use_session(tx, token=token, by=caller, at=now)


async def _maybe_opened(tx: Tx, caller: Caller, now: Now, token: Token = None) -> OpenKey | None:
    return await keys.use_session(tx, token=token, by=caller, at=now) if token else None


async def _receipt_key(request: Request) -> bytes:
    key: bytes = request.app.state.receipt_key
    return key


def refused(code: str, language: Language) -> JSONResponse:
    """Refuse without undoing the transaction: what was counted stays counted."""
    return problem(code, MESSAGES[code], language=language)


Opened = Annotated[OpenKey, Depends(_opened)]
MaybeOpened = Annotated[OpenKey | None, Depends(_maybe_opened)]
ReceiptKey = Annotated[bytes, Depends(_receipt_key)]

__all__ = ["Lang", "MaybeOpened", "Opened", "ReceiptKey", "refused"]
