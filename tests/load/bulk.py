"""Many rows at once: a ledger in, beside PostgreSQL's own copy of the same rows; a ledger out."""

import asyncio
import os
import subprocess
import time
from dataclasses import dataclass

from hazard_registry.use_cases.ledger.columns import SPEC
from launcher.postgres import binaries, environment
from office.spreadsheets.reading.archive import Limits
from office.spreadsheets.reading.table import find_table
from office.spreadsheets.reading.workbook import read_workbook

from tests.journeys import ledger_file
from tests.load import machine
from tests.load.asking import Asking
from tests.load.figures import Row, Sample, at_least, judged, ratio, shown
from tests.load.registry import REGISTRY, SECTION

OURS, COPY = "the importer, without reading the file", "\\copy of the same rows"
_SECTION = f"{SECTION}, bulk"
_MOST = 5000  # rows a ledger may have
_SAME = "CREATE TABLE bench_hazards (LIKE hazards INCLUDING ALL)"
_NEWEST = "SELECT * FROM hazards WHERE ledger_number LIKE '{run}-%'"


async def measure_import(asking: Asking) -> list[Row]:
    """Validated and stored rows a second; how long the file alone takes is printed apart."""
    rows = min(_MOST, asking.options.rows(_MOST))
    ledger = _Ledger(asking, rows)
    async with asking.rig.database(REGISTRY) as connection:
        await connection.execute(_SAME)
    # The copy follows the import whose rows it copies.
    found: dict[str, list[Sample]] = {OURS: [], COPY: []}
    for number in range(asking.options.rounds):
        found[OURS].append(await ledger.bring_in(number))
        found[COPY].append(await ledger.copied(number))
    return [
        at_least(_SECTION, f"import of {rows:,} rows × {COPY}", ratio(found, OURS, COPY), 0.1),
        Row(_SECTION, "reading the file, apart", rows / ledger.read_seconds, "rows/s"),
        *shown(_SECTION, found),
    ]


@dataclass
class _Ledger:
    asking: Asking
    rows: int
    read_seconds: float = 1.0

    async def bring_in(self, number: int) -> Sample:
        data = await asyncio.to_thread(self._file, number)
        self.read_seconds = await asyncio.to_thread(_reading_seconds, data)
        before, began = machine.cpu_seconds([self.asking.pid]), time.monotonic()
        async with self.asking.client() as http:
            answer = await http.post(
                "/v1/imports/ledger",
                content=data,
                headers={"Idempotency-Key": os.urandom(16).hex(), "Content-Type": "application/x"},
            )
        took = time.monotonic() - began - self.read_seconds
        spent = machine.cpu_seconds([self.asking.pid]) - before
        assert answer.is_success, answer.text[:2000]
        assert answer.json()["created"] == self.rows, answer.text[:2000]
        return Sample(self.rows / took, cpu_us=spent * 1e6 / self.rows)

    async def copied(self, number: int) -> Sample:
        """Write the rows just imported with `\\copy`, into a table with the same indexes."""
        file = self.asking.rig.folder / "rows.csv"
        found = _NEWEST.format(run=_run(number))
        await self._psql(f"\\copy ({found}) TO '{file}' (FORMAT csv)")
        await self._psql("TRUNCATE bench_hazards")
        began = time.monotonic()
        await self._psql(f"\\copy bench_hazards FROM '{file}' (FORMAT csv)")
        return Sample(self.rows / (time.monotonic() - began))

    async def _psql(self, command: str) -> None:
        address = self.asking.rig.address_of_database(REGISTRY)
        words = [str(binaries() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", command]
        await asyncio.to_thread(
            subprocess.run, [*words, address], check=True, env=environment(), capture_output=True
        )

    def _file(self, number: int) -> bytes:
        known = ledger_file.rows()
        return ledger_file.workbook(
            [
                known[place % len(known)]
                | {"序号": place, "隐患编号": f"{_run(number)}-{place:06d}"}
                for place in range(1, self.rows + 1)
            ]
        )


async def measure_export(asking: Asking) -> list[Row]:
    """Write a small and a large ledger; the memory it takes must not grow with the rows."""
    async with asking.rig.database(REGISTRY) as connection:
        everything = await connection.fetchval("SELECT count(*) FROM hazards")
        day = await connection.fetchval(
            "SELECT found_on FROM hazards GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
    small = await _exported(asking, {"found_from": str(day), "found_to": str(day)})
    large = await _exported(asking, {})
    grown = large.peak_mb - small.peak_mb
    return [
        judged(
            _SECTION,
            f"export of {everything:,} rows: memory beyond that of a small one",
            grown,
            "MB",
            "≤ 32",
            met=grown <= 32,
        ),
        Row(_SECTION, "  export", everything / large.seconds, "rows/s", note=f"{large.mb:.0f} MB"),
    ]


@dataclass(frozen=True, slots=True)
class _Export:
    seconds: float
    mb: float
    peak_mb: float


async def _exported(asking: Asking, wanted: dict[str, str]) -> _Export:
    asked = {"level": ["major", "general", "suspected"], **wanted}
    peak, received = 0.0, 0
    watching = True

    async def watch() -> None:
        nonlocal peak
        while watching:
            peak = max(peak, machine.resident_mb(asking.pid))
            await asyncio.sleep(0.1)

    watcher = asyncio.create_task(watch())
    began = time.monotonic()
    try:
        async with (
            asking.client() as http,
            http.stream("GET", "/v1/hazards/ledger.xlsx", params=asked) as answer,
        ):
            assert answer.is_success, (await answer.aread())[:2000]
            async for piece in answer.aiter_raw():
                received += len(piece)
    finally:
        watching = False
        await watcher
    return _Export(time.monotonic() - began, received / 2**20, peak)


def _reading_seconds(data: bytes) -> float:
    began = time.monotonic()
    find_table(read_workbook(data, Limits(rows=_MOST)), SPEC)
    return time.monotonic() - began


def _run(number: int) -> str:
    return f"台账{number}"
