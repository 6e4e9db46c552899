"""Ledgers as offices make them, written in code."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from contracts.demo import unit_code

HEADER = (
    "序号",
    "隐患编号",
    "单位名称",
    "统一社会信用代码",
    "所在村(社区)",
    "行业领域",
    "隐患描述",
    "判定依据(标准+条款)",
    "发现渠道",
    "发现日期",
    "发现单位",
    "整改措施",
    "整改责任人",
    "督办/监管责任单位和责任人",
    "整改时限",
    "整改资金(万元)",
    "临时管控措施",
    "应急预案",
    "是否停产",
    "告知主要负责人日期",
    "告知实际控制人日期",
    "挂牌级别",
    "整改进展",
    "完成日期",
    "复查人",
    "复查日期",
    "审核把关部门",
    "销号日期",
    "延期次数/批准",
    "佐证",
)


def a_row(**changes: Any) -> dict[str, Any]:
    """A closed hazard of a unit nobody registered, but for what is given."""
    row = {
        "序号": 1,
        "单位名称": "演示阀门有限公司",
        "统一社会信用代码": unit_code(1),
        "所在村(社区)": "露江村",
        "行业领域": "工贸",
        "隐患描述": "有限空间未设置安全警示标志,未执行作业审批",
        "判定依据(标准+条款)": "GM-13-1 第十三条(一)",
        "发现渠道": "督导检查",
        "发现日期": date(2026, 1, 5),
        "整改时限": "2026年2月5日",
        "整改措施": "设置警示标志",
        "整改责任人": "张演示",
        "督办/监管责任单位和责任人": "企业办 李演示",
        "整改资金(万元)": 1.5,
        "应急预案": "有限空间预案",
        "告知主要负责人日期": date(2026, 1, 6),
        "告知实际控制人日期": date(2026, 1, 7),
        "整改进展": "100%",
        "完成日期": "2026-01-20",
        "复查人": "赵演示",
        "复查日期": "2026/1/21",
        "审核把关部门": "安办",
        "销号日期": 20260122,
        "延期次数/批准": "无",
    }
    return row | changes


def an_open_row(**changes: Any) -> dict[str, Any]:
    """The same hazard before anything was done about it."""
    undone = dict.fromkeys(
        ("整改进展", "完成日期", "复查人", "复查日期", "审核把关部门", "销号日期")
    )
    return a_row(**(undone | {"挂牌级别": "街道", "是否停产": "是"} | changes))


def a_ledger(*rows: dict[str, Any], header: Sequence[str] = HEADER) -> bytes:
    """An xlsx file with a title line above its header."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(0, 0, 0, len(header) - 1, "重大事故隐患台账")
        sheet.write_row(1, 0, header)
        for line, row in enumerate(rows, 2):
            for column, title in enumerate(header):
                value = row.get(title)
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif value is not None:
                    sheet.write(line, column, value)
    return file.getvalue()
