"""Keyset pages: a cursor names the last row seen, and belongs to one filter and one order."""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Row = TypeVar("Row")

MOST, USUAL = 200, 50


class CursorInvalid(Exception):
    """The cursor is damaged, or was made for another filter."""

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


def filter_tag(parameters: Sequence[tuple[str, str]]) -> str:
    """Name a filter by what was asked for, so that its cursors fit no other."""
    relevant = sorted((name, value) for name, value in parameters if name not in {"after", "limit"})
    return hashlib.sha256(json.dumps(relevant).encode()).hexdigest()[:12]


def decode_cursor(cursor: str, *, tag: str) -> tuple[Any, ...]:
    """Raise `CursorInvalid` unless the cursor was made for this filter."""
    try:
        made_for, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise CursorInvalid from error
    if made_for != tag or not key:
        raise CursorInvalid
    return tuple(key)


def cut(rows: Sequence[Row], page: PageRequest, key: Callable[[Row], tuple[Any, ...]]) -> Slice:
    """Cut `limit + 1` fetched rows to a page; the one too many only says that there is a next."""
    items = rows[: page.limit]
    more = len(rows) > page.limit
    return Slice(items, _encode(key(items[-1]), page.filter_tag) if more else None)


def _encode(key: tuple[Any, ...], tag: str) -> str:
    text = json.dumps([tag, *key], default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
