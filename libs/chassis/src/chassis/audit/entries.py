"""Write down who did what to what, when and why, in the transaction that did it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, TypeAlias
from uuid import UUID

import structlog
from sqlalchemy import select

from chassis.audit.tables import audit_entry
from chassis.db import Fixed, Session
from chassis.ids import new_id


class Actor(Protocol):
    """Someone with an account: a `Principal`."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...


# RFC 8785 knows no whole number that a double cannot hold.
LARGEST_EXACT = 2**53 - 1

By: TypeAlias = Actor | UUID | str

_RECORD = Fixed("""
INSERT INTO audit_entry
  (id, at, by, by_name, action, what, what_id, why, changes, request_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing somebody did."""

    seq: int
    id: UUID
    at: datetime
    by: str
    by_name: str | None
    action: str
    what: str
    what_id: str
    why: str | None
    changes: dict[str, Any]
    request_id: str | None


async def record(
    tx: Session,
    *,
    by: By,
    at: datetime,
    action: str,
    what: str,
    id: UUID | str,
    why: str | None = None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Add an entry. It stands exactly if the transaction does.

    `by` is the caller, an account's id, or the name of what acted by itself (`"sweep"`).
    `changes` maps a field to `[before, after]`. Entries are kept for ever and read by auditors:
    a confidential service gives ids, codes and states there, never a person's words or identity.
    """
    name = getattr(by, "name", None)
    name = None if name is None else clean_text(str(name))
    who, thing = clean_text(str(getattr(by, "id", by))), clean_text(str(id))
    why = None if why is None else clean_text(why)
    differences = json.dumps(plain(changes or {}), ensure_ascii=False)
    request = structlog.contextvars.get_contextvars().get("request_id")
    row = (new_id(), at, who, name, action, what, thing, why, differences, request)
    await _RECORD.write(tx, *row)


async def history(
    tx: Session, *, what: str, id: UUID | str, limit: int = 50, after: int | None = None
) -> list[Entry]:
    """List what happened to a thing, newest first; `after` is the `seq` of the last one seen."""
    fields = [column for column in audit_entry.c if column.name != "xid"]
    query = select(*fields).where(audit_entry.c.what == what, audit_entry.c.what_id == str(id))
    if after is not None:
        query = query.where(audit_entry.c.seq < after)
    rows = await tx.execute(query.order_by(audit_entry.c.seq.desc()).limit(limit))
    return [Entry(**row) for row in rows.mappings()]


def clean_text(value: str) -> str:
    """Replace what PostgreSQL cannot store: NUL characters and halves of surrogate pairs."""
    return value.encode("utf-8", "replace").decode().replace("\x00", "�")


def plain(value: object) -> Any:
    """Make a value that JSON holds without loss: numbers with a fraction become strings."""
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= LARGEST_EXACT:
            return int(value)
        case Mapping():
            return {clean_text(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return [plain(item) for item in sorted(value, key=str)]
        case _:
            return clean_text(_written(value))


def _written(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case Decimal():
            return f"{value:f}"
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)
