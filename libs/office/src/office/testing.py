"""Small workbooks for tests, written cell by cell."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter


def a_book(
    *rows: Sequence[object], merges: Sequence[tuple[str, object]] = (), name: str = "台账"
) -> bytes:
    """Write rows from A1; `merges` are ranges with their value, written last."""

    def fill(sheet: Any) -> None:
        for number, row in enumerate(rows):
            for position, value in enumerate(row):
                if value is not None:
                    sheet.write(number, position, value)
        for where, value in merges:
            sheet.merge_range(where, value)

    return a_book_by(fill, name=name)


def a_book_by(fill: Callable[[Any], None], *, name: str = "台账") -> bytes:
    """Let a function fill the only sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        fill(book.add_worksheet(name))
    return stream.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """Replace or add parts of a workbook; `__` in a name stands for `/`, `_dot_` for a dot."""
    names = {key.replace("__", "/").replace("_dot_", "."): value for key, value in changed.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, names.pop(entry) if entry in names else old.read(entry))
        for name, content in names.items():
            new.writestr(name, content)
    return stream.getvalue()


def with_sheet(body: str, *, head: str = "", tail: str = "") -> bytes:
    """Write a workbook whose sheet's XML is ours."""
    xml = (
        f'<?xml version="1.0"?>{head}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData>{tail}</worksheet>"
    )
    return repacked(a_book(["x"]), xl__worksheets__sheet1_dot_xml=xml.encode())
