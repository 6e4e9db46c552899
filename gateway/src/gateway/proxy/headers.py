"""Which headers pass the door, in either direction."""

import re
from dataclasses import dataclass, field
from typing import Final

from gateway.proxy.refusals import Refused
from gateway.routing import Row

Header = tuple[bytes, bytes]

# RFC 9110 section 7.6.1: they speak about one connection, and ours is another.
HOP_BY_HOP: Final = frozenset(
    {
        b"connection",
        b"expect",
        b"http2-settings",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
# Who is calling is for the gateway alone to say, and it says so in one signed token.
OURS_ALONE: Final = frozenset(
    {
        b"authorization",
        b"cookie",
        b"content-length",
        b"forwarded",
        b"from",
        b"host",
        b"traceparent",
        b"tracestate",
        b"true-client-ip",
        b"via",
        b"x-client-ip",
        b"x-cluster-client-ip",
        b"x-csrf-token",
        b"x-original-url",
        b"x-real-ip",
        b"x-request-id",
        b"x-rewrite-url",
    }
)
OURS_ALONE_BEFORE: Final = (
    b"x-account",
    b"x-auth",
    b"x-caller",
    b"x-forwarded",
    b"x-grant",
    b"x-http-method",
    b"x-method",
    b"x-role",
    b"x-user",
)
ENCODINGS: Final = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress"})
NOTED: Final = {b"cookie": "cookie", b"x-csrf-token": "csrf"}
# What the W3C allows; anything else is some other text that would travel on into every log.
TRACEPARENT: Final = re.compile(rb"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
# uvicorn writes its own date; cookies are the gateway's alone.
NOT_BACK: Final = HOP_BY_HOP | {b"date", b"server", b"set-cookie"}


@dataclass(slots=True, eq=False)
class Incoming:
    """A request's headers, sorted out."""

    passing: list[Header] = field(default_factory=list)
    length: int | None = None
    chunked: bool = False
    bearer: str | None = None
    cookie: str | None = None
    csrf: str | None = None
    traceparent: bytes | None = None


def sort_out(headers: list[Header]) -> Incoming:
    """Read what the door needs and keep what may pass. Raise `Refused` if framing is doubtful."""
    incoming = Incoming()
    named: set[bytes] = set()
    for name, value in headers:
        if name in HOP_BY_HOP or name in OURS_ALONE:
            _note(incoming, name, value, named)
        elif name == b"content-encoding" and value.strip().lower() != b"identity":
            raise Refused("encoding_unsupported", encoding=_word(value), close=True)
        elif b"_" not in name and not name.startswith(OURS_ALONE_BEFORE):
            incoming.passing.append((name, value))
    if incoming.chunked and incoming.length is not None:
        raise Refused("request_unclear", close=True)
    if named:
        incoming.passing = [header for header in incoming.passing if header[0] not in named]
    return incoming


def _note(incoming: Incoming, name: bytes, value: bytes, named: set[bytes]) -> None:
    if name == b"connection":
        named.update(part.strip().lower() for part in value.split(b","))
    elif name == b"content-length":
        incoming.length = _length(value, before=incoming.length)
    elif name == b"transfer-encoding":
        if value.strip().lower() != b"chunked" or incoming.chunked:
            raise Refused("request_unclear", close=True)
        incoming.chunked = True
    elif name == b"authorization":
        incoming.bearer = _bearer(value)
    elif name == b"traceparent":
        incoming.traceparent = value if TRACEPARENT.fullmatch(value) else None
    elif name in NOTED:
        setattr(incoming, NOTED[name], value.decode("latin-1"))


def _length(value: bytes, *, before: int | None) -> int:
    if before is not None or not value.isdigit() or len(value) > 15:  # noqa: PLR2004 - a petabyte
        raise Refused("request_unclear", close=True)
    return int(value)


def _bearer(value: bytes) -> str:
    scheme, _, token = value.partition(b" ")
    return token.strip().decode("latin-1") if scheme.lower() == b"bearer" else ""


def _word(value: bytes) -> str:
    """Repeat nothing but what an encoding may be called."""
    word = value.strip().lower().decode("latin-1")
    return word if word in ENCODINGS else "—"


def cookie_named(name: str, header: str | None) -> str | None:
    """Return one cookie's value. Of two with the same name neither is trusted."""
    if header is None or name not in header:
        return None
    found = [
        value.strip()
        for part in header.split(";")
        for key, _, value in [part.partition("=")]
        if key.strip() == name
    ]
    return found[0] if len(found) == 1 else None


def for_client(headers: list[Header], status: int, row: Row | None) -> list[Header]:
    """Keep what a service's answer may tell the client; places are named as the client knows them."""
    named = {
        part.strip().lower()
        for name, value in headers
        if name == b"connection"
        for part in value.split(b",")
    }
    bodiless = status in {204, 304}
    kept = [
        header
        for header in headers
        if header[0] not in NOT_BACK
        and header[0] not in named
        and not (bodiless and header[0] == b"content-length")
    ]
    if row is None or row.becomes is None:
        return kept
    inside, outside = row.becomes.encode(), row.prefix.encode()
    return [
        (name, outside + value[len(inside) :])
        if name == b"location" and value.startswith(inside)
        else (name, value)
        for name, value in kept
    ]
