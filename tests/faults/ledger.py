"""Pages of a ledger nobody has imported yet."""

import random
from typing import Any

from tests.journeys import fresh
from tests.journeys.ledger_file import rows, workbook


def ledger_of(number: int, chance: random.Random) -> bytes:
    """Write so many rows, each of a unit and a hazard of its own."""
    patterns = rows()
    return workbook([_row(place, chance.choice(patterns)) for place in range(1, number + 1)])


def _row(place: int, pattern: dict[str, Any]) -> dict[str, Any]:
    mark = fresh.mark()
    return pattern | {
        "序号": place,
        "隐患编号": f"演示-{mark}-{place:03d}",
        "企业名称": f"(演示)台账{mark}厂",
        "统一社会信用代码": fresh.credit_code(),
        "问题描述": f"{pattern['问题描述']}({mark})",
    }
