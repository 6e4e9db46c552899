"""Answer with a spreadsheet: written row by row to a file on disk, memory stays small."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import chain
from typing import IO
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse
from office.spreadsheets.writing import OutColumn, OutSheet, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH, CHUNK = 500, 1 << 16


async def spreadsheet(
    name: str, columns: Sequence[OutColumn], rows: AsyncIterator[Sequence[object]]
) -> Response:
    """Write all rows while the transaction lasts, then send the file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    loop = asyncio.get_running_loop()

    def pulled() -> Iterator[list[Sequence[object]]]:
        while batch := asyncio.run_coroutine_threadsafe(_batch(rows), loop).result():
            yield batch

    sheet = OutSheet(name, columns, chain.from_iterable(pulled()))
    try:
        await asyncio.to_thread(write_workbook, file, [sheet])
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
    return StreamingResponse(_sent(file), media_type=XLSX, headers=headers)


async def _batch(rows: AsyncIterator[Sequence[object]]) -> list[Sequence[object]]:
    batch: list[Sequence[object]] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            break
    return batch


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
