"""What a route may ask for, and the router that wraps every request in one transaction.

The order is: who is it, may he, is it a repeat; then the route; then the answer is remembered, the
transaction commits, and only then is the answer sent.
"""

import hashlib
import re
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final, Generic, Protocol, TypeVar

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from typing_extensions import override

from chassis import sight as sights
from chassis.db import Session
from chassis.faults import faultpoint
from chassis.idempotency import Answer, Once
from chassis.identity import Principal, TokenInvalid
from chassis.messages import Language, preferred_language
from chassis.paging import MOST, USUAL, PageRequest, cursor_secret, decode_cursor, filter_tag
from chassis.problems import documented

Item = TypeVar("Item")
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

# A POST that only answers a question needs no Idempotency-Key.
CHECK: Final[dict[str, Any]] = {"x-changes-nothing": True}
# A POST whose body is a file: it is not held in memory to be hashed; its digest names it.
STREAMED: Final[dict[str, Any]] = {"x-streamed-body": True}
# A POST whose answer is not kept for a repeat: it shows something that may be seen once.
SHOWN_ONCE: Final[dict[str, Any]] = {"x-shown-once": True}
KEY: Final[dict[str, Any]] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A new one for each new operation, the same when it is sent again.",
    "schema": {"type": "string", "pattern": "^[!-~]{16,128}$"},
}
REMEMBERED_HEADERS = ("etag", "location", "content-type", "content-language")


class VersionRequired(Exception):
    """A change names no version of what it changes."""

    code = "version_required"


class Versioned(Protocol):
    """Something with a version that moves with every change."""

    @property
    def version(self) -> int:
        """Counts from 1."""
        ...


Thing = TypeVar("Thing", bound=Versioned)


class TransactionalRoute(APIRoute):
    """A route in one transaction that commits before the answer is sent."""

    @override
    def get_route_handler(self) -> Handler:
        run = super().get_route_handler()
        operation = self.name
        extra = self.openapi_extra or {}
        needs_key = "POST" in (self.methods or ()) and not extra.get("x-changes-nothing")
        says = ["not_found"] if "{" in self.path else []
        says += ["changed_meanwhile"] if _asks(self.dependant, _expected_version) else []
        if needs_key:
            says += ["key_required", "request_in_progress"]
            others = [one for one in extra.get("parameters", ()) if one != KEY]
            self.openapi_extra = {**extra, "parameters": [*others, KEY]}
        self.responses = {**documented({}, *says), **self.responses}
        once = partial(
            _once,
            run=run,
            streamed=bool(extra.get("x-streamed-body")),
            kept=not extra.get("x-shown-once"),
        )

        async def handle(request: Request) -> Response:
            state = request.app.state
            try:
                request.state.now = state.clock.now()
                request.state.caller = _caller(request)
                request.state.sight = state.permissions.sight(operation, request.state.caller)
                async with state.sessions.begin() as tx:
                    request.state.tx = tx
                    if not needs_key:
                        return await run(request)
                    answer = await once(request, tx)
            except Exception as error:  # noqa: BLE001 - every fault becomes a problem document
                problem: Response = await state.explain(request, error)
                return problem
            await faultpoint("api.after_commit")
            return answer

        return handle


class ApiRouter(APIRouter):
    """A router whose routes are transactional and named in OpenAPI after their function."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **options,
            route_class=TransactionalRoute,
            generate_unique_id_function=lambda route: _camel(route.name),
        )


async def _once(
    request: Request, tx: Session, *, run: Handler, streamed: bool, kept: bool
) -> Response:
    caller = request.state.caller
    once = Once(
        request.headers.get("idempotency-key"),
        caller=str(caller.id) if caller else "anonymous",
        request_hash=await _request_hash(request, streamed=streamed),
    )
    before = await once.claim(tx)
    if before is not None:
        return Response(
            before.body, before.status, {**before.headers, "Idempotent-Replayed": "true"}
        )
    response = await run(request)
    if kept:
        found = response.headers
        headers = {name: found[name] for name in REMEMBERED_HEADERS if name in found}
        await once.remember(tx, Answer(response.status_code, headers, bytes(response.body)))
    await faultpoint("api.before_commit")
    return response


async def _request_hash(request: Request, *, streamed: bool) -> bytes:
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if streamed:
        for name in ("content-type", "content-length", "content-digest"):
            digest.update(f"{name}:{request.headers.get(name, '')}\n".encode())
    else:
        digest.update(await request.body())
    return digest.digest()


def _caller(request: Request) -> Principal | None:
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise TokenInvalid
    caller: Principal = request.app.state.verifier.verify(token.strip(), at=request.state.now)
    return caller


def _asks(dependant: Dependant, what: Callable[..., Any]) -> bool:
    return dependant.call is what or any(_asks(one, what) for one in dependant.dependencies)


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _left(name: str) -> Callable[[Request], Coroutine[Any, Any, Any]]:
    """Ask for what the wrapper left in the request. A coroutine: plain functions run in threads."""

    async def ask(request: Request) -> Any:
        return getattr(request.state, name)

    return ask


async def _language(accept_language: Annotated[str | None, Header()] = None) -> Language:
    return preferred_language(accept_language)


async def _expected_version(
    if_match: Annotated[
        str | None, Header(description='The ETag that was read, for example `"3"`.')
    ] = None,
) -> int:
    found = re.fullmatch(r'"?(\d{1,9})"?', (if_match or "").strip())
    if found is None:
        raise VersionRequired
    return int(found[1])


async def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
    after: Annotated[
        str | None, Query(max_length=1000, description="`next` of the page before.")
    ] = None,
) -> PageRequest:
    secret = cursor_secret(request.app.state.settings.database_url.get_secret_value())
    tag = filter_tag(secret, request.url.path, request.query_params.multi_items())
    return PageRequest(limit, decode_cursor(after, tag=tag) if after else None, tag)


def tagged(response: Response, thing: Thing) -> Thing:
    """Put the thing's version into the ETag, and hand the thing on."""
    response.headers["ETag"] = f'"{thing.version}"'
    return thing


class PageOf(BaseModel, Generic[Item]):
    """One page of a list. `next` is the `after` of the next page; null on the last."""

    items: list[Item]
    next: str | None


Tx = Annotated[Session, Depends(_left("tx"))]
Caller = Annotated[Principal, Depends(_left("caller"))]
Sight = Annotated[sights.Sight, Depends(_left("sight"))]
Now = Annotated[datetime, Depends(_left("now"))]
Lang = Annotated[Language, Depends(_language)]
IfMatch = Annotated[int, Depends(_expected_version)]
Page = Annotated[PageRequest, Depends(_page)]
