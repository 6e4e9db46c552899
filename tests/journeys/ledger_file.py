"""The ledger of the story: `python -m tests.journeys.ledger_file` writes `tests/data/ledger.xlsx`.

Every unit is fictional; the dates lie far enough back for any day the story is told on.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from contracts.demo import unit_code

from tests.journeys.plot import LEDGER

SHEET = "重大隐患台账"
HEADS = (
    "序号", "隐患编号", "企业名称", "统一社会信用代码", "所属村居", "所属行业", "问题描述", "判定标准及条款",
    "隐患来源", "排查日期", "检查单位", "治理措施", "企业责任人", "监管责任单位", "限期整改日期",
    "整改资金(万元)", "应急预案", "挂牌督办", "整改进度", "整改完成日期", "验收人", "验收日期",
    "审核部门", "销号时间",
)  # fmt: skip
FIRST_ROW = 3  # below the title and the heads
FOUND_COLUMN = HEADS.index("排查日期")

_CLOSED, _OPEN = True, False
_ROWS = (
    ("霞东阀门", "霞东村", "工贸", "喷涂车间未按规定设置防爆电气", "GM-13-1", "部门检查", "2024-03-12", _CLOSED, 3.2),
    ("露江水暖", "露江村", "工贸", "承包单位入场未签订安全管理协议", "GM-3-1", "企业自查", "2024-04-08", _CLOSED, 0.5),
    ("桑林石材", "桑林村", "工贸", "行车工无特种作业操作证上岗", "GM-3-2", "执法检查", "2024-05-20", _CLOSED, 1.2),
    ("帽山塑胶", "帽山社区", "工贸", "电工证书过期仍在岗", "GM-3-2", "网格巡查", "2024-06-17", _CLOSED, 0.8),
    ("杏莲铸造", "杏莲村", "工贸", "外包检修队伍未统一协调管理", "GM-3-1", "督查", "2024-09-03", _CLOSED, 2.0),
    ("三堡电镀", "三堡村", "工贸", "污水池清淤作业未执行审批", "GM-13-1", "部门检查", "2024-10-11", _CLOSED, 4.5),
    ("祥堂家具", "祥堂村", "工贸", "叉车与焊接人员无证作业", "GM-3-2", "群众举报", "2024-11-25", _CLOSED, 1.0),
    ("上都包装", "上都村", "工贸", "厂房出租未检查承租单位安全", "GM-3-1", "企业自查", "2025-01-14", _OPEN, 1.5),
    ("施坪陶瓷", "施坪村", "工贸", "窑炉检修承包单位资质不符", "GM-3-1", "上级交办", "2025-02-19", _OPEN, 6.0),
    ("柳东灯饰", "柳东社区", "工贸", "焊工未经培训取证上岗", "GM-3-2", "部门检查", "2025-03-05", _OPEN, 0.6),
    ("象山五金", "象山社区", "工贸", "有限空间无警示标志且未审批", "GM-13-1", "执法检查", "2025-03-26", _OPEN, 2.4),
    ("下都制罐", "下都社区", "工贸", "压力焊操作人员证书失效", "GM-3-2", "网格巡查", "2025-04-09", _OPEN, 0.9),
)  # fmt: skip


def rows() -> list[dict[str, Any]]:
    """The cells of each row by their head."""
    return [_cells(number, *row) for number, row in enumerate(_ROWS, 1)]


def workbook(cells: Sequence[dict[str, Any]]) -> bytes:
    """Write a title, the heads, the rows; the same rows make the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 5, 1)})  # noqa: DTZ001 - as Excel keeps it
        sheet = book.add_worksheet(SHEET)
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, "柳城街道重大事故隐患台账(演示,全部虚构)")
        sheet.write_row(1, 0, HEADS)
        for line, row in enumerate(cells, FIRST_ROW - 1):
            sheet.write_row(line, 0, [row.get(head) for head in HEADS])
    return file.getvalue()


def with_a_bad_cell(number: int) -> tuple[bytes, str]:
    """The ledger with an impossible date in one row, and where that cell stands."""
    spoiled = rows()
    spoiled[number - 1]["排查日期"] = "2025-02-30"
    return workbook(spoiled), f"{chr(ord('A') + FOUND_COLUMN)}{FIRST_ROW + number - 1}"


def _cells(  # noqa: PLR0917 - the columns of the table above
    number: int,
    name: str,
    village: str,
    sector: str,
    words: str,
    criterion: str,
    source: str,
    found: str,
    closed: bool,  # noqa: FBT001 - a column of the table above
    funds: float,
) -> dict[str, Any]:
    known = {
        "序号": number,
        "隐患编号": f"演示-{found[:4]}-{number:03d}",
        "企业名称": f"(演示){name}有限公司",
        "统一社会信用代码": unit_code(900_000 + number),
        "所属村居": village,
        "所属行业": sector,
        "问题描述": words,
        "判定标准及条款": criterion,
        "隐患来源": source,
        "排查日期": found,
        "检查单位": "街道安办",
        "治理措施": "停止作业,整改到位后复查",
        "企业责任人": "陈演示",
        "监管责任单位": "企业办",
        "限期整改日期": _day(found, 60),
        "整改资金(万元)": funds,
        "应急预案": "现场处置方案",
        "挂牌督办": "街道" if funds >= 4 and not closed else "无",
    }
    return known | (_closing(found) if closed else {"整改进度": f"{number * 7}%"})


def _closing(found: str) -> dict[str, Any]:
    return {
        "整改进度": "100%",
        "整改完成日期": _day(found, 40),
        "验收人": "赵演示、李演示",
        "验收日期": _day(found, 42),
        "审核部门": "安办",
        "销号时间": _day(found, 45),
    }


def _day(start: str, days: int) -> str:
    moved = datetime.fromisoformat(start).toordinal() + days
    return datetime.fromordinal(moved).date().isoformat()


if __name__ == "__main__":
    LEDGER.write_bytes(workbook(rows()))
