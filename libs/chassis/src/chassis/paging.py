"""Keyset pages: a cursor names the last row seen, and belongs to one filter and one order."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

Row = TypeVar("Row")

MOST, USUAL, SEAL = 200, 50, 16


class CursorInvalid(Exception):
    """The cursor is damaged, made up, or was made for another list or filter."""

    code = "cursor_invalid"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """At most `limit` rows, beginning after the row whose sort key is `after`."""

    limit: int = USUAL
    after: tuple[Any, ...] | None = None
    filter_tag: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows and the cursor of the next page, if there is one."""

    items: Sequence[Any]
    next: str | None


@cache
def cursor_secret(database_url: str) -> bytes:
    """All instances share it. Slow to make, so that cursors do not help to guess the password."""
    return hashlib.scrypt(database_url.encode(), salt=b"cursors", n=2**12, r=8, p=1)


def filter_tag(secret: bytes, path: str, parameters: Sequence[tuple[str, str]]) -> str:
    """Name a list and its filter. Who lacks the secret cannot make a cursor that fits it."""
    relevant = sorted((name, value) for name, value in parameters if name not in {"after", "limit"})
    return hmac.digest(secret, json.dumps([path, relevant]).encode(), "sha256").hex()


def decode_cursor(cursor: str, *, tag: str) -> tuple[Any, ...]:
    """Raise `CursorInvalid` unless we made the cursor, for this list and filter."""
    try:
        read = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise CursorInvalid from error
    if not hmac.compare_digest(read[:SEAL], _seal(read[SEAL:], tag)):
        raise CursorInvalid
    return tuple(json.loads(read[SEAL:]))


def cut(rows: Sequence[Row], page: PageRequest, key: Callable[[Row], tuple[Any, ...]]) -> Slice:
    """Cut `limit + 1` fetched rows to a page; the one too many only says that there is a next."""
    items = rows[: page.limit]
    more = len(rows) > page.limit
    return Slice(items, _encode(key(items[-1]), page.filter_tag) if more else None)


def _encode(key: tuple[Any, ...], tag: str) -> str:
    text = json.dumps(key, default=str, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_seal(text, tag) + text).decode().rstrip("=")


def _seal(text: bytes, tag: str) -> bytes:
    return hmac.digest(tag.encode(), text, "sha256")[:SEAL]
