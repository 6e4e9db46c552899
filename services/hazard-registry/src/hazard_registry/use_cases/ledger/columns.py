"""The columns of the major-hazard ledger, with the names offices give them."""

import re
from decimal import Decimal

from office.fault import Fault
from office.spreadsheets.reading.table import Column, TableSpec
from office.spreadsheets.reading.values import Parse, as_text, choice, day, text, yes_no, yuan
from office.spreadsheets.reading.workbook import Value
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.use_cases.ledger.labels import (
    LEVELS,
    ORDER_LEVELS,
    ORIGINS,
    SECTORS,
    by_label,
)

_PERCENT = re.compile(r"^(\d{1,3})(?:\.\d+)?[%％]?$")
_TIMES = re.compile(r"(\d{1,2})")
_NOT_LISTED = ("无", "否", "未挂牌", "不挂牌")


def progress(value: Value, _: str | None) -> tuple[int | None, str | None]:
    """Read how far the work is: a percentage, or words."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return int(value * 100), None
    written = as_text(value)
    match = _PERCENT.match(written)
    if match and int(match[1]) <= 100:  # noqa: PLR2004
        return int(match[1]), None
    return None, text(2000)(value, None)


def times(value: Value, _: str | None) -> int:
    """Read how often: 1, 1次, 2次/已批准; 无 is nought."""
    written = as_text(value)
    match = _TIMES.search(written)
    if match:
        return int(match[1])
    if written in {"无", "否", "未延期"}:
        return 0
    raise Fault("cell_not_whole")


def _column(
    key: str,
    aliases: tuple[str, ...],
    parse: Parse | None = None,
    *,
    required: bool = False,
    spreads: bool = False,
) -> Column:
    return Column(
        key=key,
        aliases=aliases,
        parse=parse or text(),
        required=required,
        spreads=spreads,
        makes_row=key != "serial",
    )


COLUMNS = (
    _column("serial", ("序号",)),
    _column("number", ("隐患编号", "编号", "隐患号"), text(60)),
    _column(
        "unit_name",
        ("单位名称", "企业名称", "隐患单位", "生产经营单位名称", "受检单位", "隐患单位名称"),
        text(200),
        required=True,
        spreads=True,
    ),
    _column(
        "unit_code",
        ("统一社会信用代码", "信用代码", "社会信用代码", "统一信用代码"),
        text(40),
        spreads=True,
    ),
    _column(
        "area",
        ("所在村(社区)", "所在村", "村(社区)", "所在社区", "属地", "所属村(社区)", "所属村居"),
        text(60),
        required=True,
        spreads=True,
    ),
    _column(
        "sector",
        ("行业领域", "所属行业", "行业", "行业类别", "监管行业"),
        choice(by_label(SECTORS)),
        spreads=True,
    ),
    _column(
        "description",
        (
            "隐患描述",
            "隐患内容",
            "重大事故隐患描述",
            "问题描述",
            "隐患情况",
            "主要问题",
            "隐患问题",
        ),
        text(4000),
        required=True,
    ),
    _column(
        "criteria",
        ("判定依据(标准+条款)", "判定依据", "认定依据", "判定标准", "判定标准及条款", "依据条款"),
        text(1000),
    ),
    _column(
        "origin",
        ("发现渠道", "隐患来源", "来源", "排查方式", "发现方式"),
        choice(by_label(ORIGINS)),
        required=True,
    ),
    _column("found_on", ("发现日期", "排查日期", "检查日期", "发现时间"), day, required=True),
    _column("found_by", ("发现单位", "检查单位", "排查单位"), text(200)),
    _column("measures", ("整改措施", "治理措施", "采取措施"), text(4000)),
    _column("responsible", ("整改责任人", "企业责任人", "责任人"), text(200)),
    _column(
        "department",
        (
            "督办/监管责任单位和责任人",
            "监管责任单位和责任人",
            "监管责任单位",
            "责任部门",
            "监管部门",
            "督办单位",
        ),
        text(200),
    ),
    _column("due_on", ("整改时限", "整改期限", "计划完成时间", "限期整改日期"), day, required=True),
    _column("funds", ("整改资金(万元)", "整改资金", "治理资金", "投入资金"), yuan(unit="万元")),
    _column("interim_control", ("临时管控措施", "管控措施", "防范措施"), text(4000)),
    _column("contingency", ("应急预案", "预案"), text(2000)),
    _column("stopped", ("是否停产", "是否停产停业", "停产停业"), yes_no),
    _column("principal_notified_on", ("告知主要负责人日期", "告知主要负责人"), day),
    _column("controller_notified_on", ("告知实际控制人日期", "告知实际控制人"), day),
    _column(
        "order_level",
        ("挂牌级别", "挂牌督办级别", "督办级别", "挂牌督办"),
        choice(by_label(ORDER_LEVELS) | dict.fromkeys(_NOT_LISTED)),
    ),
    _column("progress", ("整改进展", "整改进度", "整改情况", "进展情况"), progress),
    _column("submitted_on", ("完成日期", "整改完成日期", "完成时间"), day),
    _column("reviewers", ("复查人", "验收人", "复查人员"), text(200)),
    _column("reviewed_on", ("复查日期", "验收日期", "复查时间"), day),
    _column("closing_department", ("审核把关部门", "审核部门", "把关部门"), text(200)),
    _column("closed_on", ("销号日期", "销号时间"), day),
    _column("extensions", ("延期次数/批准", "延期次数", "延期"), times),
    _column("evidence", ("佐证", "佐证材料", "备注"), text(2000)),
    _column("level", ("隐患等级", "隐患级别", "等级"), choice(by_label(LEVELS))),
)
SPEC = TableSpec(COLUMNS, at_least=5)

_KINDS = {
    **dict.fromkeys(
        (
            "found_on", "due_on", "principal_notified_on", "controller_notified_on",
            "submitted_on", "reviewed_on", "closed_on",
        ),
        Kind.DATE,
    ),
    "serial": Kind.WHOLE,
    "funds": Kind.YUAN,
    "extensions": Kind.WHOLE,
}  # fmt: skip
_WIDE = {"description": 40, "measures": 30, "criteria": 24, "unit_name": 24, "unit_code": 22}

OUT_COLUMNS = tuple(
    OutColumn(
        column.aliases[0],
        _KINDS.get(column.key, Kind.TEXT),
        width=_WIDE.get(column.key, 14),
    )
    for column in COLUMNS
)
TEN_THOUSAND = Decimal(10_000)
__all__ = ["COLUMNS", "OUT_COLUMNS", "SPEC", "TEN_THOUSAND"]
