"""A bare ASGI application before everything: is it plain, who is it, may it come, where to."""

import hmac
from collections.abc import Mapping
from typing import Protocol

import structlog
from chassis.problems import is_outage
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway import routing
from gateway.limits import Limits, RateExceeded
from gateway.pages import Pages
from gateway.proxy import bodies
from gateway.proxy.headers import cookie_named, for_client
from gateway.proxy.notes import note
from gateway.proxy.refusals import Refused, document, too_often, upstream_failed
from gateway.proxy.visit import Known, Visit
from gateway.routing import Pace, Row, Service
from gateway.upstreams import Answer, Body, Broken, Upstream, UpstreamFailure

log = structlog.get_logger()

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CLIENT_GONE, ANSWER_BROKEN = 499, 0


class Callers(Protocol):
    """Knows who holds a session."""

    cookie: str

    def remembered(self, token: str) -> Known | None:
        """Return whom we know without asking the database."""
        ...

    async def known(self, token: str) -> Known | None:
        """Return who holds this session, or None if it is over or never was."""
        ...

    def csrf_token(self, token: str) -> str:
        """Return what a page must send along with this session's cookie."""
        ...


class Door:
    """Lets requests through to the services and to the gateway's own routes."""

    def __init__(self, own: ASGIApp, *, pages: Pages, callers: Callers, limits: Limits) -> None:
        self.own = own
        self.pages = pages
        self.upstreams: Mapping[Service, Upstream] = {}
        self.callers = callers
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._visit(Visit.begin(scope), receive, send)
            case "lifespan":
                await self.own(scope, receive, send)
            case _:
                await send({"type": "websocket.close", "code": 1008})

    async def _visit(self, visit: Visit, receive: Receive, send: Send) -> None:
        try:
            row = visit.find_way()
            if row.pace is Pace.PAGE:
                note(visit, await self.pages(visit.scope, receive, send))
                return
            await self._recognise(visit)
            self._count(visit, row.pace, _counted_as(visit, row))
            if row.service is Service.GATEWAY:
                await self._serve(visit, row, receive, send)
                return
            status = await self._forward(visit, row, receive, send)
        except Refused as refused:
            visit.refused = refused.code
            answer = document(refused, visit.scope, visit.request_id)
            await answer(visit.scope, receive, send)
            status = answer.status_code
        except bodies.ClientGone:
            status = CLIENT_GONE
        except Broken:
            # Nothing more is sent: the server cuts the connection, so no client takes it for whole.
            status = ANSWER_BROKEN
        note(visit, status)

    async def _recognise(self, visit: Visit) -> None:
        """Find out who is calling, unless it is a sender, whom nobody may know."""
        if visit.hidden:
            return
        incoming = visit.incoming
        if incoming.bearer is not None:
            await self._look_up(visit, incoming.bearer)
            if visit.known is None:
                raise Refused("token_expired", headers={"WWW-Authenticate": "Bearer"})
            return
        token = cookie_named(self.callers.cookie, incoming.cookie)
        if token is None:
            return
        await self._look_up(visit, token)
        if visit.known is None:
            return
        visit.scope["csrf_token"] = wanted = self.callers.csrf_token(token)
        if visit.method not in SAFE and not hmac.compare_digest(incoming.csrf or "", wanted):
            raise Refused("csrf_failed")

    async def _look_up(self, visit: Visit, token: str) -> None:
        known = self.callers.remembered(token)
        if known is None:
            # Looking up costs a query, so that guessing tokens is limited like anything else.
            self._count(visit, Pace.USUAL, f"session@{_address(visit)}")
            try:
                known = await self.callers.known(token)
            except Exception as error:
                if is_outage(error):
                    raise Refused("store_unavailable", headers={"Retry-After": "5"}) from error
                raise
        if known is not None:
            visit.known = known
            visit.scope["session"] = token

    def _count(self, visit: Visit, pace: Pace, caller: str | None) -> None:
        try:
            visit.standing = self._limits.count(pace, caller=caller)
        except RateExceeded as exceeded:
            raise too_often(exceeded) from exceeded

    async def _serve(self, visit: Visit, row: Row, receive: Receive, send: Send) -> None:
        """Answer by one of the gateway's own routes, which logs and counts for itself."""
        body, _ = await self._take(visit, min(row.body, bodies.WHOLE), receive)
        path = routing.inside(row, visit.path)
        headers = visit.onward(row)
        inner: Scope = {**visit.scope, "path": path, "raw_path": path.encode("latin-1")}
        if isinstance(body, bytes):
            inner["headers"] = [*headers, (b"content-length", str(len(body)).encode())]
            receive = bodies.replay(body, receive)
        else:
            inner["headers"] = headers

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *visit.standing]
            await send(message)

        await self.own(inner, receive, sending)

    async def _take(self, visit: Visit, limit: int, receive: Receive) -> tuple[Body, bodies.Intake]:
        return await bodies.take(
            receive,
            length=visit.incoming.length,
            chunked=visit.incoming.chunked,
            limit=limit,
            method=visit.method,
        )

    async def _forward(self, visit: Visit, row: Row, receive: Receive, send: Send) -> int:
        upstream = self.upstreams.get(row.service)
        if upstream is None:
            raise Refused("upstream_busy", headers={"Retry-After": "60"}, seconds=60)
        body, intake = await self._take(visit, row.body, receive)
        headers, length = visit.onward(row), visit.incoming.length
        asking = upstream.ask(visit.method, visit.target(row), headers, body, length=length)
        try:
            async with asking as answer:
                await self._pass_on(visit, answer, intake, receive, send)
                return answer.status
        except Broken:
            raise
        except UpstreamFailure as failure:
            log.warning("upstream.failed", service=row.service, failure=type(failure).__name__)
            raise upstream_failed(failure) from failure

    async def _pass_on(
        self, visit: Visit, answer: Answer, intake: bodies.Intake, receive: Receive, send: Send
    ) -> None:
        headers = for_client(answer.headers, answer.status, visit.row)
        headers += visit.standing
        start = {"type": "http.response.start", "status": answer.status, "headers": headers}
        await send(start)
        if visit.method == "HEAD" or answer.status in {204, 304}:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        if not await bodies.give(answer, send):
            await bodies.give_rest(answer, send, receive, watch=intake.complete)


def _counted_as(visit: Visit, row: Row) -> str | None:
    """Return whose budget it is; senders of reports have no address and share one."""
    if visit.known is not None:
        return visit.known.account
    return None if row.reporting else _address(visit)


def _address(visit: Visit) -> str:
    return str((visit.scope["client"] or ("",))[0])
