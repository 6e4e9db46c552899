"""Figures about hazards: added to in the transaction of each change, folded later, read as one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Integer, cast, func, insert, select, text, union_all

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.statistics import DIMENSIONS, MEASURES, share_of
from hazard_registry.tables import hazard_counters, hazard_deltas

_KEY = ", ".join(DIMENSIONS)
_SUMS = ", ".join(f"sum({measure})::int AS {measure}" for measure in MEASURES)
_ADDED = ", ".join(f"{m} = hazard_counters.{m} + excluded.{m}" for m in MEASURES)

# One statement: what it deletes it has added, whatever other writers append meanwhile.
_FOLD = text(f"""
WITH taken AS (DELETE FROM hazard_deltas RETURNING *),
     sums AS (SELECT {_KEY}, {_SUMS} FROM taken GROUP BY {_KEY}),
     added AS (
       INSERT INTO hazard_counters ({_KEY}, {", ".join(MEASURES)})
       SELECT {_KEY}, {", ".join(MEASURES)} FROM sums
       WHERE (hazards, overdue, under_order) <> (0, 0, 0)
       ORDER BY {_KEY}
       ON CONFLICT ({_KEY}) DO UPDATE SET {_ADDED} RETURNING 1)
SELECT count(*) FROM taken
""")  # noqa: S608 - only names of our own columns

_RECOUNT = f"""
SELECT left(area, 12) AS area,
       CASE WHEN length(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST')) > 1
            THEN left(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST'), 2) ELSE '' END AS industry,
       channel, level, status, date_trunc('month', found_on)::date AS month,
       count(*)::int AS hazards,
       (count(*) FILTER (WHERE overdue_on IS NOT NULL
          AND status IN ('verified', 'planned', 'rectifying', 'awaiting_review')))::int AS overdue,
       (count(*) FILTER (WHERE order_level IS NOT NULL AND status <> 'rejected'))::int
          AS under_order
FROM hazards WHERE merged_into IS NULL GROUP BY {", ".join(str(place) for place in range(1, 7))}
"""  # noqa: S608

_DIFFER = text(f"""
WITH kept AS (
  SELECT {_KEY}, {_SUMS} FROM (
    SELECT {_KEY}, {", ".join(MEASURES)} FROM hazard_counters
    UNION ALL SELECT {_KEY}, {", ".join(MEASURES)} FROM hazard_deltas) both_
  GROUP BY {_KEY} HAVING (sum(hazards), sum(overdue), sum(under_order)) <> (0, 0, 0)),
counted AS ({_RECOUNT})
SELECT count(*) FROM (
  (SELECT * FROM kept EXCEPT SELECT * FROM counted)
  UNION ALL (SELECT * FROM counted EXCEPT SELECT * FROM kept)) differing
""")  # noqa: S608


async def change(tx: Session, *, before: Hazard | None, after: Hazard) -> None:
    """Append what this change takes away and adds; nothing, where the figures stay."""
    new = share_of(after)
    old = share_of(before) if before else None
    if new == old:
        return
    rows = [asdict(new)]
    if old:
        taken = asdict(old)
        rows.append(taken | {measure: -taken[measure] for measure in MEASURES})
    await tx.execute(insert(hazard_deltas), rows)


async def fold(tx: Session) -> int:
    """Move what was appended into the counters, and say how many rows that was."""
    return int(await tx.scalar(_FOLD) or 0)


async def differing(tx: Session) -> int:
    """Compare with a recount of the hazards themselves, and say how many cells differ."""
    return int(await tx.scalar(_DIFFER) or 0)


async def rebuild(tx: Session) -> None:
    """Count everything anew. Writers wait meanwhile, so that nothing is counted twice or lost."""
    await tx.execute(text("LOCK TABLE hazards, hazard_deltas, hazard_counters IN EXCLUSIVE MODE"))
    await tx.execute(text("DELETE FROM hazard_deltas"))
    await tx.execute(text("DELETE FROM hazard_counters"))
    columns = ", ".join((*DIMENSIONS, *MEASURES))
    await tx.execute(text(f"INSERT INTO hazard_counters ({columns}) {_RECOUNT}"))


async def figures(
    tx: Session,
    *,
    sight: Sight,
    by: Sequence[str],
    area_digits: int,
    area: str | None,
    industry: str | None,
    channel: str | None,
    level: str | None,
    first: date | None,
    last: date | None,
) -> Sequence[dict[str, Any]]:
    """Sum the cells the caller may see, grouped by the dimensions asked for."""
    same = {"industry": industry, "channel": channel, "level": level}
    cells = _cells(sight, area=area, same=same, first=first, last=last)
    named: dict[str, ColumnElement[Any]] = {
        **{name: cells.c[name] for name in DIMENSIONS},
        "area": func.left(cells.c.area, area_digits),
        "year": func.date_part("year", cells.c.month),
    }
    groups = [named[name].label(name) for name in by]
    closed = cells.c.hazards * cast(cells.c.status == "closed", Integer)
    rejected = cells.c.hazards * cast(cells.c.status == "rejected", Integer)
    waiting = cells.c.hazards * cast(cells.c.status == "reported", Integer)
    query = select(
        *groups,
        func.sum(cells.c.hazards - rejected).label("found"),
        func.sum(closed).label("closed"),
        func.sum(waiting).label("unverified"),
        func.sum(rejected).label("rejected"),
        func.sum(cells.c.overdue).label("overdue"),
        func.sum(cells.c.under_order).label("under_order"),
    ).group_by(*groups)
    rows = await tx.execute(query.order_by(*groups))
    return [dict(row._mapping) for row in rows]


def _cells(
    sight: Sight,
    *,
    area: str | None,
    same: Mapping[str, str | None],
    first: date | None,
    last: date | None,
) -> Any:
    parts = []
    for table in (hazard_counters, hazard_deltas):
        columns = [table.c[name] for name in (*DIMENSIONS, *MEASURES)]
        query = select(*columns).where(narrow(sight, area=table.c.area))
        if area:
            query = query.where(table.c.area.startswith(area, autoescape=True))
        for name, wanted in same.items():
            if wanted is not None:
                query = query.where(table.c[name] == wanted)
        if first:
            query = query.where(table.c.month >= first)
        if last:
            query = query.where(table.c.month <= last)
        parts.append(query)
    return union_all(*parts).subquery()
