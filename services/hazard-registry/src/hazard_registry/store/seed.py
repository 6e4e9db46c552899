"""Sow the registers that ship with the service: areas, departments, standards, criteria, rules."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from chassis.db import Session
from law.rules import load_rules
from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert

from hazard_registry.domain.area import level_of, parent_of
from hazard_registry.tables import (
    areas,
    checklist_items,
    checklists,
    criteria,
    departments,
    elimination_kinds,
    standards,
)

_HEAD = ("title", "level", "sector")
DATA = Path(__file__).parents[1] / "data"


async def sow(tx: Session) -> None:
    """Add what is not there yet; what the office changed stays as it is."""
    await _add(tx, areas, [_area(row) for row in _json("areas.json")])
    await _add(tx, departments, [_department(row) for row in _json("departments.json")])
    await _add(tx, standards, [_standard(row) for row in _json("standards.json")])
    await _add(tx, criteria, read_criteria())
    await sow_rules(tx)


async def sow_rules(tx: Session) -> None:
    """Add the rules that are new; a later migration calls it for those that came with it."""
    for path in sorted((DATA / "rules").glob("*.json")):
        await load_rules(tx, path)


async def sow_checklists(tx: Session, *, on: date) -> None:
    """Publish the general templates, so that a unit of any trade has one to check by."""
    for row in _json("checklists.json"):
        named = f"checklist:{row['title']}"
        list_id = uuid5(NAMESPACE_URL, named)
        known = {
            "id": list_id,
            "series": list_id,
            "edition": 1,
            "status": "published",
            "published_on": on,
        }
        await _add(tx, checklists, [known | {"version": 1} | {k: row[k] for k in _HEAD}])
        items = [
            {
                "id": uuid5(list_id, str(position)),
                "checklist_id": list_id,
                "position": position,
                "text": text,
                "criterion": None,
                "article": None,
            }
            for position, text in enumerate(row["items"], 1)
        ]
        await _add(tx, checklist_items, items)


async def sow_eliminations(tx: Session) -> None:
    """Add the entries of the plan's catalogue."""
    rows = [
        {
            **row,
            "id": uuid5(NAMESPACE_URL, f"elimination:{row['code']}"),
            "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            "version": 1,
        }
        for row in _json("eliminations.json")
    ]
    await _add(tx, elimination_kinds, rows)


def read_criteria() -> list[dict[str, Any]]:
    """Read the items; all that was not read word for word is still to be confirmed."""
    with (DATA / "criteria.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            | {
                "standard": row["code"].split("-")[0],
                "to_confirm": not row["source"].startswith("verified"),
            }
            for row in csv.DictReader(file)
        ]


async def _add(tx: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    await tx.execute(insert(table).values(rows).on_conflict_do_nothing())


def _json(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows


def _area(row: Mapping[str, Any]) -> dict[str, Any]:
    code = row["code"]
    return {
        "code": code,
        "name": row["name"],
        "level": level_of(code),
        "parent": parent_of(code),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": None,
        "letters": row.get("letters"),
        "version": 1,
    }


def _department(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"leader": None, "active": True, "version": 1} | dict(row)


def _standard(row: Mapping[str, Any]) -> dict[str, Any]:
    ends = row.get("effective_to")
    plain: dict[str, Any] = {
        "issuer": None,
        "guidance": False,
        "clause_prefix": None,
        "clause_chapters": [],
        "note": None,
        "source": None,
    }
    return (
        plain
        | dict(row)
        | {
            "effective_from": date.fromisoformat(row["effective_from"]),
            "effective_to": date.fromisoformat(ends) if ends else None,
        }
    )
