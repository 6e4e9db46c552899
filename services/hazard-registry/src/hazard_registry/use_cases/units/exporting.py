"""Write units in the columns that they are imported with."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from chassis.db import Session
from chassis.sight import Sight

from hazard_registry.domain.unit import Unit
from hazard_registry.store import areas, units
from hazard_registry.store.units import UnitsWanted
from hazard_registry.use_cases.units.columns import LABELS, SPEC

PHONES = ("legal_representative_phone", "principal_phone", "actual_controller_phone")


async def unit_rows(
    tx: Session, wanted: UnitsWanted, *, sight: Sight
) -> AsyncIterator[Sequence[object]]:
    """A list's telephone numbers stay out, as they do on screen."""
    names = {department.code: department.name for department in await areas.all_departments(tx)}
    async for unit in units.every(tx, wanted, sight=sight):
        yield [_cell(unit, column.key, names) for column in SPEC.columns]


def _cell(unit: Unit, key: str, departments: dict[str, str]) -> object:
    value: Any = getattr(unit, key)
    if value is None or key in PHONES:
        return None
    if key == "department":
        return departments.get(value, value)
    if key in LABELS:
        labels = LABELS[key]
        several = value if isinstance(value, tuple) else (value,)
        return "、".join(labels[one][0] for one in several)
    return value
