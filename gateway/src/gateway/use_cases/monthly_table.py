"""Ask every service for its columns of the monthly table, of an area and of each below it."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from office.spreadsheets.writing import Kind, OutColumn, OutSheet, write_workbook

from gateway.domain.monthly import BOTH, NOT_SERVED, NOT_YOURS, UNAVAILABLE, Told, join, notes_of
from gateway.routing import UPSTREAMS, Service
from gateway.upstreams import UpstreamFailure
from gateway.use_cases.asking import FORBIDDEN, NOT_FOUND, OK, Upstreams, ask

AT_ONCE: Final = 8  # questions under way
MOST_AREAS: Final = 60
TITLE: Final = "安全生产治本攻坚三年行动月报表"
SHOWN_MISSING: Final = "缺"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which month, of which area; asked with the caller's own token."""

    period: str
    area: str
    authorization: str


async def monthly_table(upstreams: Upstreams, question: Question) -> dict[str, Any]:
    """Join the columns of all services: a row of the area itself, and one of each area below it.

    A service that is down, or has no such columns, leaves them marked missing.
    """
    below = await _areas_below(upstreams, question)
    areas = [(question.area, "合计"), *below]
    turns = asyncio.Semaphore(AT_ONCE)
    rows = await asyncio.gather(
        *(_row(upstreams, question, turns, code, name) for code, name in areas)
    )
    return {"period": question.period, "area": question.area, "total": rows[0], "rows": rows[1:]}


async def _row(
    upstreams: Upstreams, question: Question, turns: asyncio.Semaphore, area: str, name: str
) -> dict[str, Any]:
    told = await asyncio.gather(
        *(_told(upstreams, question, turns, service, area) for service in UPSTREAMS)
    )
    by_service = {service.value: one for service, one in zip(UPSTREAMS, told, strict=True)}
    return {"area": area, "name": name, "columns": join(by_service)}


async def _told(
    upstreams: Upstreams, question: Question, turns: asyncio.Semaphore, service: Service, area: str
) -> Told:
    asked = {"period": question.period} | ({"area": area} if area else {})
    try:
        async with turns:
            path = f"/v1/statistics/monthly?{urlencode(asked)}"
            status, answer = await ask(
                upstreams, service, path, authorization=question.authorization
            )
        if status == OK:
            return Told(answer["columns"])
    except (UpstreamFailure, TimeoutError, KeyError, TypeError, ValueError):
        return Told(missing=UNAVAILABLE)
    whys = {FORBIDDEN: NOT_YOURS, NOT_FOUND: NOT_SERVED}
    return Told(missing=whys.get(status, UNAVAILABLE))


async def _areas_below(upstreams: Upstreams, question: Question) -> list[tuple[str, str]]:
    """Codes and names; none where the registry does not tell, or no area was asked for."""
    if not question.area:
        return []
    path = f"/v1/areas?{urlencode({'parent': question.area})}"
    try:
        status, areas = await ask(
            upstreams, Service.HAZARDS, path, authorization=question.authorization
        )
    except (UpstreamFailure, TimeoutError, KeyError, ValueError):
        return []
    if status != OK:
        return []
    return [(area["code"], area["name"]) for area in areas[:MOST_AREAS]]


def as_workbook(table: Mapping[str, Any]) -> bytes:
    """Write the table as a spreadsheet; its second page says what is missing, and why."""
    total, rows = table["total"], table["rows"]
    columns = [OutColumn("村(社区)", width=16)]
    for one in total["columns"]:
        group = f"{one['column']} {one['name']}"
        columns += [OutColumn(name, Kind.YUAN, width=9, group=group) for name in ("本月", "累计")]
    sheet = OutSheet(
        "月报表",
        columns,
        map(_cells, rows),
        title=TITLE,
        above=(f"统计期:{table['period']}(累计自当年1月1日起)", f"区划:{table['area'] or '全部'}"),
        totals=lambda: _cells(total),
    )
    notes = OutSheet(
        "缺项说明",
        [OutColumn("列", Kind.WHOLE), OutColumn("名称", width=30), OutColumn("原因", width=50)],
        notes_of([total["columns"], *(row["columns"] for row in rows)]),
        title=f"标“{SHOWN_MISSING}”的各列没有数据来源,不以零计",
    )
    file = io.BytesIO()
    write_workbook(file, [sheet, notes])
    return file.getvalue()


def _cells(row: Mapping[str, Any]) -> Sequence[object]:
    figures = [
        SHOWN_MISSING if one[which] is None and one["missing"] else _number(one[which])
        for one in row["columns"]
        for which in BOTH
    ]
    return [row["name"], *figures]


def _number(written: str | float | None) -> Decimal | None:
    return None if written is None else Decimal(str(written))
