"""Figures about hazards: added to in the transaction of each change, folded later, read as one.

Everything is made of shares, one row a hazard: those of changes wait in `hazard_deltas`, and a
recount takes them from the hazards themselves. Four sums are kept of them.
"""

from dataclasses import asdict
from typing import Final

from chassis.db import Session
from sqlalchemy import Table, insert, text

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.statistics import DIMENSIONS, MEASURES, SUBDISTRICT_DIGITS, share_of
from hazard_registry.tables import (
    hazard_counters,
    hazard_deltas,
    hazard_marks,
    hazard_problems,
    hazard_rollups,
)

_WHOLES: Final = ("hazards", "overdue", "under_order")
_SUMS = ", ".join(
    f"sum({one})::int AS {one}" if one in _WHOLES else f"sum({one}) AS {one}" for one in MEASURES
)

_CELLS = f"SELECT {', '.join(DIMENSIONS)}, {_SUMS} FROM shares GROUP BY 1, 2, 3, 4, 5, 6"  # noqa: S608
_ROLLED_UP = f"""
SELECT left(area, {SUBDISTRICT_DIGITS}) AS area, channel, level, status, month, {_SUMS}
FROM shares GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608
_MARKS = """
SELECT area, industry, channel, level, month, split_part(one, ':', 1) AS mark,
  split_part(one, ':', 2)::date AS day, sum(hazards)::int AS hazards
FROM shares, unnest(marks) AS one GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_PROBLEMS = """
SELECT area, industry, level, month, criterion, sum(hazards)::int AS hazards
FROM shares, unnest(criteria) AS criterion GROUP BY 1, 2, 3, 4, 5
"""
# Each sum: its table, and how it is made of shares that stand in `shares`.
SUMS: Final[dict[Table, str]] = {
    hazard_counters: _CELLS,
    hazard_rollups: _ROLLED_UP,
    hazard_marks: _MARKS,
    hazard_problems: _PROBLEMS,
}

_DAY = "CASE WHEN level = 'major' THEN day ELSE date_trunc('month', day)::date END"
_HANDED_IN = "status = 'awaiting_review' AND submitted_on <= due_on"
_FIXED = """coalesce(responsible, '') <> '' AND coalesce(measures, '') <> '' AND funds IS NOT NULL
  AND deadline IS NOT NULL AND coalesce(contingency, '') <> ''"""
# What `share_of` says, said in SQL.
_RECOUNT: Final = f"""
SELECT left(area, 12) AS area,
  CASE WHEN length(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST')) > 1
    THEN left(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST'), 2) ELSE '' END AS industry,
  channel, level, status, date_trunc('month', found_on)::date AS month,
  1 AS hazards,
  (overdue_on IS NOT NULL
    AND status IN ('verified', 'planned', 'rectifying', 'awaiting_review'))::int AS overdue,
  (order_level IS NOT NULL AND status <> 'rejected')::int AS under_order,
  coalesce(funds, 0) AS funds, coalesce(funds_used, 0) AS funds_used,
  CASE WHEN verified_on IS NULL OR status = 'rejected' THEN '{{}}' ELSE ARRAY(
    SELECT mark || ':' || {_DAY} FROM (VALUES
      ('verified', verified_on), ('due', due_on), ('closed', closed_on),
      ('met', CASE WHEN closed_on <= due_on THEN due_on END),
      ('late', CASE WHEN (closed_on <= due_on) IS NOT TRUE THEN closed_on END),
      ('waiting', CASE WHEN {_HANDED_IN} THEN due_on END),
      ('fixed', CASE WHEN {_FIXED} THEN planned_on END)) AS happened (mark, day)
    WHERE day IS NOT NULL) END AS marks,
  criteria
FROM hazards WHERE merged_into IS NULL
"""  # noqa: S608


def _names(table: Table, *, key: bool) -> list[str]:
    return [column.name for column in table.c if column.primary_key is key]


def _added(table: Table) -> str:
    """Add a sum of shares to what is kept; in the order of the key, so that none waits for two."""
    keys, values = _names(table, key=True), _names(table, key=False)
    changed = ", ".join(f"{v} = {table.name}.{v} + excluded.{v}" for v in values)
    nothing = ", ".join("0" for _ in values)
    return f"""
      INSERT INTO {table.name} ({", ".join((*keys, *values))})
      SELECT {", ".join((*keys, *values))} FROM ({SUMS[table]}) AS sums
      WHERE ({", ".join(values)}) <> ({nothing}) ORDER BY {", ".join(keys)}
      ON CONFLICT ({", ".join(keys)}) DO UPDATE SET {changed} RETURNING 1"""  # noqa: S608


# One statement: what it deletes it has added, whatever other writers append meanwhile.
_FOLD = text(f"""
WITH shares AS (DELETE FROM hazard_deltas RETURNING *),
  {", ".join(f"to_{table.name} AS ({_added(table)})" for table in SUMS)}
SELECT count(*) FROM shares
""")  # noqa: S608


def _differ(table: Table) -> str:
    """Count the cells in which kept and waiting sums differ from a recount."""
    keys, values = _names(table, key=True), _names(table, key=False)
    key, sums = ", ".join(keys), ", ".join(f"sum({value}) AS {value}" for value in values)
    total, nothing = ", ".join(f"sum({v})" for v in values), ", ".join("0" for _ in values)
    waiting = f"WITH shares AS (SELECT * FROM hazard_deltas) {SUMS[table]}"  # noqa: S608
    kept = f"SELECT {', '.join((*keys, *values))} FROM {table.name}"  # noqa: S608
    counted = f"WITH shares AS ({_RECOUNT}) {SUMS[table]}"
    both = f"({kept}) UNION ALL ({waiting})"
    return f"""(SELECT count(*) FROM (
      WITH kept AS (SELECT {key}, {sums} FROM ({both}) AS parts
        GROUP BY {key} HAVING ({total}) <> ({nothing})),
      counted AS ({counted})
      (SELECT * FROM kept EXCEPT SELECT * FROM counted)
      UNION ALL (SELECT * FROM counted EXCEPT SELECT * FROM kept)) AS differing)"""  # noqa: S608


_DIFFERING = text("SELECT " + " + ".join(_differ(table) for table in SUMS))
_TABLES = ", ".join(("hazards", "hazard_deltas", *(table.name for table in SUMS)))


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
    for row in rows:
        row |= {"marks": list(row["marks"]), "criteria": list(row["criteria"])}
    await tx.execute(insert(hazard_deltas), rows)


async def fold(tx: Session) -> int:
    """Move what was appended into the counters, and say how many rows that was."""
    return int(await tx.scalar(_FOLD) or 0)


async def differing(tx: Session) -> int:
    """Compare with a recount of the hazards themselves, and say how many cells differ."""
    return int(await tx.scalar(_DIFFERING) or 0)


async def rebuild(tx: Session) -> None:
    """Count everything anew. Writers wait meanwhile, so that nothing is counted twice or lost."""
    await tx.execute(text(f"LOCK TABLE {_TABLES} IN EXCLUSIVE MODE"))
    await tx.execute(text("DELETE FROM hazard_deltas"))
    for table in SUMS:
        await tx.execute(text(f"DELETE FROM {table.name}"))  # noqa: S608
    for table in SUMS:
        names = ", ".join((*_names(table, key=True), *_names(table, key=False)))
        counted = f"WITH shares AS ({_RECOUNT}) {SUMS[table]}"
        written = f"INSERT INTO {table.name} ({names}) SELECT {names} FROM ({counted}) AS sums"  # noqa: S608
        await tx.execute(text(written))
