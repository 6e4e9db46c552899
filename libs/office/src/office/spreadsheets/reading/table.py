"""Read a sheet as a table: rows by column, and every fault with the cell it lies in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from office.fault import Fault, Language, say
from office.identifiers.words import IDENTIFIER_WORDS
from office.spreadsheets.address import Position, address
from office.spreadsheets.reading.headers import Found, find_header, label
from office.spreadsheets.reading.values import Parse, as_text, text
from office.spreadsheets.reading.workbook import Sheet, Value, Workbook
from office.spreadsheets.words import SPREADSHEET_WORDS

MOST_ERRORS = 500
LONGEST_TOTAL = 20  # 合　　　计, as it is spaced on paper
BLANKS = frozenset({"", "/", "\\", "-", "—", "——", "－", "／"})
TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计"})
NOTES = ("注:", "备注:", "说明:", "填表", "填报", "制表", "审核人", "单位负责人", "联系电话")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A wanted column. `aliases` are the names offices give it; `>` joins a parent and its child.

    `spreads`: a merged cell counts for every row it covers, not only the first.
    `makes_row`: False for a column, such as 序号, that may be filled in an otherwise empty row.
    """

    key: str
    aliases: tuple[str, ...]
    parse: Parse = field(default_factory=text)
    required: bool = False
    spreads: bool = False
    makes_row: bool = True


