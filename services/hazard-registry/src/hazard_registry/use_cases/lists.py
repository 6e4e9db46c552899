"""The lists as spreadsheets: titles and labels as offices write them."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from chassis.db import Session
from chassis.sight import Sight
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.life import Channel, Level, Status
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.store import areas, lists
from hazard_registry.store.hazard_lists import Filter
from hazard_registry.use_cases.ledger.labels import ORDER_LEVELS

NAMES = {
    "problem": "问题清单",
    "closing": "整改销号清单",
    "responsibility": "责任清单",
    "enforcement": "执法清单",
}
TITLES = {
    "number": "隐患编号",
    "unit_name": "单位名称",
    "unit_code": "统一社会信用代码",
    "area": "所在村(社区)",
    "level": "隐患等级",
    "channel": "发现渠道",
    "description": "隐患描述",
    "found_on": "发现日期",
    "status": "状态",
    "department": "监管责任单位",
    "due_on": "整改时限",
    "overdue_on": "逾期认定日期",
    "order_level": "挂牌级别",
    "stopped_on": "停产日期",
    "percent": "整改进展(%)",
    "measures": "整改措施",
    "submitted_on": "完成日期",
    "passed_on": "复查日期",
    "closed_on": "销号日期",
    "extensions": "延期次数",
    "funds_used": "已用资金(元)",
    "responsible": "整改责任人",
    "principal": "主要负责人",
    "leader": "分管领导",
    "case_department": "办案单位",
    "filed_on": "立案日期",
    "decided_on": "决定日期",
    "outcome": "处理结果",
    "fine": "罚款(元)",
    "transferred_on": "移送日期",
    "case_closed_on": "结案日期",
}
LABELS: dict[str, dict[str, str]] = {
    "level": {Level.SUSPECTED: "疑似", Level.GENERAL: "一般", Level.MAJOR: "重大"},
    "channel": {
        Channel.SELF_CHECK: "企业自查上报",
        Channel.SUPERVISION: "督导检查",
        Channel.PUBLIC_REPORT: "群众举报",
    },
    "status": {
        Status.REPORTED: "待认定",
        Status.VERIFIED: "已认定",
        Status.PLANNED: "已制定方案",
        Status.RECTIFYING: "整改中",
        Status.AWAITING_REVIEW: "待验收",
        Status.CLOSED: "已销号",
        Status.REJECTED: "不予认定",
    },
    "order_level": {level: ORDER_LEVELS[level][0] for level in OrderLevel},
    "outcome": {
        "punished": "行政处罚",
        "not_punished": "不予处罚",
        "transferred": "移送",
        "withdrawn": "撤销",
    },
}
_WHOLE = {"percent", "extensions"}
_MONEY = {"funds_used", "fine"}


def columns_of(name: str) -> Sequence[OutColumn]:
    """The columns of a list, titled."""
    return [OutColumn(TITLES[key], _kind(key)) for key in lists.columns_of(name)]


async def rows_of(
    tx: Session, name: str, wanted: Filter, *, sight: Sight
) -> AsyncIterator[list[object]]:
    """Yield the cells of each row of a list."""
    villages = {code: name_ for name_, code in (await areas.named(tx)).items()}
    keys = lists.columns_of(name)
    async for row in lists.whole(tx, name, wanted, sight=sight):
        yield [_cell(key, row[key], villages) for key in keys]


def _cell(key: str, value: Any, villages: dict[str, str]) -> object:
    if key == "area":
        return villages.get(value, value)
    return LABELS[key].get(value, value) if key in LABELS and value is not None else value


def _kind(key: str) -> Kind:
    if key.endswith("_on"):
        return Kind.DATE
    if key in _MONEY:
        return Kind.YUAN
    return Kind.WHOLE if key in _WHOLE else Kind.TEXT
