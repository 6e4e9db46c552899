"""Take over what somebody checked by hand on the national site (cx.mem.gov.cn), from a spreadsheet."""

import asyncio
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from chassis import audit
from chassis.db import Session
from office.fault import Fault
from office.spreadsheets.reading import CellError, Row, Table, find_table, read_workbook

from training_records.domain.refusals import (
    Refusal,
    unreadable,
)
from training_records.store import vault as vaults
from training_records.use_cases.import_row import Import, Outcome, record_row
from training_records.use_cases.national_sheet import SPEC, checked

MOST_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. Rows are counted by the most that happened to them."""

    rows: int
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    errors: tuple[CellError, ...] = ()
    errors_beyond: int = 0
    ignored_columns: tuple[str, ...] = ()


async def import_certificates(tx: Session, *, data: bytes, dry_run: bool, order: Import) -> Report:
    """Take all rows over, or, if any cell is faulty or it is a dry run, none.

    A row that says what is on record already changes nothing, so a file may come twice. A dry run
    does everything and undoes it: what it reports is what would happen.
    """
    await vaults.insist(tx, order.vault)
    table = await _read(data)
    outcomes: Counter[Outcome] = Counter()
    async with tx.begin_nested() as attempt:
        for row in table.rows:
            outcome = await _take(tx, table, row, order)
            if outcome:
                outcomes[outcome] += 1
        if dry_run or table.errors:
            await attempt.rollback()
        elif outcomes.total() > outcomes[Outcome.UNCHANGED]:
            await _note(tx, data, outcomes, order)
    return Report(
        rows=len(table.rows),
        outcomes=outcomes,
        errors=tuple(table.errors),
        errors_beyond=table.errors_beyond,
        ignored_columns=table.ignored,
    )


async def _note(tx: Session, data: bytes, outcomes: Counter[Outcome], order: Import) -> None:
    changes = {outcome.value: [None, count] for outcome, count in outcomes.items()}
    digest = hashlib.sha256(data).hexdigest()
    await audit.record(
        tx,
        by=order.by,
        at=order.at,
        action="import",
        what="spreadsheet",
        id=digest,
        changes=changes,
    )


async def _read(data: bytes) -> Table:
    """Raise a refusal if the file cannot be read as such a table."""
    try:
        workbook = await asyncio.to_thread(read_workbook, data)
        table = await asyncio.to_thread(find_table, workbook, SPEC)
    except Fault as fault:
        raise unreadable(fault.code, fault.facts, field="") from fault
    if len(table.rows) > MOST_ROWS:
        facts = {"sheet": table.sheet, "limit": MOST_ROWS}
        raise unreadable("sheet_too_many_rows", facts, field="")
    return table


async def _take(tx: Session, table: Table, row: Row, order: Import) -> Outcome | None:
    """Take one row over; what is wrong with it is noted at its cell."""
    try:
        found = checked(row.values, usual_day=order.checked_on)
        return await record_row(tx, found, order)
    except Refusal as refusal:
        facts = dict(refusal.facts)
        key = _COLUMN.get(str(facts.pop("field", "")), "number")
        key = key if key in row.addresses else "number"
        table.fault(row, key, Fault(refusal.code, **facts))
        return None


# Which column a refused input field stands in.
_COLUMN: Final = {
    "/number": "number",
    "/name": "name",
    "/item": "item",
    "/issued_on": "issued_on",
    "/valid_from": "valid_from",
    "/valid_to": "valid_to",
    "/review_due_on": "review_due_on",
    "/reviewed_on": "reviewed_on",
    "/verified_on": "checked_on",
    "/revoked_on": "status",
    "/cancelled_on": "status",
}
