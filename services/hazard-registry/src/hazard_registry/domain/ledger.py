"""A row of the major-hazard ledger, and the hazard that its dates tell of."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level, Origin, Status
from hazard_registry.domain.plan import Plan
from hazard_registry.domain.words import fold

# Each of these happened no earlier than those before it.
SEQUENCE = ("found_on", "submitted_on", "reviewed_on", "closed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """What one row says. Money is in yuan; what was left blank is None."""

    number: str | None = None
    unit_name: str
    unit_code: str | None = None
    area: str
    sector: str | None = None
    description: str
    criteria: str | None = None
    origin: Origin
    found_on: date
    found_by: str | None = None
    measures: str | None = None
    responsible: str | None = None
    department: str | None = None
    due_on: date
    funds: Decimal | None = None
    interim_control: str | None = None
    contingency: str | None = None
    stopped: bool | None = None
    principal_notified_on: date | None = None
    controller_notified_on: date | None = None
    order_level: str | None = None
    progress: tuple[int | None, str | None] | None = None
    submitted_on: date | None = None
    reviewers: str | None = None
    reviewed_on: date | None = None
    closing_department: str | None = None
    closed_on: date | None = None
    extensions: int | None = None
    evidence: str | None = None
    level: Level | None = None

    @property
    def key(self) -> str:
        """What makes a row the same row: its number, else unit, words and day of finding."""
        if self.number:
            return f"no:{fold(self.number)}"
        unit = self.unit_code or fold(self.unit_name)
        same = "\n".join((unit, fold(self.description), self.found_on.isoformat()))
        return "row:" + hashlib.sha256(same.encode()).hexdigest()[:40]

    @property
    def plan(self) -> Plan:
        return Plan(
            responsible=self.responsible,
            measures=self.measures,
            funds=self.funds,
            deadline=self.due_on,
            contingency=self.contingency,
            interim_control=self.interim_control,
        )

    @property
    def status(self) -> Status:
        """The furthest state that the row's dates prove."""
        if self.closed_on:
            return Status.CLOSED
        if self.submitted_on:
            return Status.AWAITING_REVIEW
        if self.progress:
            return Status.RECTIFYING
        complete = not self.plan.missing(self.level or Level.MAJOR)
        return Status.PLANNED if complete else Status.VERIFIED

    def misplaced_dates(self, today: date) -> Iterator[tuple[str, str, dict[str, object]]]:
        """Name each date that lies in the future or before one that must precede it."""
        latest, after = self.found_on, "found_on"
        for name in (*SEQUENCE, "principal_notified_on", "controller_notified_on"):
            day = getattr(self, name)
            if day is None:
                continue
            if day > today:
                yield name, "ledger_date_future", {"day": day.isoformat()}
            elif day < (latest if name in SEQUENCE else self.found_on):
                yield name, "ledger_date_order", {"day": day.isoformat(), "after": after}
            elif name in SEQUENCE:
                latest, after = day, name
        if self.due_on < self.found_on:
            yield "due_on", "ledger_date_order", {"day": self.due_on.isoformat(), "after": after}


def hazard_of(
    row: LedgerRow,
    *,
    id: UUID,
    number: str,
    area: str,
    unit_id: UUID | None,
    industry: str | None,
    sector: str | None,
    department: str,
    criteria: tuple[str, ...],
    by: UUID,
    at: datetime,
) -> Hazard:
    """The hazard a row tells of. Who verified, reviewed and closed it the ledger does not say."""
    return Hazard(
        id=id,
        number=number,
        status=row.status,
        level=row.level or Level.MAJOR,
        origin=row.origin,
        channel=row.origin.channel,
        description=row.description,
        area=area,
        unit_id=unit_id,
        industry=industry,
        sector=row.sector or sector,
        department=department,
        found_on=row.found_on,
        reported_by=by,
        reported_at=at,
        criteria=criteria,
        exception_reason=row.criteria if row.criteria and not criteria else None,
        verified_on=row.found_on,
        due_on=row.due_on,
        notified_on=_both(row.principal_notified_on, row.controller_notified_on),
        **_facts(row),
        **_work(row),
    )


def _work(row: LedgerRow) -> dict[str, Any]:
    """How far it is. The ledger has no day for plan and start: none earlier than its finding."""
    percent, _ = row.progress or (None, None)
    done = row.status in {Status.AWAITING_REVIEW, Status.CLOSED}
    planned = row.status is not Status.VERIFIED
    return {
        "planned_on": row.found_on if planned else None,
        "started_on": row.found_on if row.progress or done else None,
        "percent": 100 if done else percent or 0,
        "passed_on": row.reviewed_on if done else None,
        "extensions": row.extensions or 0,
    }


def _facts(row: LedgerRow) -> dict[str, Any]:
    return {
        "ledger_number": row.number,
        "ledger_key": row.key,
        "found_by": row.found_by,
        "responsible": row.responsible,
        "measures": row.measures,
        "funds": row.funds,
        "deadline": row.due_on,
        "contingency": row.contingency,
        "interim_control": row.interim_control,
        "submitted_on": row.submitted_on or row.closed_on,
        "closed_on": row.closed_on,
        "order_level": row.order_level if not row.closed_on else None,
        "order_due_on": row.due_on if row.order_level and not row.closed_on else None,
        "stopped_on": row.found_on if row.stopped and not row.closed_on else None,
    }


def _both(first: date | None, second: date | None) -> date | None:
    return max(first, second) if first and second else None
