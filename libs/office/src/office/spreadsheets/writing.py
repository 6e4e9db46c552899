"""Write workbooks row by row: styled, printable, with drop-downs, and nothing that computes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, zip_longest
from typing import Any, BinaryIO

import xlsxwriter

from office.spreadsheets.address import Position

CHINA = timezone(timedelta(hours=8))
LONGEST_TEXT = 32_767
CUT = "…(超长,全文见系统)"
MOST_ROWS = 1_048_576
CHOICES_SHEET = "选项"
SPARE_ROWS = 1_000  # how far below the data a drop-down still works
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys(r"[]:*?/\ ".strip(), "_"))


class Kind(StrEnum):
    """How a column is shown."""

    TEXT = "text"
    WHOLE = "whole"
    YUAN = "yuan"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"


FORMATS = {
    Kind.TEXT: "@",
    Kind.WHOLE: "#,##0",
    Kind.YUAN: "#,##0.00",
    Kind.PERCENT: '0.0"%"',
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column. `choices` become a drop-down; `width` counts half-width characters.

    Neighbours of one `group` stand under one wide cell that says it.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: float = 14
    choices: tuple[str, ...] = ()
    note: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet: an optional title line, lines above the header, the header, the rows, their totals.

    The rows are read once, one at a time; `totals` is asked for when all are written.
    """

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[object]]
    title: str | None = None
    above: Sequence[str] = ()
    totals: Callable[[], Sequence[object]] | None = None

    @property
    def header_row(self) -> int:
        """Where the header begins, from 0."""
        return int(self.title is not None) + len(self.above)

    @property
    def grouped(self) -> bool:
        return any(column.group for column in self.columns)


class TooManyRows(Exception):
    """A sheet holds no more rows than Excel allows."""

    code = "too_many_rows"

    def __init__(self) -> None:
        self.facts = {"limit": MOST_ROWS}
        super().__init__(f"A sheet holds no more than {MOST_ROWS} rows.")


def write_workbook(target: BinaryIO, sheets: Sequence[OutSheet]) -> None:
    """Write an xlsx file. Rows go to a temporary file as they come, so memory stays small."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        styles = _Styles(book)
        choices = _choices(sheets)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.name)), sheet, styles, choices)
        if choices:
            _write_choices(book.add_worksheet(CHOICES_SHEET), choices)


class _Look:
    """How the cells of a row are shown."""

    def __init__(self, book: Any, plain: Mapping[str, object]) -> None:
        self.by_kind = {
            kind: book.add_format({**plain, "num_format": shown}) for kind, shown in FORMATS.items()
        }
        # A text that looks like a formula stays a text even when someone edits the cell.
        self.quoted = book.add_format({**plain, "num_format": "@", "quote_prefix": True})


class _Styles:
    def __init__(self, book: Any) -> None:
        plain = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
        bold = {**plain, "bold": True, "align": "center"}
        self.title = book.add_format({"bold": True, "font_size": 14, "align": "left"})
        self.above = book.add_format({"font_size": 10, "align": "left"})
        self.header = book.add_format({**bold, "bg_color": "#DCE6F1"})
        self.rows = _Look(book, plain)
        self.totals = _Look(book, {**plain, "bold": True, "bg_color": "#F2F2F2"})


def _write_sheet(
    out: Any, sheet: OutSheet, styles: _Styles, choices: dict[tuple[str, ...], int]
) -> None:
    top = _write_header(out, sheet, styles)
    row = top
    for row, values in enumerate(sheet.rows, top + 1):
        if row >= MOST_ROWS:
            raise TooManyRows
        _write_row(out, row, sheet.columns, values, styles.rows)
    last = row
    if sheet.totals is not None:
        _write_row(out, row + 1, sheet.columns, sheet.totals(), styles.totals)
        last = row + 1
    out.autofilter(top, 0, max(row, top + 1), len(sheet.columns) - 1)
    spare = min(last + SPARE_ROWS, MOST_ROWS - 1)
    for position, column in enumerate(sheet.columns):
        if column.choices:
            allowed = _source(choices[column.choices], len(column.choices))
            out.data_validation(
                top + 1, position, spare, position, {"validate": "list", "source": allowed}
            )


def _write_header(out: Any, sheet: OutSheet, styles: _Styles) -> int:
    """Write what stands above the rows, from the top down; return the header's lowest row."""
    top = sheet.header_row + int(sheet.grouped)
    _lay_out(out, sheet, styles, top)
    if sheet.title:
        _write_text(out, (0, 0), sheet.title, styles.title)
    for row, words in enumerate(sheet.above, int(sheet.title is not None)):
        _write_text(out, (row, 0), words, styles.above)
    if sheet.grouped:
        _write_groups(out, sheet, styles)
    for position, column in enumerate(sheet.columns):
        out.write_string(top, position, column.title, styles.header)
    return top


