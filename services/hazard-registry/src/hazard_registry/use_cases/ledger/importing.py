"""Import a ledger: all of it or nothing, and the same rows never twice."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from chassis.audit import record
from chassis.db import Session, together
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import (
    HazardClosed,
    HazardNotified,
    HazardPlanned,
    HazardReported,
    HazardStopped,
    HazardSubmitted,
    HazardVerified,
    UnitRegistered,
)
from office.fault import Fault, Language, say
from office.spreadsheets.reading.archive import Limits
from office.spreadsheets.reading.table import CellError, Table, find_table
from office.spreadsheets.reading.workbook import read_workbook
from office.spreadsheets.words import SPREADSHEET_WORDS

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.ledger import hazard_of
from hazard_registry.domain.life import Status
from hazard_registry.domain.refusals import ImportInProgress, LedgerFaulty, LedgerUnreadable
from hazard_registry.domain.unit import IdType, Sector, Unit
from hazard_registry.store import hazards, units
from hazard_registry.use_cases.ledger.columns import SPEC
from hazard_registry.use_cases.ledger.facts import add_facts
from hazard_registry.use_cases.ledger.rows import KnownRow, check_rows, load_registers
from hazard_registry.use_cases.ledger.words import words_for
from hazard_registry.use_cases.registers import tell_unit
from hazard_registry.use_cases.reporting import UNASSIGNED
from hazard_registry.use_cases.telling import tell, today

# More rows than this take longer than a person waits for an answer.
LIMITS = Limits(rows=5_000)
JOB_LIMITS = Limits(rows=60_000)

Went: TypeAlias = Callable[[int, int | None], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import did, or, on a dry run, would do."""

    dry_run: bool
    sheet: str
    rows: int
    created: int = 0
    already_known: int = 0
    units_created: int = 0
    ignored_columns: list[str] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)


async def import_ledger(
    tx: Session,
    *,
    data: bytes,
    dry_run: bool,
    language: Language,
    sight: Sight,
    by: Principal,
    at: datetime,
    went: Went | None = None,
) -> ImportReport:
    """Bring a ledger in. Raise `LedgerUnreadable` or `LedgerFaulty`, and then nothing changed.

    With `went(done, total)`, which is told how far it is, it takes as many rows as a job may bring.
    """
    if not await hazards.import_alone(tx, wait=went is not None):
        raise ImportInProgress()
    table = await _read(data, LIMITS if went is None else JOB_LIMITS)
    await _tell(went, 0, len(table.rows))
    registers = await load_registers(tx, table, sight=sight, today=today(at))
    rows = await asyncio.to_thread(check_rows, table, registers)
    new = await _unknown(tx, rows)
    report = _report(table, rows, new, dry_run=dry_run, language=language)
    if dry_run:
        return report
    if report.errors:
        raise LedgerFaulty(report.errors)
    async with together(tx):
        await store_rows(tx, new, by=by, at=at, went=went)
    changes = {"created": [None, len(new)], "units_created": [None, report.units_created]}
    await record(
        tx, by=by, at=at, action="import", what="ledger", id=str(new_id()), changes=changes
    )
    return report


def _report(
    table: Table, rows: list[KnownRow], new: list[KnownRow], *, dry_run: bool, language: Language
) -> ImportReport:
    return ImportReport(
        dry_run=dry_run,
        sheet=table.sheet,
        rows=len(rows),
        created=len(new),
        already_known=len(rows) - len(new),
        units_created=len({row.row.unit_code for row in new if row.unit is None}),
        ignored_columns=list(table.ignored),
        errors=[_error(error, language) for error in table.errors],
    )


async def _tell(went: Went | None, done: int, total: int) -> None:
    if went is not None:
        await went(done, total)


async def _read(data: bytes, limits: Limits) -> Table:
    try:
        workbook = await asyncio.to_thread(read_workbook, data, limits)
        return await asyncio.to_thread(find_table, workbook, SPEC)
    except Fault as fault:
        raise LedgerUnreadable(
            words=say(fault.code, fault.facts, SPREADSHEET_WORDS, "zh"),
            words_en=say(fault.code, fault.facts, SPREADSHEET_WORDS, "en"),
        ) from fault


