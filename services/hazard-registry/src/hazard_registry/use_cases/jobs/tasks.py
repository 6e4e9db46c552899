"""What each kind of job does: it reads its parameters, does its work, and says what came of it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import IO, Any, Final, TypeAlias

from attachments import Files
from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight
from office.fault import Language
from office.spreadsheets.writing import OutColumn
from pydantic import TypeAdapter

from hazard_registry.domain.job import Job, Kind
from hazard_registry.store import hazard_lists
from hazard_registry.store.hazard_lists import Filter
from hazard_registry.use_cases import lists
from hazard_registry.use_cases.ledger.columns import OUT_COLUMNS
from hazard_registry.use_cases.ledger.exporting import ledger_rows
from hazard_registry.use_cases.ledger.importing import import_ledger
from hazard_registry.use_cases.writing import write_rows

Went: TypeAlias = Callable[[int, int | None], Awaitable[None]]
_FILTER: Final = TypeAdapter(Filter)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One job, its asker and what he reaches. `went(done, total)` tells how far it is."""

    tx: Session
    job: Job
    by: Principal
    sight: Sight
    files: Files
    at: datetime
    went: Went

    @property
    def language(self) -> Language:
        return "en" if self.job.language == "en" else "zh"

    @property
    def wanted(self) -> Filter:
        return _FILTER.validate_python(self.job.parameters["filter"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of it, in numbers, and perhaps a file."""

    outcome: Mapping[str, Any] = field(default_factory=dict)
    result: str | None = None
    name: str | None = None


async def _import_ledger(task: Task) -> Made:
    data = await task.files.read(task.job.input or "")
    report = await import_ledger(
        task.tx,
        data=data,
        dry_run=bool(task.job.parameters["dry_run"]),
        language=task.language,
        sight=task.sight,
        by=task.by,
        at=task.at,
        went=task.went,
    )
    return Made(outcome=asdict(report))


async def _export_ledger(task: Task) -> Made:
    wanted = task.wanted if task.wanted.level else replace(task.wanted, level=("major",))
    total = await hazard_lists.count(task.tx, wanted, sight=task.sight)
    rows = ledger_rows(task.tx, wanted, sight=task.sight)
    return await _exported(task, "重大事故隐患台账", OUT_COLUMNS, rows, total)


async def _export_list(task: Task) -> Made:
    name = task.job.parameters["name"]
    rows = lists.rows_of(task.tx, name, task.wanted, sight=task.sight)
    return await _exported(task, lists.NAMES[name], lists.columns_of(name), rows, None)


async def _exported(
    task: Task,
    name: str,
    columns: Sequence[OutColumn],
    rows: AsyncIterator[Sequence[object]],
    total: int | None,
) -> Made:
    """Write rows to a file as they come, so that memory stays small however many there are."""
    written = 0

    async def counted() -> AsyncIterator[Sequence[object]]:
        nonlocal written
        async for row in rows:
            written += 1
            await task.went(written, total)
            yield row

    with tempfile.TemporaryFile() as file:
        await write_rows(file, name, columns, counted())
        size = file.tell()
        file.seek(0)
        taken = await task.files.take(_chunks(file), most_bytes=size)
    await task.files.keep(taken)
    return Made(outcome={"rows": written}, result=taken.sha256, name=f"{name}.xlsx")


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(file.read, _CHUNK):
        yield chunk


TASKS: Final[Mapping[Kind, Callable[[Task], Awaitable[Made]]]] = {
    Kind.IMPORT_LEDGER: _import_ledger,
    Kind.EXPORT_LEDGER: _export_ledger,
    Kind.EXPORT_LIST: _export_list,
}
