"""Ledgers as nobody should make them: mutated from one that is sound."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import strategies as st
from office.spreadsheets.reading.workbook import read_workbook

SOUND = Path(__file__).parents[1] / "data" / "ledger.xlsx"
HEAD, ROWS, COLUMNS = 2, 12, 24
XML = "xl/worksheets/sheet1.xml"
Position = tuple[int, int]

# What is wrong in a column whatever stands beside it: letter → values.
BAD: Mapping[str, Sequence[Any]] = {
    "C": [None, "   "],
    "D": ["91350583DM900001X0", "12345", "I1350583DM900001XY", 9.13505830000012e17],
    "E": ["水头镇", "350583999", "٣٥٠٥٨٣٠٠٢٢٠٢", None],
    "F": ["魔法", 7],
    "G": [None],
    "H": ["GM-99-9"],
    "I": ["托梦", True],
    "J": ["2024-02-30", "昨天", "24-01-01", date(2199, 1, 1), None, 1e12],
    "N": ["不存在的部门"],
    "P": ["很多", "1.2.3", "NaN", "-5", 1e300, "∞"],
    "X": ["2000-01-01", "2026-13-01"],
}


def sound() -> list[list[Any]]:
    """The cells of a ledger without a fault: a title, a header, twelve hazards."""
    sheet = read_workbook(SOUND.read_bytes()).sheets[0]
    return [list(row) for row in sheet.cells]


def written(
    rows: Sequence[Sequence[Any]],
    *,
    sheet: str = "重大隐患台账",
    merges: Sequence[tuple[Position, Position]] = (),
    more: int = 0,
) -> bytes:
    """Write cells of any kind as a workbook; strings that begin with = are formulas."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"nan_inf_to_errors": True, "remove_timezone": True}) as book:
        for number in range(more):
            book.add_worksheet(f"空表{number}")
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date | datetime):
                    page.write_datetime(line, column, value, day)
                elif value is not None and value != "":
                    page.write(line, column, value)
        for (top, left), (bottom, right) in merges:
            page.merge_range(top, left, bottom, right, rows[top][left] if top < len(rows) else "")
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """Replace one part of the zip, or leave it out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name)


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(),
    st.dates(date(1900, 3, 1), date(2199, 12, 31)),
    st.text(max_size=30),
    st.sampled_from(
        ["=1/0", "=A1", "=NOSUCH()", "#REF!", "2024年13月1日", "45000", "1,234.5万元", "/", "合计",
         "x" * 5000, "\u202e倒", "_x0000_", "_xD800_", "０", "٣", "1e400", "-0", "0x10", "无", " "]
    ),
)  # fmt: skip

# Broken XML and zips, as a bad disk, a bad program or a bad person makes them.
INJECTED = (
    '<c r="G3" t="s"><v>99999</v></c>',
    '<c r="G3" t="s"><v>-1</v></c>',
    '<c r="G3" t="b"><v>7</v></c>',
    '<c r="G3" t="d"><v>never</v></c>',
    '<c r="G3" t="n"><v>1e999</v></c>',
    '<c r="G3" t="inlineStr"><is><t>a_x0000_b</t></is></c>',
    '<c r="G3" t="inlineStr"><is><t>a_xD800_b</t></is></c>',
    '<c r="J3"><f>TODAY()</f></c>',
    '<c r="G3" t="e"><v>#DIV/0!</v></c>',
    '<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c>',
    '<c r="A0"><v>1</v></c>',
    '<c r=""><v>1</v></c>',
    "<c><v>1</v></c>",
    '<!DOCTYPE a [<!ENTITY b "c">]>',
)
