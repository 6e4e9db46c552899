"""Turn a ledger's cells into rows whose unit, area, department and criteria are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from chassis.db import Session
from chassis.sight import Sight
from office.fault import Fault
from office.identifiers import UnitIdType, parse_unit_id
from office.spreadsheets.reading.table import CellError, Row, Table

from hazard_registry.domain.area import prefix_of
from hazard_registry.domain.ledger import LedgerRow
from hazard_registry.domain.unit import Unit
from hazard_registry.store import areas, criteria, units
from hazard_registry.store.criteria import Citable

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?:-[A-Za-z0-9]{1,6}){1,4}(?![A-Za-z0-9-])")
_BY_LENGTH = {15: UnitIdType.REGISTRATION_NUMBER, 9: UnitIdType.ORGANISATION_CODE}
TITLES = {
    "found_on": "发现日期",
    "submitted_on": "完成日期",
    "reviewed_on": "复查日期",
    "closed_on": "销号日期",
}
_FIELDS = {each.name for each in fields(LedgerRow)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """A row of which everything it names is known. `unit` is None where it is still to be made."""

    line: int
    row: LedgerRow
    area: str
    unit: Unit | None
    unit_id_type: UnitIdType | None
    department: str | None
    criteria: tuple[str, ...]


@dataclass(slots=True)
class Registers:
    """What the registers hold, loaded once for a whole ledger."""

    areas: Mapping[str, str]
    departments: Mapping[str, str]
    units_by_code: Mapping[str, Unit]
    units_by_name: Mapping[str, list[Unit]]
    citable: Citable
    sight: Sight
    today: date
    seen: dict[str, int] = field(default_factory=dict)


async def load_registers(tx: Session, table: Table, *, sight: Sight, today: date) -> Registers:
    """Load what the rows of this ledger may name."""
    codes = [_plain_code(row.values.get("unit_code")) or "" for row in table.rows]
    names = [row.values["unit_name"] for row in table.rows]
    by_name: dict[str, list[Unit]] = {}
    for unit in await units.by_names(tx, names):
        by_name.setdefault(unit.name, []).append(unit)
    return Registers(
        areas=await areas.named(tx),
        departments={d.name: d.code for d in await areas.all_departments(tx) if d.active},
        units_by_code=await units.by_code(tx, codes),
        units_by_name=by_name,
        citable=await criteria.citable(tx),
        sight=sight,
        today=today,
    )


def check_rows(table: Table, registers: Registers) -> list[KnownRow]:
    """Resolve every row; what is wrong is noted in the table, cell by cell."""
    return [known for row in table.rows if (known := _check(table, row, registers)) is not None]


def _check(table: Table, row: Row, registers: Registers) -> KnownRow | None:
    faults: list[CellError] = []

    def note(key: str, code: str, **facts: object) -> None:
        at = key if key in row.addresses else "unit_name"
        faults.append(table.fault(row, at, Fault(code, **facts)))

    code, id_type = _code(row, note)
    read = LedgerRow(**_values(row), unit_code=code)
    area = _area(read, registers, note)
    unit = _unit(read, area, registers)
    if unit is None and code is None and not faults:
        note("unit_code", "ledger_unit_unknown")
    department = _department(read, registers, note)
    cited = _criteria(read, registers, note)
    for key, fault, facts in read.misplaced_dates(registers.today):
        after = TITLES.get(str(facts.get("after")), "")
        note(key, fault, **facts, after_zh=after)
    first = registers.seen.setdefault(read.key, row.number)
    if first != row.number:
        note("description", "ledger_row_twice", row=first)
    if faults or area is None:
        return None
    return KnownRow(
        line=row.number,
        row=read,
        area=area,
        unit=unit,
        unit_id_type=id_type,
        department=department,
        criteria=cited,
    )


def _values(row: Row) -> dict[str, Any]:
    values = {key: value for key, value in row.values.items() if key in _FIELDS}
    values.pop("unit_code", None)
    for key in ("sector", "order_level"):
        value = values.get(key)
        values[key] = value.value if value is not None else None
    return values


def _plain_code(written: str | None) -> str | None:
    return "".join(written.split()).upper() if written else None


def _code(row: Row, note: Any) -> tuple[str | None, UnitIdType | None]:
    written = _plain_code(row.values.get("unit_code"))
    if not written:
        return None, None
    id_type = _BY_LENGTH.get(len(written.replace("-", "")), UnitIdType.CREDIT_CODE)
    try:
        return parse_unit_id(written, id_type).value, id_type
    except Fault as fault:
        note("unit_code", fault.code, **fault.facts)
        return None, None


def _area(row: LedgerRow, registers: Registers, note: Any) -> str | None:
    written = row.area.strip()
    code = prefix_of(written) if written.isdecimal() else registers.areas.get(written)
    if code is None or code not in registers.areas.values():
        note("area", "ledger_area_unknown")
        return None
    if not registers.sight.sees(area=code):
        note("area", "ledger_area_outside")
        return None
    return code


def _unit(row: LedgerRow, area: str | None, registers: Registers) -> Unit | None:
    if row.unit_code:
        return registers.units_by_code.get(row.unit_code)
    named = registers.units_by_name.get(row.unit_name, [])
    here = [unit for unit in named if unit.area == area]
    return here[0] if len(here) == 1 else None


def _department(row: LedgerRow, registers: Registers, note: Any) -> str | None:
    if not row.department:
        return None
    names = sorted(registers.departments, key=len, reverse=True)
    found = [registers.departments[name] for name in names if name in row.department]
    if not found:
        note("department", "ledger_department_unknown")
        return None
    return found[0]


def _criteria(row: LedgerRow, registers: Registers, note: Any) -> tuple[str, ...]:
    cited = tuple(dict.fromkeys(_CODE.findall(row.criteria or "")))
    for code in cited:
        if not registers.citable.known(code):
            note("criteria", "ledger_criterion_unknown", criterion=code)
        elif not registers.citable.in_force(code, on=row.found_on):
            on = row.found_on.isoformat()
            note("criteria", "ledger_criterion_not_in_force", criterion=code, on=on)
    return cited