@dataclass(frozen=True, slots=True)
class TableSpec:
    """The columns to look for. A header is taken for one if it names at least `at_least` of them."""

    columns: tuple[Column, ...]
    at_least: int = 2


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell."""

    sheet: str
    address: str
    column: str
    code: str
    facts: Mapping[str, object]

    def say(self, language: Language) -> str:
        """Say what, where, and how to mend it."""
        words = {**IDENTIFIER_WORDS, **SPREADSHEET_WORDS}
        place = {"sheet": self.sheet, "address": self.address, "column": self.column}
        said = say(self.code, {**place, **self.facts}, words, language)
        if self.code in IDENTIFIER_WORDS:
            zh = f"“{self.sheet}”表 {self.address}(“{self.column}”):"
            en = f"Sheet “{self.sheet}”, {self.address} (“{self.column}”): "
            return (zh if language == "zh" else en) + said
        return said


@dataclass(frozen=True, slots=True)
class Row:
    """One row's values by key; a blank cell is None. `number` is Excel's, from 1."""

    number: int
    values: Mapping[str, Any]
    addresses: Mapping[str, str]


@dataclass(slots=True)
class Table:
    """What a sheet holds. `rows` are those without any fault; `errors` name every faulty cell.

    `headers` are the titles as written, `ignored` those nobody asked for; `totals` are raw.
    """

    sheet: str
    headers: Mapping[str, str]
    ignored: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    errors_beyond: int = 0
    totals: list[Row] = field(default_factory=list)

    def fault(self, row: Row, key: str, fault: Fault) -> CellError:
        """Note what the importer itself found wrong with a cell, beside what reading found."""
        return self.note(row.addresses[key], self.headers.get(key, key), fault)

    def note(self, where: str, column: str, fault: Fault) -> CellError:
        error = CellError(self.sheet, where, column, fault.code, fault.facts)
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)
        else:
            self.errors_beyond += 1
        return error


def read_table(sheet: Sheet, spec: TableSpec) -> Table:
    """Read a sheet. Raise `Fault` if it has no header that fits; other faults are in the table."""
    header = _header(sheet, spec)
    if header is None:
        listed = "、".join(column.aliases[0] for column in spec.columns if column.required)
        raise Fault("header_not_found", sheet=sheet.name, columns=listed)
    return _Reader(sheet, spec, header).read()


def find_table(workbook: Workbook, spec: TableSpec) -> Table:
    """Read the visible sheet whose header names most columns. Raise `Fault` if none does."""
    found = [(sheet, _header(sheet, spec)) for sheet in workbook.visible()]
    fitting = [(len(header.columns), sheet) for sheet, header in found if header is not None]
    if not fitting:
        listed = "、".join(column.aliases[0] for column in spec.columns if column.required)
        raise Fault("header_not_found", columns=listed)
    return read_table(max(fitting, key=lambda pair: pair[0])[1], spec)


def _header(sheet: Sheet, spec: TableSpec) -> Found | None:
    header = find_header(sheet, {column.key: column.aliases for column in spec.columns})
    if header is None or len(header.columns) < min(spec.at_least, len(spec.columns)):
        return None
    return header


class _Reader:
    def __init__(self, sheet: Sheet, spec: TableSpec, header: Found) -> None:
        self._sheet, self._spec, self._header = sheet, spec, header
        self._table = Table(sheet.name, header.titles, header.ignored)
        self._spread = _spread(sheet, header, spec)
        self._lacking = [
            column
            for column in spec.columns
            if column.required and column.key not in header.columns
        ]

    def read(self) -> Table:
        self._check_header()
        for row in range(self._header.first_data_row, len(self._sheet.cells)):
            if self._is_blank(row):
                continue
            first = self._first_words(row)
            if first in TOTALS:
                self._table.totals.append(self._raw(row))
            elif not (first.startswith(NOTES) and self._lacks_required(row)):
                self._read_row(row)
        return self._table

    def _check_header(self) -> None:
        row = self._header.first_row
        for column in self._lacking:
            self._table.note(address(row, 0), column.aliases[0], Fault("column_missing"))
        for key, twins in self._header.twice.items():
            where = "、".join(address(row, column) for column in twins)
            self._table.note(where, self._header.titles[key], Fault("column_twice"))

    def _read_row(self, row: int) -> None:
        values: dict[str, Any] = {}
        sound = not self._lacking
        for column in self._spec.columns:
            try:
                values[column.key] = self._read_cell(row, column)
            except Fault as fault:
                sound = False
                title = self._header.titles[column.key]
                self._table.note(self._address(row, column.key), title, fault)
        if sound:
            self._table.rows.append(Row(row + 1, values, self._addresses(row)))

    def _read_cell(self, row: int, column: Column) -> object:
        if column.key not in self._header.columns:
            return None
        broken = self._broken(row, column.key)
        if broken:
            raise Fault(broken)
        value = self._value(row, column.key)
        if _is_blank(value):
            if column.required:
                raise Fault("cell_required")
            return None
        return column.parse(value, self._header.units.get(column.key))

    def _value(self, row: int, key: str) -> Value:
        here = (row, self._header.columns[key])
        return self._sheet.cell(*self._spread.get(here, here))

    def _broken(self, row: int, key: str) -> str | None:
        here = (row, self._header.columns[key])
        return (self._sheet.broken or {}).get(self._spread.get(here, here))

    def _is_blank(self, row: int) -> bool:
        """Whether nothing that makes a row stands in it; what a merged cell spreads does not."""
        return all(
            _is_blank(self._sheet.cell(row, self._header.columns[column.key]))
            and not self._broken(row, column.key)
            for column in self._spec.columns
            if column.makes_row and column.key in self._header.columns
        )

    def _first_words(self, row: int) -> str:
        for value in self._sheet.cells[row]:
            if not _is_blank(value):
                return label(as_text(value)).full if _is_total(value) else _folded(value)
        return ""

    def _lacks_required(self, row: int) -> bool:
        return any(
            _is_blank(self._value(row, column.key))
            for column in self._spec.columns
            if column.required and column.key in self._header.columns
        )

    def _raw(self, row: int) -> Row:
        values = {key: self._value(row, key) for key in self._header.columns}
        return Row(row + 1, values, self._addresses(row))

    def _address(self, row: int, key: str) -> str:
        return address(row, self._header.columns[key])

    def _addresses(self, row: int) -> dict[str, str]:
        return {key: address(row, column) for key, column in self._header.columns.items()}


def _spread(sheet: Sheet, header: Found, spec: TableSpec) -> dict[Position, Position]:
    """Map cells of a merged range to its first one, in the columns that say so."""
    spreading = {
        header.columns[column.key]
        for column in spec.columns
        if column.spreads and column.key in header.columns
    }
    return {
        (row, column): (top, left)
        for (top, left), (bottom, right) in sheet.merges
        if top >= header.first_data_row
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if column in spreading
    }


def _is_blank(value: Value) -> bool:
    return isinstance(value, str) and value.strip() in BLANKS


def _is_total(value: Value) -> bool:
    short = isinstance(value, str) and len(value) <= LONGEST_TOTAL
    return short and label(str(value)).full in TOTALS


def _folded(value: Value) -> str:
    return "".join(as_text(value).split()).replace("：", ":")
