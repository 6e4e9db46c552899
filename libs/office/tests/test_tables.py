"""Tables found however the office drew them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from office.fault import Fault
from office.identifiers import parse_credit_code
from office.spreadsheets.reading import (
    Column,
    Row,
    Sheet,
    Table,
    TableSpec,
    code,
    day,
    find_table,
    read_table,
    read_workbook,
    text,
    whole,
    yuan,
)
from office.testing import a_book, a_book_by

LEDGER = TableSpec(
    (
        Column(key="number", aliases=("序号",), makes_row=False),
        Column(key="unit", aliases=("单位名称", "企业名称"), required=True, spreads=True),
        Column(key="code", aliases=("统一社会信用代码",), parse=code(parse_credit_code)),
        Column(key="village", aliases=("所在村(社区)",)),
        Column(key="found_on", aliases=("发现日期",), parse=day),
        Column(key="funds", aliases=("整改资金(万元)", "资金"), parse=yuan()),
        Column(key="words", aliases=("隐患描述",), parse=text(50), required=True),
    )
)
MONTHLY = TableSpec(
    (
        Column(key="area", aliases=("村(社区)",), required=True),
        Column(key="general", aliases=("企业自查一般隐患",), parse=whole()),
        Column(key="general_mended", aliases=("企业自查一般隐患 > 已整改",), parse=whole()),
        Column(key="major", aliases=("企业自查重大事故隐患",), parse=whole()),
        Column(key="major_mended", aliases=("企业自查重大事故隐患 > 已整改",), parse=whole()),
    )
)
CODE = "91110000600037341L"


def the_table(data: bytes, spec: TableSpec = LEDGER) -> Table:
    return find_table(read_workbook(data), spec)


def values(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.values.items() if value is not None}


def test_a_plain_ledger_is_read() -> None:
    table = the_table(
        a_book(
            ["序号", "单位名称", "统一社会信用代码", "发现日期", "整改资金(万元)", "隐患描述"],
            [1, "某厂", CODE, "2024年3月5日", 12.5, "配电箱无漏电保护"],
        )
    )

    assert table.errors == []
    assert [values(row) for row in table.rows] == [
        {
            "number": "1", "unit": "某厂", "code": CODE, "found_on": date(2024, 3, 5),
            "funds": Decimal("125000.00"), "words": "配电箱无漏电保护",
        }
    ]  # fmt: skip
    assert table.rows[0].number == 2
    assert table.rows[0].addresses["funds"] == "E2"


def test_width_spaces_brackets_marks_and_line_breaks_in_a_header_do_not_matter() -> None:
    table = the_table(
        a_book(
            [
                "1、单 位\n名 称",
                "＊统一社会信用代码（必填）",
                "所在村【社区】",
                "整改资金〔万元〕",
                "隐患描述：",
            ],
            ["某厂", CODE.lower(), "金街社区", "3", "x"],
        )
    )

    assert table.errors == []
    assert values(table.rows[0])["funds"] == Decimal("30000.00")
    assert values(table.rows[0])["village"] == "金街社区"


def test_titles_above_the_header_are_passed_over_and_may_name_the_unit() -> None:
    table = the_table(
        a_book(
            ["柳城街道重大事故隐患台账"],
            ["填报单位:安办", None, None, "单位:万元"],
            ["单位名称", "隐患描述", "资金"],
            ["某厂", "x", 1],
            merges=[("A1:D1", "柳城街道重大事故隐患台账")],
        )
    )

    assert [row.number for row in table.rows] == [4]
    assert table.rows[0].values["funds"] == Decimal("10000.00")


def test_a_header_of_three_merged_rows_is_one_header() -> None:
    table = the_table(
        a_book(
            ["序号", "基本情况", None, "隐患", None, None],
            [None, "单位名称", "所在村(社区)", "隐患描述", "整改", None],
            [None, None, None, None, "发现日期", "整改资金(元)"],
            [1, "某厂", "金街社区", "x", "2024/3/5", 7],
            merges=[
                ("A1:A3", "序号"), ("B1:C1", "基本情况"), ("D1:F1", "隐患"), ("B2:B3", "单位名称"),
                ("C2:C3", "所在村(社区)"), ("D2:D3", "隐患描述"), ("E2:F2", "整改"),
            ],
        )
    )  # fmt: skip

    assert table.errors == []
    assert [row.number for row in table.rows] == [4]
    assert values(table.rows[0])["funds"] == Decimal("7.00")


def test_rows_below_a_header_that_is_merged_downwards_are_no_data() -> None:
    table = the_table(
        a_book(
            ["单位名称", "隐患描述"], [None, None], ["某厂", "x"],
            merges=[("A1:A2", "单位名称"), ("B1:B2", "隐患描述")],
        )
    )  # fmt: skip

    assert [row.number for row in table.rows] == [3]


def test_mended_belongs_to_what_stands_left_of_it() -> None:
    for mended in ("已整改(项)", "其中:已整改", "其中已整改(项)"):
        table = the_table(
            a_book(
                ["村(社区)", "5 企业自查一般隐患(项)", mended, "企业自查重大事故隐患", mended],
                ["金街社区", 10, 9, 2, 1],
            ),
            MONTHLY,
        )
        assert table.errors == []
        assert list(table.rows[0].values.values()) == ["金街社区", 10, 9, 2, 1]


def test_mended_may_stand_below_what_it_belongs_to() -> None:
    table = the_table(
        a_book(
            ["村(社区)", "企业自查一般隐患", None, "企业自查重大事故隐患", None],
            [None, "数量", "已整改", "数量", "已整改"],
            ["金街社区", 10, 9, 2, 1],
            merges=[
                ("A1:A2", "村(社区)"), ("B1:C1", "企业自查一般隐患"), ("D1:E1", "企业自查重大事故隐患"),
            ],
        ),
        TableSpec((
            *MONTHLY.columns[:1],
            Column(key="general_mended", aliases=("企业自查一般隐患 > 已整改",), parse=whole()),
            Column(key="major", aliases=("企业自查重大事故隐患 > 数量",), parse=whole()),
        )),
    )  # fmt: skip

    assert table.rows[0].values == {"area": "金街社区", "general_mended": 9, "major": 2}


def test_every_fault_is_told_with_its_cell() -> None:
    table = the_table(
        a_book(
            ["单位名称", "统一社会信用代码", "发现日期", "整改资金(万元)", "隐患描述"],
            ["甲厂", CODE[:-1] + "M", "2024-02-30", "若干", "x"],
            ["乙厂", CODE, "2024-02-03", 1, "x"],
            [None, None, "2024-02-03", None, "y" * 51],
        )
    )

    assert [(error.address, error.code) for error in table.errors] == [
        ("B2", "credit_code_check"), ("C2", "cell_no_such_date"), ("D2", "cell_not_number"),
        ("A4", "cell_required"), ("E4", "cell_too_long"),
    ]  # fmt: skip
    assert [row.values["unit"] for row in table.rows] == ["乙厂"]
    assert table.errors[1].say("zh") == "“台账”表 C2(“发现日期”):没有这一天,请核对。"
    assert "“台账”表 B2(“统一社会信用代码”)" in table.errors[0].say("zh")
    assert "E4" in table.errors[4].say("en")


def test_a_missing_and_a_doubled_column_are_told() -> None:
    table = the_table(a_book(["单位名称", "企业名称", "发现日期"], ["某厂", "某厂", None]))

    assert {(error.code, error.address) for error in table.errors} == {
        ("column_missing", "A1"), ("column_twice", "A1、B1"),
    }  # fmt: skip
    assert table.rows == []
    assert "隐患描述" in table.errors[0].say("zh")


def test_totals_notes_blank_and_only_numbered_rows_are_no_data() -> None:
    table = the_table(
        a_book(
            ["序号", "单位名称", "隐患描述", "资金"],
            [1, "某厂", "x", 5],
            [2, None, None, None],
            ["合 计", None, None, 5],
            [None, None, None, None],
            ["填表人:张三", None, None, None],
        )
    )

    assert table.errors == []
    assert [row.number for row in table.rows] == [2]
    assert [row.values["funds"] for row in table.totals] == [5]


def test_a_merged_unit_counts_for_each_of_its_hazards_and_a_merged_sum_only_once() -> None:
    table = the_table(
        a_book(
            ["单位名称", "隐患描述", "资金"], [None, "x", None], [None, "y", None], ["乙厂", "z", 3],
            merges=[("A2:A3", "甲厂"), ("C2:C3", 8)],
        )
    )  # fmt: skip

    assert [(row.values["unit"], row.values["funds"]) for row in table.rows] == [
        ("甲厂", Decimal("8.00")), ("甲厂", None), ("乙厂", Decimal("3.00")),
    ]  # fmt: skip


def test_a_formula_that_was_never_calculated_is_a_fault_and_not_a_blank() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ["单位名称", "隐患描述", "资金"])
        sheet.write_row(1, 0, ["某厂", "x"])
        sheet.write_formula(1, 2, "=1+1", None, "")
        sheet.write_row(2, 0, ["某厂", "x"])
        sheet.write_formula(2, 2, "=1+1", None, 2)
        sheet.write_row(3, 0, ["某厂", "x"])
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")

    table = the_table(a_book_by(fill))

    assert [(e.address, e.code) for e in table.errors] == [
        ("C2", "cell_uncalculated"), ("C4", "cell_error"),
    ]  # fmt: skip
    assert [row.values["funds"] for row in table.rows] == [Decimal("2.00")]


def test_excels_own_dates_are_read() -> None:
    table = the_table(
        a_book(
            ["单位名称", "隐患描述", "发现日期"],
            ["某厂", "x", date(2024, 3, 5)],
            ["某厂", "y", 45356],
        )
    )

    assert {row.values["found_on"] for row in table.rows} == {date(2024, 3, 5)}


def test_a_sheet_without_the_header_is_refused_with_what_it_needs() -> None:
    with pytest.raises(Fault) as fault:
        the_table(a_book(["甲", "乙"], ["丙", "丁"]))
    assert fault.value.code == "header_not_found"
    assert fault.value.facts["columns"] == "单位名称、隐患描述"
    with pytest.raises(Fault, match="header_not_found"):
        read_table(Sheet("空", []), LEDGER)


def test_columns_nobody_asked_for_are_named_and_left() -> None:
    table = the_table(a_book(["单位名称", "隐患描述", "心情"], ["某厂", "x", "好"]))

    assert table.ignored == ("心情",)
    assert table.errors == []


def test_an_importer_adds_its_own_faults_to_a_cell() -> None:
    table = the_table(a_book(["单位名称", "隐患描述"], ["某厂", "x"]))

    error = table.fault(table.rows[0], "unit", Fault("cell_not_choice", allowed="甲厂"))

    assert (error.address, table.errors) == ("A2", [error])
    assert error.say("zh") == "“台账”表 A2(“单位名称”):只能填:甲厂。"
