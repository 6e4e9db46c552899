"""Walk every operation as every role: whom the table names gets in, and nobody else.

A walk returns what it found wrong, one sentence each, so that a test of the walk can plant a fault.
"""

import base64
import hmac
import json
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from typing import Any

from chassis.identity import AUDIENCE, ISSUER
from chassis.permissions import By
from chassis.testing import SIGNING_KEY
from httpx import Response
from joserfc import jwt
from joserfc.jwk import OKPKey

from tests.rights.callers import EVERYWHERE, NOBODY, ROLES, Caller, Calling
from tests.rights.operations import Operation

OTHER_KEY = OKPKey.generate_key("Ed25519")
STALE = {"If-Match": '"999"'}


async def walk_roles(calling: Calling, operations: Iterable[Operation]) -> list[str]:
    """Every role at every operation, with a grant that names all it could be narrowed to."""
    return [
        wrong
        for operation in operations
        for role in ROLES
        async for wrong in _admitted(calling, operation, EVERYWHERE.as_role(role))
    ]


async def walk_narrowed(calling: Calling, operations: Iterable[Operation]) -> list[str]:
    """A role narrowed by what its grant does not name reaches nothing, and is turned away."""
    return [
        wrong
        for operation in operations
        for role in ROLES
        if operation.by(role) in {By.DEPARTMENT, By.UNIT}
        async for wrong in _admitted(calling, operation, Caller(role, area="350583"), may=False)
    ]


async def walk_strangers(calling: Calling, operations: Iterable[Operation]) -> list[str]:
    """Nobody gets past 401 without a token, but where the table says that anybody may."""
    wrong = []
    for operation in operations:
        answer = await knock(calling, operation, NOBODY)
        if (answer.status_code == 401) is operation.public:
            wrong.append(f"a stranger at {operation.name}: {answer.status_code}")
    return wrong


async def walk_forged(calling: Calling, operations: Iterable[Operation]) -> list[str]:
    """No token but one of our own gateway's, for us, and still good, opens anything.

    Every forgery is tried where somebody reads, and where somebody writes; one forgery everywhere.
    """
    wrong = []
    thorough = {True, False}
    for operation in operations:
        tokens = forged(calling.now(), _somebody(operation), every=operation.reads in thorough)
        thorough -= set() if operation.public else {operation.reads}
        for what, authorization in tokens.items():
            answer = await knock(calling, operation, NOBODY, Authorization=authorization)
            if answer.status_code != 401:
                wrong.append(f"{what} at {operation.name}: {answer.status_code}")
    return wrong


async def walk_pages(
    calling: Calling, operations: Iterable[Operation], cursors: Iterable[str]
) -> list[str]:
    """No list reads a cursor that it did not make for this very question: it refuses it in words."""
    wrong = []
    for operation in (one for one in operations if "after" in one.asked):
        caller = EVERYWHERE.as_role(_somebody(operation))
        for cursor in cursors:
            asked = operation.asked | {"after": cursor}
            answer = await calling.ask(
                caller, operation.method, operation.address(), params=asked, json={}
            )
            if answer.status_code != 422 or not _is_about_the_page(answer):
                wrong.append(f"{cursor} at {operation.name}: {answer.status_code} {answer.text}")
    return wrong


async def knock(calling: Calling, operation: Operation, caller: Caller, **headers: str) -> Response:
    """Ask with made-up ids and an empty body: enough to learn whether one is let in."""
    body: dict[str, Any] = {} if operation.method == "GET" else {"json": {}}
    return await calling.ask(
        caller, operation.method, operation.address(), headers=STALE | headers, **body
    )


def _is_about_the_page(answer: Response) -> bool:
    problem = answer.json()
    faulty = [error["pointer"] for error in problem.get("errors", ())]
    return problem["code"] == "cursor_invalid" or "query:after" in faulty


async def _admitted(
    calling: Calling, operation: Operation, caller: Caller, *, may: bool | None = None
) -> AsyncIterator[str]:
    may = operation.by(caller.role or "") is not None if may is None else may
    answer = await knock(calling, operation, caller)
    refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
    if answer.status_code in {401, 405, 500} or refused is may:
        yield f"{caller} at {operation.name}: {answer.status_code}, the table says {may}"


def _somebody(operation: Operation) -> str:
    return next((role for role in ROLES if operation.by(role)), "system_admin")


def forged(at: datetime, role: str, *, every: bool = True) -> dict[str, str]:
    """Tokens that a thief, a bug or another system might send."""
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(EVERYWHERE.id),
        "name": "某人",
        "grants": [{"role": role, "area": "", "department": "office", "unit": str(EVERYWHERE.unit)}],
        "iat": int(at.timestamp()),
        "exp": int((at + timedelta(minutes=2)).timestamp()),
        "jti": "1",
    }  # fmt: skip
    stolen = {"a token of another key": _signed(claims, OTHER_KEY, "Ed25519")}
    if not every:
        return stolen
    past = int((at - timedelta(minutes=10)).timestamp())
    ours = [
        ("an expired token", {"iat": past, "exp": past + 60}),
        ("a token for another system", {"aud": "elsewhere"}),
        ("another issuer's token", {"iss": "somebody"}),
        ("a token good for a year", {"exp": claims["iat"] + 31_536_000}),
        ("a token of nobody", {"sub": "nobody"}),
        ("a token without grants", {"grants": None}),
    ]
    return {
        **{what: _signed(claims | changed, SIGNING_KEY, "Ed25519") for what, changed in ours},
        **stolen,
        "a token sealed with our public key": _by_hand(
            claims, "HS256", SIGNING_KEY.as_pem(private=False)
        ),
        "a token that nobody signed": _by_hand(claims, "none", None),
        "words": "Bearer let-me-in",
        "a password": "Basic YWRtaW46YWRtaW4=",
        "nothing": "Bearer ",
    }


def _signed(claims: dict[str, Any], key: Any, algorithm: str) -> str:
    return f"Bearer {jwt.encode({'alg': algorithm}, claims, key, algorithms=[algorithm])}"


def _by_hand(claims: dict[str, Any], algorithm: str, secret: bytes | None) -> str:
    """What a library that believes a token's own header would take."""
    head, body = (_base64(json.dumps(part).encode()) for part in ({"alg": algorithm}, claims))
    signed = hmac.digest(secret, f"{head}.{body}".encode(), "sha256") if secret else b""
    return f"Bearer {head}.{body}.{_base64(signed)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
