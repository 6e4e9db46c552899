"""Problem documents the door makes itself, before or instead of a service."""

from typing import Final

from chassis.messages import CHASSIS_MESSAGES, preferred_language
from chassis.problems import problem
from starlette.responses import Response
from starlette.types import Scope

from gateway.limits import RateExceeded
from gateway.messages import DOOR_MESSAGES
from gateway.upstreams import Busy, TooSlow, Unreachable, UpstreamFailure

MESSAGES: Final = {**CHASSIS_MESSAGES, **DOOR_MESSAGES}


class Refused(Exception):
    """The door does not let this request through. `close` also ends the connection."""

    def __init__(
        self,
        code: str,
        *,
        headers: dict[str, str] | None = None,
        close: bool = False,
        **facts: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
        self.headers = dict(headers or {}) | ({"Connection": "close"} if close else {})


def too_large(limit: int) -> Refused:
    return Refused("too_large", limit=size(limit))


def size(limit: int) -> str:
    return f"{limit // 1024**2} MB" if limit >= 1024**2 else f"{limit // 1024} KB"


def too_often(error: RateExceeded) -> Refused:
    headers = {name.decode(): value.decode() for name, value in error.headers}
    headers["Retry-After"] = str(error.seconds)
    return Refused("rate_limited", headers=headers, seconds=error.seconds)


def upstream_failed(failure: UpstreamFailure) -> Refused:
    match failure:
        case Busy():
            return _busy(failure.seconds)
        case Unreachable():
            return _busy(2)
        case TooSlow():
            return Refused("upstream_slow")
        case _:
            return Refused("upstream_unreachable")


def _busy(seconds: int) -> Refused:
    return Refused("upstream_busy", headers={"Retry-After": str(seconds)}, seconds=seconds)


def document(refused: Refused, scope: Scope, request_id: str) -> Response:
    """Write the problem in the caller's language; what went wrong inside never shows."""
    language = next((v for k, v in scope["headers"] if k == b"accept-language"), b"")
    return problem(
        refused.code,
        MESSAGES[refused.code],
        language=preferred_language(language.decode("latin-1")),
        facts=refused.facts,
        headers={"X-Request-Id": request_id, **refused.headers},
    )
