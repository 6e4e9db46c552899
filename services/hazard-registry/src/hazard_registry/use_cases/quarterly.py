"""The quarterly form (隐患排查治理情况统计表): a row a sector, and their totals."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import percent
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.unit import Sector
from hazard_registry.store import monthly
from hazard_registry.store.monthly import Window
from hazard_registry.use_cases.ledger.labels import SECTORS, written

TITLE: Final = "安全生产隐患排查治理情况统计表"
TEN_THOUSAND: Final = Decimal(10_000)
_COUNTS: Final = (
    "general", "general_closed", "major", "major_closed", "planned", "fixed",
    "listed", "listed_province", "listed_city",
)  # fmt: skip
# In the order of the form; a unit's own checks are kept elsewhere, so its first three stay blank.
COLUMNS: Final[Mapping[str, OutColumn]] = {
    "sector": OutColumn("行业和领域", width=16),
    "units_due": OutColumn("应排查治理事故隐患的生产经营单位(家)", Kind.WHOLE),
    "units_done": OutColumn("实际排查治理事故隐患的生产经营单位(家)", Kind.WHOLE),
    "coverage": OutColumn("覆盖率(%)", Kind.PERCENT, width=10),
    "general": OutColumn("排查一般事故隐患(项)", Kind.WHOLE),
    "general_closed": OutColumn("其中:已整改(项)", Kind.WHOLE),
    "general_rate": OutColumn("整改率(%)", Kind.PERCENT, width=10),
    "major": OutColumn("排查重大事故隐患(项)", Kind.WHOLE),
    "major_closed": OutColumn("其中:已整改销号(项)", Kind.WHOLE),
    "major_rate": OutColumn("整改率(%)", Kind.PERCENT, width=10),
    "planned": OutColumn("列入治理计划的重大事故隐患(项)", Kind.WHOLE),
    "fixed": OutColumn("其中:达到“五到位”要求的(项)", Kind.WHOLE),
    "listed": OutColumn("挂牌督办的重大事故隐患(项)", Kind.WHOLE),
    "listed_province": OutColumn("其中:省级挂牌督办(项)", Kind.WHOLE),
    "listed_city": OutColumn("其中:地市级挂牌督办(项)", Kind.WHOLE),
    "funds": OutColumn("累计落实隐患治理资金(万元)", Kind.YUAN),
}


async def quarterly_form(
    tx: Session, *, year: int, quarter: int, area: str | None, sight: Sight, today: date
) -> dict[str, Any]:
    """What was found from the beginning of the year to the quarter's end, as it stands then."""
    after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    last = min(after - timedelta(days=1), today)
    window = Window(first=date(year, 1, 1), last=last, area=area)
    rows = [_row(row) for row in await monthly.by_sector(tx, window, sight=sight)]
    return {"until": last, "area": area or "", "rows": rows, "total": _total(rows)}


def _row(counted: Mapping[str, Any]) -> dict[str, Any]:
    sector = counted["sector"]
    row: dict[str, Any] = {name: counted[name] for name in _COUNTS}
    return _rates(row) | {
        "sector": sector,
        "sector_name": written(SECTORS, Sector(sector)) if sector else "未分类",
        "funds": counted["funds"] / TEN_THOUSAND,
    }


def _rates(row: dict[str, Any]) -> dict[str, Any]:
    """Nought of nought is no rate: the cell stays blank, as the form wants it."""
    return row | {
        "units_due": None,
        "units_done": None,
        "coverage": None,
        "general_rate": percent(row["general_closed"], row["general"]),
        "major_rate": percent(row["major_closed"], row["major"]),
    }


def _total(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    total = {name: sum(row[name] for row in rows) for name in _COUNTS}
    funds = sum((row["funds"] for row in rows), Decimal(0))
    return _rates(total) | {"sector": "", "sector_name": "合计", "funds": funds}


def cells(row: Mapping[str, Any]) -> list[object]:
    """A row of the sheet."""
    return [row["sector_name"] if key == "sector" else row[key] for key in COLUMNS]
