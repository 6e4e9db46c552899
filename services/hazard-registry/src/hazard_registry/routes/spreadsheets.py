"""Answer with a spreadsheet: written row by row to a file on disk, memory stays small."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import IO
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse
from office.spreadsheets.writing import OutColumn

from hazard_registry.use_cases.writing import write_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 1 << 16


async def spreadsheet(
    name: str,
    columns: Sequence[OutColumn],
    rows: AsyncIterator[Sequence[object]],
    *,
    above: Sequence[str] = (),
    totals: Callable[[], Sequence[object]] | None = None,
) -> Response:
    """Write all rows while the transaction lasts, then send the file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        await write_rows(file, name, columns, rows, above=above, totals=totals)
    except BaseException:
        file.close()
        raise
    length = file.tell()
    file.seek(0)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.xlsx",
        "Content-Length": str(length),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(sent(file), media_type=XLSX, headers=headers)


def sent(file: IO[bytes]) -> Iterator[bytes]:
    """Hand a file out piece by piece, and close it."""
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