async def _unknown(tx: Session, rows: list[KnownRow]) -> list[KnownRow]:
    """Leave out rows that are in the registry: by their key, or by the number we gave them."""
    keys = [row.row.key for row in rows]
    numbers = [row.row.number for row in rows if row.row.number]
    known = await hazards.known_keys(tx, keys, numbers)
    return [row for row in rows if row.row.key not in known and row.row.number not in known]


async def store_rows(
    tx: Session,
    rows: list[KnownRow],
    *,
    by: Principal,
    at: datetime,
    went: Went | None = None,
) -> None:
    """Keep rows that are new, with the units they need, and tell the others."""
    made: dict[str, Unit] = {}
    numbers = await _numbers(tx, rows, on=today(at))
    for done, known in enumerate(rows):
        await _tell(went, done, len(rows))
        unit = known.unit or made.get(known.row.unit_code or "")
        if unit is None:
            unit = await _make_unit(tx, known, by=by, at=at)
            made[unit.code] = unit
        hazard = hazard_of(
            known.row,
            id=new_id(),
            number=next(numbers[known.area]),
            area=known.area,
            unit_id=unit.id,
            industry=unit.industry,
            sector=unit.sector.value if unit.sector else None,
            department=known.department or unit.department or UNASSIGNED,
            criteria=known.criteria,
            by=by.id,
            at=at,
        )
        await hazards.add(tx, hazard, unit_name=unit.name)
        await add_facts(tx, hazard, known.row, unit=unit, by=by, at=at)
        await _announce(tx, hazard, known, by=by, at=at)


async def _numbers(tx: Session, rows: list[KnownRow], *, on: date) -> dict[str, Iterator[str]]:
    """Take the numbers of all rows: one round trip for each area."""
    many = Counter(row.area for row in rows)
    return {area: iter(await hazards.numbers(tx, many[area], area=area, on=on)) for area in many}


async def _make_unit(tx: Session, known: KnownRow, *, by: Principal, at: datetime) -> Unit:
    unit = Unit(
        id=new_id(),
        id_type=IdType(known.unit_id_type or IdType.CREDIT_CODE),
        code=known.row.unit_code or "",
        name=known.row.unit_name,
        area=known.area,
        sector=Sector(known.row.sector) if known.row.sector else None,
        department=known.department,
    )
    await units.add(tx, unit)
    changes = {"code": [None, unit.code], "name": [None, unit.name], "area": [None, unit.area]}
    await record(tx, by=by, at=at, action="register", what="unit", id=unit.id, changes=changes)
    await tell_unit(tx, UnitRegistered, unit, at=at)
    return unit


async def _announce(
    tx: Session, hazard: Hazard, known: KnownRow, *, by: Principal, at: datetime
) -> None:
    """Tell the others how it stands. What is long closed is no news to act on: only that it is."""
    changes = {"status": [None, hazard.status], "row": [None, known.line]}
    await record(tx, by=by, at=at, action="import", what="hazard", id=hazard.id, changes=changes)
    await tell(tx, HazardReported, hazard, at=at, found_on=hazard.found_on)
    if hazard.status is Status.CLOSED:
        await tell(tx, HazardClosed, hazard, at=at)
        return
    criteria = list(hazard.criteria)
    await tell(tx, HazardVerified, hazard, at=at, criteria=criteria, due_on=hazard.due_on)
    if hazard.notified_on:
        await tell(tx, HazardNotified, hazard, at=at)
    if hazard.planned_on:
        await tell(tx, HazardPlanned, hazard, at=at)
    if hazard.submitted_on:
        await tell(tx, HazardSubmitted, hazard, at=at)
    if hazard.stopped_on:
        await tell(tx, HazardStopped, hazard, at=at)


def _error(error: CellError, language: Language) -> dict[str, str]:
    return {
        "pointer": f"{error.sheet}!{error.address}",
        "code": error.code,
        "message": words_for(error, language),
    }
