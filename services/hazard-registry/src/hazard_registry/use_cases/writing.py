"""Write rows that come one by one into a spreadsheet on disk; memory stays small."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from office.spreadsheets.writing import OutColumn, OutSheet, write_workbook

BATCH = 500


async def write_rows(
    file: BinaryIO,
    name: str,
    columns: Sequence[OutColumn],
    rows: AsyncIterator[Sequence[object]],
    *,
    above: Sequence[str] = (),
    totals: Callable[[], Sequence[object]] | None = None,
) -> None:
    """Write one sheet under its name; rows are read on this loop, and written in a thread."""
    loop = asyncio.get_running_loop()

    def pulled() -> Iterator[list[Sequence[object]]]:
        while batch := asyncio.run_coroutine_threadsafe(_batch(rows), loop).result():
            yield batch

    together = chain.from_iterable(pulled())
    sheet = OutSheet(name, columns, together, title=name, above=above, totals=totals)
    await asyncio.to_thread(write_workbook, file, [sheet])


async def _batch(rows: AsyncIterator[Sequence[object]]) -> list[Sequence[object]]:
    batch: list[Sequence[object]] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            break
    return batch
