"""The stock from before the registry began: brought in as a ledger, as offices do."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hazard_registry.demo.kinds import kind_of, name_of
from hazard_registry.demo.words import Words, is_major
from hazard_registry.domain.ledger import LedgerRow
from hazard_registry.domain.life import Level, Origin
from hazard_registry.domain.unit import Unit
from hazard_registry.use_cases.ledger.rows import KnownRow

ORIGINS = (
    Origin.SELF_CHECK,
    Origin.INSPECTION,
    Origin.SELF_CHECK,
    Origin.PUBLIC_REPORT,
    Origin.INSPECTION,
    Origin.ROUND,
)


def row_of(
    number: int, unit: Unit, *, found_on: date, imported_on: date, words: Words, chance: Random
) -> KnownRow:
    """The nth hazard as a row of the ledger: most are closed, a few still wait."""
    kind = kind_of(number % 120)
    code, said = words.criterion(kind, found_on, number)
    major = is_major(number)
    done_on = found_on + timedelta(days=12 + chance.randrange(30))
    closed = done_on + timedelta(days=10) < imported_on and chance.random() < 0.96
    row = LedgerRow(
        number=f"{found_on.year}-演示-{number:03d}",
        unit_name=name_of(number % 120),
        unit_code=unit.code,
        area=unit.area,
        sector=kind.sector,
        description=said if major else chance.choice(kind.general),
        criteria=code if major else None,
        origin=ORIGINS[number % len(ORIGINS)],
        found_on=found_on,
        found_by="演示检查组",
        measures="按标准整改(演示)",
        responsible=f"负责人演示{number % 120}",
        due_on=found_on + timedelta(days=30 + chance.randrange(30)),
        funds=Decimal(chance.randrange(1, 40) * 1000),
        contingency="现场处置方案(演示)",
        principal_notified_on=found_on + timedelta(days=1),
        controller_notified_on=found_on + timedelta(days=2),
        progress=(100 if closed else 60, None),
        level=Level.MAJOR if major else Level.GENERAL,
    )
    return KnownRow(
        line=number + 3,
        row=_closed(row, done_on) if closed else row,
        area=unit.area,
        unit=unit,
        unit_id_type=None,
        department=kind.department,
        criteria=(code,) if code and major else (),
    )


def _closed(row: LedgerRow, done_on: date) -> LedgerRow:
    """The same row with its end."""
    return replace(
        row,
        submitted_on=done_on,
        reviewers="演示复查人",
        reviewed_on=done_on + timedelta(days=4),
        closing_department="安办",
        closed_on=done_on + timedelta(days=8),
    )
