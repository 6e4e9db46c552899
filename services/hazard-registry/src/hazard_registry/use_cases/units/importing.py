"""Import a register of units: all of it or nothing, merged by their numbers, never doubled."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from contracts.hazards import UnitChanged, UnitEvent, UnitRegistered
from office.fault import Fault, Language, say
from office.spreadsheets.reading.archive import Limits
from office.spreadsheets.reading.table import Table, find_table
from office.spreadsheets.reading.workbook import read_workbook
from office.spreadsheets.words import SPREADSHEET_WORDS

from hazard_registry.domain.refusals import LedgerFaulty, LedgerUnreadable
from hazard_registry.store import units
from hazard_registry.use_cases.registers import COPIED, masked, tell_unit
from hazard_registry.use_cases.telling import differences
from hazard_registry.use_cases.units.columns import SPEC
from hazard_registry.use_cases.units.rows import KnownUnit, check_rows, load_registers
from hazard_registry.use_cases.units.words import words_for

# More rows than this take longer than a person waits for an answer.
LIMITS = Limits(rows=5_000)


@dataclass(slots=True, kw_only=True)
class UnitsImported:
    """What an import did, or, on a dry run, would do."""

    dry_run: bool
    sheet: str
    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    ignored_columns: list[str] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)


async def import_units(
    tx: Session,
    *,
    data: bytes,
    dry_run: bool,
    language: Language,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> UnitsImported:
    """Bring units in. Raise `LedgerUnreadable` or `LedgerFaulty`, and then nothing changed."""
    table = await _read(data)
    rows = check_rows(table, await load_registers(tx, table, sight=sight))
    new = [row for row in rows if row.before is None]
    changed = [row for row in rows if row.before is not None and row.before != row.after]
    report = UnitsImported(
        dry_run=dry_run,
        sheet=table.sheet,
        rows=len(rows),
        created=len(new),
        changed=len(changed),
        unchanged=len(rows) - len(new) - len(changed),
        ignored_columns=list(table.ignored),
        errors=[
            {
                "pointer": f"{error.sheet}!{error.address}",
                "code": error.code,
                "message": words_for(error, language),
            }
            for error in table.errors
        ],
    )
    if dry_run:
        return report
    if report.errors:
        raise LedgerFaulty(report.errors)
    await _store(tx, [*new, *changed], by=by, at=at)
    counted = {"created": [None, len(new)], "changed": [None, len(changed)]}
    await record(tx, by=by, at=at, action="import", what="units", id=new_id(), changes=counted)
    return report


async def _store(tx: Session, rows: list[KnownUnit], *, by: Principal, at: datetime) -> None:
    event: type[UnitEvent]
    for row in rows:
        if row.before is None:
            unit = row.after
            await units.add(tx, unit)
            changes = {name: [None, getattr(unit, name)] for name in ("code", "name", "area")}
            action, event = "register", UnitRegistered
        else:
            unit = replace(row.after, version=row.before.version + 1)
            await units.save(tx, unit)
            changes = masked(differences(row.before, unit))
            action, event = "import", UnitChanged
        await record(tx, by=by, at=at, action=action, what="unit", id=unit.id, changes=changes)
        if row.before is None or any(
            getattr(row.before, name) != getattr(unit, name) for name in COPIED
        ):
            await tell_unit(tx, event, unit, at=at)


async def _read(data: bytes) -> Table:
    try:
        workbook = await asyncio.to_thread(read_workbook, data, LIMITS)
        return await asyncio.to_thread(find_table, workbook, SPEC)
    except Fault as fault:
        raise LedgerUnreadable(
            words=say(fault.code, fault.facts, SPREADSHEET_WORDS, "zh"),
            words_en=say(fault.code, fault.facts, SPREADSHEET_WORDS, "en"),
        ) from fault
