"""Turn the cells of a register of units into units: those that are there, and new ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight
from office.fault import Fault
from office.identifiers import UnitId, UnitIdType, parse_unit_id
from office.spreadsheets.reading.table import Row, Table

from hazard_registry.domain.area import prefix_of
from hazard_registry.domain.refusals import PointIncomplete, PointOutside
from hazard_registry.domain.unit import IdType, Unit
from hazard_registry.store import areas, units

_BY_LENGTH = {15: UnitIdType.REGISTRATION_NUMBER, 9: UnitIdType.ORGANISATION_CODE}
_INDUSTRY = re.compile(r"[A-T]?\d{2,4}")
_PHONE = re.compile(r"\+?[0-9\- ]{5,24}")


class Note(Protocol):
    """Notes what is wrong with a cell of the row at hand."""

    def __call__(self, key: str, code: str, **facts: object) -> None: ...


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A row's unit as it is in the register, if it is, and as the row would have it."""

    before: Unit | None
    after: Unit


@dataclass(slots=True)
class Registers:
    """What the rows may name, loaded once for a whole file."""

    areas: Mapping[str, str]
    departments: Mapping[str, str]
    units: Mapping[tuple[str, str], Unit]
    sight: Sight
    seen: dict[tuple[str, str], int] = field(default_factory=dict)


async def load_registers(tx: Session, table: Table, *, sight: Sight) -> Registers:
    ids = [found for row in table.rows if (found := _id(row)) is not None]
    known = await units.by_numbers(tx, [(one.id_type.value, one.value) for one in ids])
    departments = await areas.all_departments(tx)
    return Registers(
        areas=await areas.named(tx),
        departments={one.name: one.code for one in departments if one.active},
        units={(unit.id_type.value, unit.code): unit for unit in known},
        sight=sight,
    )


def check_rows(table: Table, registers: Registers) -> list[KnownUnit]:
    """Resolve every row; what is wrong is noted in the table, cell by cell."""
    return [known for row in table.rows if (known := _check(table, row, registers)) is not None]


def _check(table: Table, row: Row, registers: Registers) -> KnownUnit | None:
    wrong: list[str] = []

    def note(key: str, code: str, **facts: object) -> None:
        wrong.append(code)
        at = key if key in row.addresses else "name"
        table.fault(row, at, Fault(code, **facts))

    number = _number(row, note)
    fields = _fields(row, registers, note)
    if number is None or wrong:
        return None
    key = (number.id_type.value, number.value)
    first = registers.seen.setdefault(key, row.number)
    if first != row.number:
        note("code", "unit_twice", row=first)
        return None
    before = registers.units.get(key)
    if not _may_change(before, registers.sight, note):
        return None
    after = _unit(before, number, fields, note)
    return None if wrong or after is None else KnownUnit(before, after)


def _unit(before: Unit | None, number: UnitId, fields: dict[str, Any], note: Note) -> Unit | None:
    """Blank cells leave what is there."""
    try:
        if before is None:
            return Unit(id=new_id(), id_type=IdType(number.id_type), code=number.value, **fields)
        return replace(before, **fields)
    except (PointIncomplete, PointOutside) as refusal:
        note(str(refusal.facts["field"]).strip("/"), refusal.code)
        return None


def _may_change(before: Unit | None, sight: Sight, note: Note) -> bool:
    if before is None:
        return True
    if before.merged_into is not None:
        note("code", "unit_merged")
        return False
    if not sight.sees(area=before.area, department=before.department, unit=before.id):
        note("code", "unit_outside")
        return False
    return True


def _fields(row: Row, registers: Registers, note: Note) -> dict[str, Any]:
    fields = {k: v for k, v in row.values.items() if v is not None and k != "code"}
    fields["area"] = _area(fields["area"], registers, note)
    if department := fields.get("department"):
        if department not in registers.departments:
            note("department", "department_unknown")
        fields["department"] = registers.departments.get(department)
    if (industry := fields.get("industry")) and not _INDUSTRY.fullmatch(industry):
        note("industry", "industry_malformed")
    for name in ("longitude", "latitude"):
        if name in fields:
            fields[name] = _degrees(name, fields[name], note)
    for name, value in fields.items():
        if name.endswith("_phone") and not _PHONE.fullmatch(value):
            note(name, "phone_malformed")
    return fields


def _area(written: str, registers: Registers, note: Note) -> str:
    code = prefix_of(written) if written.isdecimal() else registers.areas.get(written)
    if code is None or code not in registers.areas.values():
        note("area", "area_unknown")
        return ""
    if not registers.sight.sees(area=code):
        note("area", "area_outside")
    return code


def _degrees(name: str, written: str, note: Note) -> Decimal | None:
    try:
        return Decimal(written).quantize(Decimal("1e-8"))
    except InvalidOperation:
        note(name, "degrees_malformed")
        return None


def _id(row: Row) -> UnitId | None:
    try:
        return _parsed(row)
    except Fault:
        return None


def _number(row: Row, note: Note) -> UnitId | None:
    try:
        return _parsed(row)
    except Fault as fault:
        note("code", fault.code, **fault.facts)
        return None


def _parsed(row: Row) -> UnitId:
    written = "".join(str(row.values["code"]).split()).upper()
    kind = _BY_LENGTH.get(len(written.replace("-", "")), UnitIdType.CREDIT_CODE)
    return parse_unit_id(written, kind)
