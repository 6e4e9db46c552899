"""Workbooks we write, read back."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office.spreadsheets.reading import (
    Column,
    TableSpec,
    day,
    find_table,
    read_table,
    read_workbook,
    text,
    whole,
    yuan,
)
from office.spreadsheets.writing import Kind, OutColumn, OutSheet, write_workbook

COLUMNS = (
    OutColumn("单位名称", width=30),
    OutColumn("隐患数", Kind.WHOLE),
    OutColumn("整改资金(元)", Kind.YUAN),
    OutColumn("发现日期", Kind.DATE),
)
SPEC = TableSpec(
    (
        Column(key="unit", aliases=("单位名称",), parse=text(40_000)),
        Column(key="count", aliases=("隐患数",), parse=whole(), required=True),
        Column(key="funds", aliases=("整改资金(元)",), parse=yuan()),
        Column(key="found_on", aliases=("发现日期",), parse=day),
    )
)


def written(*sheets: OutSheet) -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, sheets)
    return stream.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name).decode()


rows = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"])),
        st.integers(0, 10**9),
        st.one_of(st.none(), st.decimals(0, 10**10, places=2)),
        st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2100, 1, 1))),
    ),
    max_size=8,
)


@given(rows)
@settings(max_examples=40)
def test_what_is_written_is_what_is_read(
    table: list[tuple[str, int, Decimal | None, date | None]],
) -> None:
    data = written(OutSheet("台账", COLUMNS, table, title="柳城街道台账"))

    found = find_table(read_workbook(data), SPEC)

    kept = [row for row in table if row[0].strip() not in {"合计", "总计", "小计", "共计", "累计"}]
    assert found.errors == []
    assert [tuple(row.values.values())[1:] for row in found.rows] == [row[1:] for row in kept]


@pytest.mark.parametrize(
    "words", ["=1+1", "+86 595", "-", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "{=1}", "'=1"]
)
def test_words_that_look_like_formulas_stay_words(words: str) -> None:
    data = written(OutSheet("a", (OutColumn("x"),), [[words]]))

    xml = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert read_workbook(data).sheets[0].cell(1, 0) == words


def test_a_text_that_begins_like_a_formula_is_quoted_against_editing() -> None:
    data = written(OutSheet("a", (OutColumn("x"),), [["=1+1"]]))

    assert 'quotePrefix="1"' in part(data, "xl/styles.xml")


def test_codes_stay_text() -> None:
    data = written(
        OutSheet(
            "a", (OutColumn("代码"), OutColumn("区划")), [["91110000600037341L", "350583002001"]]
        )
    )

    assert read_workbook(data).sheets[0].cells[1] == ["91110000600037341L", "350583002001"]


def test_a_time_is_shown_as_in_china() -> None:
    at = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)
    data = written(OutSheet("a", (OutColumn("时间", Kind.TIME),), [[at]]))

    assert read_workbook(data).sheets[0].cell(1, 0) == datetime(2026, 3, 6, 0, 30)  # noqa: DTZ001


def test_headers_stay_in_sight_and_on_every_page() -> None:
    data = written(OutSheet("台账", COLUMNS, [["某厂", 1, 2, None]], title="标题"))

    sheet, book = part(data, "xl/worksheets/sheet1.xml"), part(data, "xl/workbook.xml")
    assert 'ySplit="2"' in sheet
    assert "Print_Titles" in book
    assert "$2:$2" in book
    assert 'paperSize="9"' in sheet


def test_choices_become_drop_downs_from_a_hidden_sheet() -> None:
    many = tuple(f"第{number}个很长很长的选项" for number in range(100))
    columns = (OutColumn("渠道", choices=("自查", "检查")), OutColumn("行业", choices=many))

    data = written(OutSheet("模板", columns, []))

    xml = part(data, "xl/worksheets/sheet1.xml")
    assert "选项!$A$1:$A$2" in xml
    assert "选项!$B$1:$B$100" in xml
    book = read_workbook(data)
    assert [sheet.name for sheet in book.visible()] == ["模板"]
    assert book.sheets[1].cell(99, 1) == many[99]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    data = written(OutSheet("a/b:c", (OutColumn("x"),), [["长" * 40_000]]))

    sheet = read_workbook(data).sheets[0]
    assert str(sheet.cell(1, 0)).endswith("全文见系统)")
    assert sheet.name == "a_b_c"


def test_a_row_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="shorter"):
        written(OutSheet("a", COLUMNS, [["某厂"]]))


def test_a_form_has_its_groups_its_lines_above_and_its_totals() -> None:
    columns = [
        OutColumn("村", width=12),
        OutColumn("本月", Kind.WHOLE, group="查处(项)"),
        OutColumn("累计", Kind.WHOLE, group="查处(项)"),
    ]
    seen: list[int] = []
    rows = ([name, seen.append(n) or n, 2 * n] for name, n in (("甲", 1), ("乙", 2)))
    sheet = OutSheet(
        "月报", columns, rows, title="月报表", above=("统计期:2026-03",),
        totals=lambda: ["合计", sum(seen), 2 * sum(seen)],
    )  # fmt: skip

    file = io.BytesIO()
    write_workbook(file, [sheet])

    [read] = read_workbook(file.getvalue()).sheets
    assert [list(row) for row in read.cells] == [
        ["月报表", "", ""],
        ["统计期:2026-03", "", ""],
        ["", "查处(项)", ""],
        ["村", "本月", "累计"],
        ["甲", 1, 2],
        ["乙", 2, 4],
        ["合计", 3, 6],
    ]
    assert ((2, 1), (2, 2)) in read.merges
    spec = TableSpec((Column(key="now", aliases=("查处(项)>本月",), parse=whole()),
                      Column(key="sum", aliases=("查处(项)>累计",), parse=whole())))  # fmt: skip
    table = read_table(read, spec)
    assert [row.values for row in table.rows] == [{"now": 1, "sum": 2}, {"now": 2, "sum": 4}]
    assert table.totals[0].values == {"now": 3, "sum": 6}
