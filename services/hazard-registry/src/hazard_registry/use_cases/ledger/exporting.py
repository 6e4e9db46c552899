"""Write the ledger: the columns it is read with, so that what goes out comes back unchanged."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from chassis.db import Session
from chassis.sight import Sight

from hazard_registry.domain.life import Level, Origin
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.domain.unit import Sector
from hazard_registry.store import areas, hazard_lists
from hazard_registry.store.hazard_lists import Filter
from hazard_registry.use_cases.ledger.columns import COLUMNS, TEN_THOUSAND
from hazard_registry.use_cases.ledger.labels import (
    LEVELS,
    ORDER_LEVELS,
    ORIGINS,
    SECTORS,
    written,
)


async def ledger_rows(tx: Session, wanted: Filter, *, sight: Sight) -> AsyncIterator[list[object]]:
    """Yield one row of cells for each hazard."""
    names = {code: name for name, code in (await areas.named(tx)).items()}
    departments = {d.code: d.name for d in await areas.all_departments(tx)}
    serial = 0
    async for row in hazard_lists.ledger(tx, wanted, sight=sight):
        serial += 1
        cells = _cells(row, names, departments) | {"serial": serial}
        yield [cells.get(column.key) for column in COLUMNS]


def _cells(
    row: Mapping[str, Any], areas_: Mapping[str, str], departments: Mapping[str, str]
) -> dict[str, object]:
    order, sector, funds = row["order_level"], row["sector"], row["funds"]
    cells = {column.key: row.get(column.key) for column in COLUMNS}
    return cells | {
        "number": row["ledger_number"] or row["number"],
        "area": areas_.get(row["area"], row["area"]),
        "sector": written(SECTORS, Sector(sector)) if sector else None,
        "reviewers": row["reviewer_names"],
        "criteria": "、".join(row["criteria"]) or row["exception_reason"],
        "origin": written(ORIGINS, Origin(row["origin"])),
        "department": departments.get(row["department"]),
        "funds": funds / TEN_THOUSAND if funds is not None else None,
        "stopped": row["stopped_on"] is not None,
        "order_level": written(ORDER_LEVELS, OrderLevel(order)) if order else None,
        "progress": f"{row['percent']}%" if row["started_on"] else None,
        "level": written(LEVELS, Level(row["level"])) if row["level"] != Level.SUSPECTED else None,
    }
