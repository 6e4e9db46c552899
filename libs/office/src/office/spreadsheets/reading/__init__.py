"""Read the workbooks people send: find the header, read each cell, name each fault."""

from office.spreadsheets.reading.archive import Limits
from office.spreadsheets.reading.table import (
    CellError,
    Column,
    Row,
    Table,
    TableSpec,
    find_table,
    read_table,
)
from office.spreadsheets.reading.values import (
    Parse,
    as_text,
    choice,
    code,
    day,
    percent,
    text,
    whole,
    yes_no,
    yuan,
)
from office.spreadsheets.reading.workbook import Sheet, Value, Workbook, read_workbook
from office.spreadsheets.words import SPREADSHEET_WORDS

__all__ = [
    "SPREADSHEET_WORDS",
    "CellError",
    "Column",
    "Limits",
    "Parse",
    "Row",
    "Sheet",
    "Table",
    "TableSpec",
    "Value",
    "Workbook",
    "as_text",
    "choice",
    "code",
    "day",
    "find_table",
    "percent",
    "read_table",
    "read_workbook",
    "text",
    "whole",
    "yes_no",
    "yuan",
]