def _write_groups(out: Any, sheet: OutSheet, styles: _Styles) -> None:
    first = 0
    for group, columns in groupby(sheet.columns, key=lambda column: column.group):
        last = first + len(list(columns)) - 1
        if group and last > first:
            out.merge_range(sheet.header_row, first, sheet.header_row, last, group, styles.header)
        else:
            out.write_string(sheet.header_row, first, group or "", styles.header)
        first = last + 1


def _write_row(
    out: Any,
    row: int,
    columns: Sequence[OutColumn],
    values: Sequence[object],
    look: "_Look",
) -> None:
    for position, (column, value) in enumerate(zip(columns, values, strict=True)):
        _write_cell(out, (row, position), value, column.kind, look)


def _lay_out(out: Any, sheet: OutSheet, styles: _Styles, top: int) -> None:
    for position, column in enumerate(sheet.columns):
        out.set_column(position, position, column.width, styles.rows.by_kind[column.kind])
        if column.note:
            out.write_comment(top, position, column.note)
    out.freeze_panes(top + 1, 0)
    out.repeat_rows(sheet.header_row, top)
    out.set_landscape()
    out.set_paper(9)  # A4
    out.fit_to_pages(1, 0)
    out.set_footer("&C第 &P 页 共 &N 页")


def _write_cell(out: Any, where: Position, value: object, kind: Kind, look: "_Look") -> None:
    style = look.by_kind[kind]
    match value:
        case None | "":
            out.write_blank(*where, None, style)
        case datetime():
            local = value.astimezone(CHINA) if value.tzinfo else value
            out.write_datetime(*where, local.replace(tzinfo=None), style)
        case date():
            out.write_datetime(*where, value, style)
        case bool():
            out.write_string(*where, "是" if value else "否", style)
        case int() | float() | Decimal() if kind is not Kind.TEXT:
            out.write_number(*where, float(value), style)
        case _:
            risky = str(value).startswith(FORMULA_STARTS)
            _write_text(out, where, str(value), look.quoted if risky else style)


def _write_text(out: Any, where: Position, words: str, style: Any) -> None:
    if len(words) > LONGEST_TEXT:
        words = words[: LONGEST_TEXT - len(CUT)] + CUT
    out.write_string(*where, words, style)


def _choices(sheets: Sequence[OutSheet]) -> dict[tuple[str, ...], int]:
    """Number the distinct lists of choices, in the order of the columns of the hidden sheet."""
    lists = [column.choices for sheet in sheets for column in sheet.columns if column.choices]
    return {choices: position for position, choices in enumerate(dict.fromkeys(lists))}


def _write_choices(out: Any, choices: dict[tuple[str, ...], int]) -> None:
    for row, across in enumerate(zip_longest(*choices)):
        for position, words in enumerate(across):
            if words is not None:
                out.write_string(row, position, words)
    out.hide()


def _source(position: int, length: int) -> str:
    # A list longer than 255 characters cannot stand in the rule itself, so all stand on a sheet.
    name = xlsxwriter.utility.xl_col_to_name(position, col_abs=True)
    return f"={CHOICES_SHEET}!{name}$1:{name}${length}"


def _sheet_name(name: str) -> str:
    return name.translate(FORBIDDEN_IN_NAMES).strip("'")[:31] or "Sheet"
