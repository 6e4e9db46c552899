"""Answer a list as a spreadsheet, if that is what the caller accepts."""

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from chassis.paging import PageRequest
from fastapi import Depends, Header, Response
from office.spreadsheets.writing import FORMULA_STARTS, OutColumn, OutSheet, write_workbook

from training_records.domain.refusals import ExportTooLarge

Row = TypeVar("Row")

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 20_000
STEP: Final = 1_000

# What the lists say, in OpenAPI, they can also answer.
EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {}, XLSX: {}}, "description": "A page, or the whole as a file"}
}


class Form(StrEnum):
    """In which form a list is wanted."""

    PAGE = "page"
    CSV = "csv"
    XLSX = "xlsx"


def _form(accept: Annotated[str | None, Header(include_in_schema=False)] = None) -> Form:
    wanted = (accept or "").lower()
    if XLSX in wanted:
        return Form.XLSX
    return Form.CSV if "text/csv" in wanted else Form.PAGE


Wanted = Annotated[Form, Depends(_form)]


async def all_rows(
    fetch: Callable[[PageRequest], Awaitable[Sequence[Row]]],
    key: Callable[[Row], tuple[Any, ...]],
) -> list[Row]:
    """Fetch page after page. Raise `ExportTooLarge` beyond what one file holds."""
    request = PageRequest(STEP)
    found: list[Row] = []
    while True:
        rows = await fetch(request)
        found += rows[:STEP]
        if len(rows) <= STEP:
            return found
        if len(found) >= MOST_ROWS:
            raise ExportTooLarge(limit=MOST_ROWS)
        request = replace(request, after=key(found[-1]))


async def as_file(
    form: Form, *, name: str, columns: Sequence[OutColumn], rows: Sequence[Sequence[object]]
) -> Response:
    """Write a file; nothing in it computes when it is opened."""
    write, media_type = (_xlsx, XLSX) if form is Form.XLSX else (_csv, "text/csv; charset=utf-8")
    content = await asyncio.to_thread(write, name, columns, rows)
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
            "Cache-Control": "private, no-store",
        },
    )


def _xlsx(name: str, columns: Sequence[OutColumn], rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, [OutSheet(name, columns, rows)])
    return stream.getvalue()


def _csv(_: str, columns: Sequence[OutColumn], rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.title for column in columns])
    writer.writerows([[_harmless(value) for value in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> str:
    written = "" if value is None else str(value)
    return f"'{written}" if written.startswith(FORMULA_STARTS) else written
