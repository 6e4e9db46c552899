"""A hazard with all its dated facts as PostgreSQL writes it: JSON, in one round trip."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.sight import Sight
from law.rules import Rules, load
from sqlalchemy import Column, DateTime, Numeric, Table

from hazard_registry.domain.life import Channel, Status
from hazard_registry.domain.refusals import NotFound
from hazard_registry.store.hazard_detail import CARRIED, RELATIVE, RELATIVES, RULES, stated
from hazard_registry.store.hazards import seen
from hazard_registry.tables import (
    corrections,
    enforcement_facts,
    extensions,
    hazard_photos,
    hazards,
    notices,
    progress_notes,
    reviews,
    stoppages,
    supervision_orders,
)

# What is kept of a hazard and of its facts, but not shown. A test compares with the schema.
_HIDDEN: Final[dict[Table, str]] = {
    hazards: (
        "words source_id ledger_key rectifiers reviewers extension_by resumption_by "
        "withdrawal_by merged_leads"
    ),
    notices: "",
    progress_notes: "id hazard_id",
    extensions: "hazard_id",
    reviews: "id hazard_id",
    supervision_orders: "hazard_id year serial issued_by issued_at version",
    stoppages: "hazard_id stopped_by applied_by resumed_by",
    hazard_photos: "hazard_id added_by",
    enforcement_facts: "hazard_id clue_id",
    corrections: "hazard_id",
}
_LISTS: Final[dict[str, tuple[Table, str]]] = {
    "notices": (notices, "id"),
    "progress": (progress_notes, "id"),
    "extension_requests": (extensions, "id"),
    "reviews": (reviews, "id"),
    "orders": (supervision_orders, "id"),
    "stoppages": (stoppages, "id"),
    "photos": (hazard_photos, "added_at, attachment_id"),
    "enforcement": (enforcement_facts, "case_id"),
    "corrections": (corrections, "id"),
}


def _columns(table: Table) -> str:
    hidden = _HIDDEN[table].split()
    return ", ".join(_written(column) for column in table.c if column.name not in hidden)


def _written(column: Column[Any]) -> str:
    """Write money as text, and moments as the schemas do: in UTC, without idle fractions."""
    name = f'f."{column.name}"'
    if isinstance(column.type, Numeric):
        return f"{name}::text AS {column.name}"
    if isinstance(column.type, DateTime):
        utc = f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        return f"replace({utc}, '.000000Z', 'Z') AS {column.name}"
    return name


def _list(name: str, table: Table, order: str) -> str:
    whose = "hazard_id = $1"
    if name in CARRIED:
        whose += " OR hazard_id IN (SELECT id FROM hazards WHERE merged_into = $1)"
    rows = f"SELECT {_columns(table)} FROM {table.name} f WHERE {whose} ORDER BY {order}"  # noqa: S608
    return f"(SELECT coalesce(json_agg(o), '[]') FROM ({rows}) o) AS {name}"  # noqa: S608


def _relatives(name: str, column: str) -> str:
    rows = f"SELECT {RELATIVE} FROM hazards WHERE {column} = $1 ORDER BY id"  # noqa: S608
    return f"(SELECT coalesce(json_agg(o), '[]') FROM ({rows}) o) AS {name}"  # noqa: S608


_SHEET = Fixed(f"""
SELECT area, department, unit_id, channel, status, reported_by, version, submitted_on, verified_on,
  (SELECT row_to_json(sheet)::text FROM (SELECT {_columns(hazards)},
    (SELECT name FROM units WHERE units.id = f.unit_id) AS unit_name,
    {", ".join(_list(name, *of) for name, of in _LISTS.items())},
    {", ".join(_relatives(name, column) for name, column in RELATIVES.items())}) AS sheet) AS written,
  CASE WHEN verified_on IS NOT NULL OR submitted_on IS NOT NULL THEN
    (SELECT string_agg(rule::text, ' ' ORDER BY code, version) FROM rule WHERE code = ANY($2))
  END AS rules
FROM hazards f WHERE id = $1
""")  # noqa: S608 - names of our own columns
_CODES: Final = sorted({code for code, _ in RULES.values()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What decides whether a hazard is seen, and its JSON but for the law behind its dates."""

    area: str
    department: str | None
    unit_id: UUID | None
    channel: Channel
    status: Status
    reported_by: UUID | None
    version: int
    submitted_on: date | None
    verified_on: date | None
    written: str
    rules: str | None


async def sheet_of(tx: Session, hazard_id: UUID, *, sight: Sight) -> Sheet:
    """Raise `NotFound` if there is no such hazard within the caller's sight."""
    rows = await _SHEET.read(tx, hazard_id, _CODES)
    if not rows:
        raise NotFound()
    row = dict(rows[0])
    enums = {"channel": Channel(row["channel"]), "status": Status(row["status"])}
    sheet = Sheet(**row | enums)
    if not seen(sheet, sight):
        raise NotFound()
    return sheet


async def body_of(tx: Session, sheet: Sheet) -> str:
    """Write the whole answer: the JSON of a `HazardDetail`."""
    basis = stated(await _rules(tx, sheet.rules), sheet) if sheet.rules else {}
    return f'{sheet.written[:-1]},"basis":{json.dumps(basis, ensure_ascii=False)}}}'


_latest: tuple[str, Rules] | None = None  # the rules as they stood, and what was made of them


async def _rules(tx: Session, standing: str) -> Rules:
    """Read the rules anew only where they differ from those that were read last."""
    global _latest  # noqa: PLW0603 - one for the process, compared before each use
    if _latest is None or _latest[0] != standing:
        _latest = (standing, await load(tx, *_CODES))
    return _latest[1]
