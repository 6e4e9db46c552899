"""Who may do what with the registry, and how far: each area of it brings its own rows."""

from chassis.permissions import Permissions, Row

from hazard_registry.permissions import (
    hazards,
    jobs,
    matters,
    notices,
    orders,
    people,
    registers,
    sheets,
    sites,
    works,
)


def _joined(*tables: dict[str, Row]) -> dict[str, Row]:
    """Raise `ValueError` if two areas claim one operation."""
    rows: dict[str, Row] = {}
    for table in tables:
        if twice := rows.keys() & table.keys():
            raise ValueError(f"in two tables: {sorted(twice)}")
        rows |= table
    return rows


PERMISSIONS = Permissions(
    _joined(
        hazards.ROWS,
        matters.ROWS,
        notices.ROWS,
        orders.ROWS,
        people.ROWS,
        jobs.ROWS,
        registers.ROWS,
        sheets.ROWS,
        sites.ROWS,
        works.ROWS,
    )
)
