"""The list of projects (重点项目清单) in and out: all rows or none, and the same rows never twice."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from office.fault import Fault, Language, say
from office.spreadsheets.reading import (
    SPREADSHEET_WORDS,
    Column,
    Limits,
    Row,
    Table,
    TableSpec,
    choice,
    day,
    find_table,
    read_workbook,
    text,
    yuan,
)
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.area import prefix_of
from hazard_registry.domain.project import Project, ProjectKind, Works
from hazard_registry.domain.refusals import LedgerFaulty, LedgerUnreadable
from hazard_registry.store import areas, works
from hazard_registry.store.works import PROJECTS
from hazard_registry.use_cases.ledger.words import words_for
from hazard_registry.use_cases.works import enter

TITLE: Final = "重点项目清单"
KINDS: Final[Mapping[str, ProjectKind]] = {
    "消防设施改造": ProjectKind.FIRE_FACILITIES,
    "道路安全防护": ProjectKind.ROAD_PROTECTION,
    "水库除险加固": ProjectKind.RESERVOIR,
    "电梯更新改造": ProjectKind.LIFT,
    "铁路道口平交改立交": ProjectKind.LEVEL_CROSSING,
    "安全出口和消防通道": ProjectKind.ESCAPE_ROUTE,
    "危险自建房整治": ProjectKind.SELF_BUILT_HOUSE,
    "消防水源": ProjectKind.FIRE_WATER,
    "其他": ProjectKind.OTHER,
}
WORKS: Final[Mapping[str, Works]] = {
    "矿山工程": Works.MINE,
    "房屋建筑": Works.HOUSING,
    "铁路轨道": Works.RAIL,
    "水利水电": Works.HYDRAULIC,
    "电力工程": Works.POWER,
    "安装工程": Works.INSTALLATION,
    "市政公用": Works.MUNICIPAL,
    "公路工程": Works.ROAD,
    "港口航道": Works.PORT,
}
COLUMNS: Final = (
    Column(key="number", aliases=("项目编号", "编号"), parse=text(60), required=True),
    Column(key="name", aliases=("项目名称", "工程名称"), parse=text(200), required=True),
    Column(key="kind", aliases=("项目类别", "类别"), parse=choice(KINDS), required=True),
    Column(key="area", aliases=("所在村(社区)", "属地", "所在村"), parse=text(60), required=True),
    Column(key="department", aliases=("责任部门", "责任单位", "牵头单位"), parse=text(200), required=True),
    Column(key="works", aliases=("工程类别",), parse=choice(WORKS)),
    Column(key="cost", aliases=("总投资(万元)", "投资额(万元)", "计划投资"), parse=yuan(unit="万元")),
    Column(key="safety_cost", aliases=("安全费用(万元)", "安全生产费用"), parse=yuan(unit="万元")),
    Column(key="spent", aliases=("已完成投资(万元)", "已投资金"), parse=yuan(unit="万元")),
    Column(key="starts_on", aliases=("开工日期", "开工时间"), parse=day),
    Column(key="due_on", aliases=("完成时限", "计划完成时间"), parse=day, required=True),
    Column(key="source", aliases=("依据", "文件依据"), parse=text(500)),
    Column(key="note", aliases=("备注",), parse=text(2000)),
)  # fmt: skip
SPEC: Final = TableSpec(COLUMNS, at_least=4)
_MONEY: Final = frozenset({"cost", "safety_cost", "spent"})
_CHOICES: Final = {"kind": tuple(KINDS), "works": tuple(WORKS)}
OUT_COLUMNS: Final = (
    *(
        OutColumn(
            column.aliases[0],
            Kind.YUAN if column.key in _MONEY
            else Kind.DATE if column.key.endswith("_on") else Kind.TEXT,
            width=24 if column.key in {"name", "source", "note"} else 14,
            choices=_CHOICES.get(column.key, ()),
        )
        for column in COLUMNS
    ),
    OutColumn("进度(%)", Kind.WHOLE, width=10),
    OutColumn("滞后天数", Kind.WHOLE, width=10),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the registers call their areas and departments."""

    areas: Mapping[str, str]
    departments: Mapping[str, str]
    sight: Sight


async def import_projects(
    tx: Session,
    *,
    data: bytes,
    dry_run: bool,
    language: Language,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> dict[str, Any]:
    """Raise `LedgerUnreadable` or `LedgerFaulty`, and then nothing changed."""
    table = await _read(data)
    names = Names(
        areas=await areas.named(tx),
        departments={d.name: d.code for d in await areas.all_departments(tx) if d.active},
        sight=sight,
    )
    seen: dict[str, int] = {}
    rows = [one for row in table.rows if (one := _project(table, row, names, seen)) is not None]
    known = await works.known_numbers(tx, [one.number for one in rows])
    new = [one for one in rows if one.number not in known]
    errors = [
        {
            "pointer": f"{error.sheet}!{error.address}",
            "code": error.code,
            "message": words_for(error, language),
        }
        for error in table.errors
    ]
    if errors and not dry_run:
        raise LedgerFaulty(errors)
    for project in new if not dry_run else ():
        await enter(tx, PROJECTS, project, what="project", sight=sight, by=by, at=at)
    return {
        "dry_run": dry_run,
        "rows": len(rows),
        "created": len(new),
        "already_known": len(rows) - len(new),
        "errors": errors,
    }


async def _read(data: bytes) -> Table:
    try:
        workbook = await asyncio.to_thread(read_workbook, data, Limits(rows=2_000))
        return await asyncio.to_thread(find_table, workbook, SPEC)
    except Fault as fault:
        raise LedgerUnreadable(
            words=say(fault.code, fault.facts, SPREADSHEET_WORDS, "zh"),
            words_en=say(fault.code, fault.facts, SPREADSHEET_WORDS, "en"),
        ) from fault


def _project(table: Table, row: Row, names: Names, seen: dict[str, int]) -> Project | None:
    """A row as a project; what is wrong is noted in the table, cell by cell."""
    faults = len(table.errors) + table.errors_beyond
    values = dict(row.values)
    written = values["area"].strip()
    area = prefix_of(written) if written.isdecimal() else names.areas.get(written)
    if area is None or area not in names.areas.values():
        table.fault(row, "area", Fault("ledger_area_unknown"))
    elif not names.sight.sees(area=area):
        table.fault(row, "area", Fault("ledger_area_outside"))
    longest_first = sorted(names.departments, key=len, reverse=True)
    department = next((name for name in longest_first if name in values["department"]), None)
    if department is None:
        table.fault(row, "department", Fault("ledger_department_unknown"))
    if values["starts_on"] and values["due_on"] < values["starts_on"]:
        order = {"day": values["due_on"].isoformat(), "after_zh": "开工日期"}
        table.fault(row, "due_on", Fault("ledger_date_order", **order))
    first = seen.setdefault(values["number"], row.number)
    if first != row.number:
        table.fault(row, "number", Fault("ledger_row_twice", row=first))
    if len(table.errors) + table.errors_beyond > faults or area is None or department is None:
        return None
    places = {"area": area, "department": names.departments[department]}
    spent = values.pop("spent") or Decimal(0)
    return Project(id=new_id(), **values | places, spent=spent)
