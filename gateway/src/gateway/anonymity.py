"""Take away what could tell who reports, before anything logs or forwards it.

What is let through is listed; everything else goes: address, agent, cookie, referer, forwarded
headers, client hints, trace ids, and whatever browsers invent next.
"""

import re
from typing import Final

from gateway.routing import Pace, Row

Header = tuple[bytes, bytes]

LET_THROUGH: Final = frozenset(
    {
        b"content-length",
        b"content-type",
        b"content-digest",
        b"idempotency-key",
        b"if-match",
        b"if-none-match",
        b"range",
        b"x-zhiben-upload",
        b"x-zhiben-work",
    }
)

# Who is recognised, and handles reports, also chooses a form and shows that his key is unlocked.
LET_THROUGH_FOR_HANDLERS: Final = LET_THROUGH | {b"accept", b"x-zhiben-confidential"}

# Where a sender's device sends what it sealed itself.
SEALED: Final = "/v1/reports/sealed"

# A list of languages with weights tells people apart; which of our two languages does not.
_LANGUAGE = re.compile(rb"\s*(zh|en)\b", re.IGNORECASE)


def hides_caller(row: Row, method: str, path: str) -> bool:
    """Tell whether this is a sender's own operation: nobody is recognised there, even by session.

    Handlers work below `/v1/reports/{id}` and `/v1/claims/{id}` and must be recognised there.
    """
    if row.pace in {Pace.INTAKE, Pace.PAGE} or path == SEALED:
        return True
    return row.pace is Pace.REPORTING and method == "POST" and path == row.prefix


def without_traces(headers: list[Header], *, recognised: bool) -> list[Header]:
    """Keep what is on the list; of languages only Chinese or English, of types only page or data."""
    if recognised:
        kept = [header for header in headers if header[0] in LET_THROUGH_FOR_HANDLERS]
        return [*kept, (b"accept-language", _language(headers))]
    kept = [header for header in headers if header[0] in LET_THROUGH]
    return [*kept, (b"accept-language", _language(headers)), (b"accept", _type(headers))]


def _type(headers: list[Header]) -> bytes:
    """Browsers differ in what they accept: only whether it is a page is passed on."""
    page = any(name == b"accept" and b"text/html" in value for name, value in headers)
    return b"text/html" if page else b"application/json"


def _language(headers: list[Header]) -> bytes:
    for name, value in headers:
        if name == b"accept-language":
            for part in value.split(b","):
                found = _LANGUAGE.match(part)
                if found:
                    return found[1].lower()
    return b"zh"
