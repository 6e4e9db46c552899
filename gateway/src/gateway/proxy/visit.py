"""One request at the door, and what has been found out about it so far."""

import random
import time
from dataclasses import dataclass, field
from typing import Protocol

from starlette.types import Scope

from gateway import anonymity, routing
from gateway.proxy.headers import Header, Incoming, sort_out
from gateway.proxy.refusals import Refused

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")

RECORDED = b"01"  # the flags of a trace: everything is recorded, and the collector throws away

NOTHING_YET = Incoming()


class Known(Protocol):
    """Somebody who is signed in."""

    @property
    def account(self) -> str:
        """The account's id."""
        ...

    @property
    def authorization(self) -> bytes:
        """What the services want to see: a short-lived token."""
        ...


@dataclass(slots=True)
class Visit:
    """A request on its way through the door."""

    scope: Scope
    method: str
    path: str
    began: float = field(default_factory=time.perf_counter)
    # Random, but no secret: it names the request in logs and traces.
    request_id: str = field(default_factory=lambda: f"{random.getrandbits(128):032x}")
    row: routing.Row | None = None
    incoming: Incoming = NOTHING_YET
    hidden: bool = False
    known: Known | None = None
    standing: list[Header] = field(default_factory=list)
    refused: str | None = None

    @classmethod
    def begin(cls, scope: Scope) -> "Visit":
        return cls(scope, scope["method"], scope["raw_path"].decode("latin-1"))

    def find_way(self) -> routing.Row:
        """Find the row. Raise `Refused` if there is none, or if the request is not plain."""
        if routing.doubtful(self.path):
            raise Refused("request_unclear", close=True)
        self.row = row = routing.find(self.path)
        if row is None:
            raise Refused("no_such_route")
        if self.method not in METHODS:
            raise Refused("method_not_allowed", headers={"Allow": ", ".join(METHODS)}, method="—")
        self.incoming = sort_out(self.scope["headers"])
        self.hidden = anonymity.hides_caller(row, self.method, self.path)
        return row

    def target(self, row: routing.Row) -> str:
        """Return the path and query the service is asked with."""
        query = self.scope["query_string"].decode("latin-1")
        path = routing.inside(row, self.path)
        return f"{path}?{query}" if query else path

    def onward(self, row: routing.Row) -> list[Header]:
        """Return the headers a service gets: the client's that may pass, and ours."""
        incoming = self.incoming
        headers, trace = incoming.passing, incoming.traceparent
        if row.reporting:
            recognised = self.known is not None
            headers, trace = anonymity.without_traces(headers, recognised=recognised), None
        headers = [
            *headers,
            (b"x-request-id", self.request_id.encode()),
            (b"traceparent", (trace or self._new_trace())[:-2] + RECORDED),
        ]
        if self.known is not None:
            headers.append((b"authorization", self.known.authorization))
        return headers

    def _new_trace(self) -> bytes:
        return f"00-{self.request_id}-{self.request_id[:16]}-01".encode()
