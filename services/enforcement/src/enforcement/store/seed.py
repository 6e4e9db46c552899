"""Fill in what is real from the first day: the rules, the bodies, the matters, their competence."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from chassis.db import Session
from chassis.ids import new_id
from law.rules import load_rules
from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert

from enforcement.tables import bodies, competences, matters

DATA = Path(__file__).parent.parent / "data"


async def sow(tx: Session) -> None:
    """Doing it again changes nothing that an administrator changed."""
    for file in ("rules.json", "penalties.json"):
        await load_rules(tx, DATA / file)
    structure = json.loads((DATA / "structure.json").read_text(encoding="utf-8"))
    shared = {
        "source": structure["source"],
        "valid_from": date.fromisoformat(structure["valid_from"]),
        "confirmed": False,
        "version": 1,
    }
    await _add(tx, bodies, [body | shared for body in structure["bodies"]])
    await _add(tx, matters, structure["matters"])
    if await tx.scalar(select(competences.c.id).limit(1)) is None:
        entered = {"id": None, "entered_at": datetime.now(UTC)}
        for entry in structure["competence"]:
            day = date.fromisoformat(entry["effective_from"])
            row = entry | entered | {"id": new_id(), "effective_from": day}
            await tx.execute(insert(competences).values(row))


async def _add(tx: Session, table: Table, rows: list[dict[str, object]]) -> None:
    await tx.execute(insert(table).values(rows).on_conflict_do_nothing())
