"""The dated facts that a row of the ledger brings beside the hazard itself."""

from datetime import datetime

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.ledger import LedgerRow
from hazard_registry.domain.notice import Notice, NoticeTo
from hazard_registry.domain.supervision import OrderLevel, Stoppage, SupervisionOrder
from hazard_registry.domain.unit import Unit
from hazard_registry.store import facts
from hazard_registry.use_cases.orders import tell_order

NOT_IN_LEDGER = "台账未载"  # the ledger has no column for it


async def add_facts(
    tx: Session, hazard: Hazard, row: LedgerRow, *, unit: Unit, by: Principal, at: datetime
) -> None:
    """Add notices, order, stop, progress and review, as far as the row tells of them."""
    await _notices(tx, hazard, row, unit)
    if hazard.order_level and hazard.order_due_on:
        await _order(tx, hazard, by=by, at=at)
    if hazard.stopped_on:
        stoppage = Stoppage(
            id=new_id(),
            hazard_id=hazard.id,
            scope=NOT_IN_LEDGER,
            document=NOT_IN_LEDGER,
            stopped_on=hazard.stopped_on,
            stopped_by=by.id,
        )
        await facts.add(tx, stoppage)
    await _work(tx, hazard, row, by=by, at=at)


async def _notices(tx: Session, hazard: Hazard, row: LedgerRow, unit: Unit) -> None:
    told = {
        NoticeTo.PRINCIPAL: (unit.principal, unit.principal_phone, row.principal_notified_on),
        NoticeTo.ACTUAL_CONTROLLER: (
            unit.actual_controller,
            unit.actual_controller_phone,
            row.controller_notified_on,
        ),
    }
    for to, (name, phone, day) in told.items():
        notice = Notice(
            id=new_id(), hazard_id=hazard.id, to=to, recipient=name, phone=phone, sent_on=day
        )
        await facts.add(tx, notice)


async def _order(tx: Session, hazard: Hazard, *, by: Principal, at: datetime) -> None:
    """Issued when is not in the ledger either: no later than the day of finding is known."""
    order = SupervisionOrder(
        id=new_id(),
        hazard_id=hazard.id,
        level=OrderLevel(hazard.order_level or ""),
        number=NOT_IN_LEDGER,
        listed=True,
        issued_on=hazard.found_on,
        due_on=hazard.order_due_on or hazard.found_on,
        issued_by=by.id,
        issued_at=at,
    )
    await facts.add(tx, order)
    await tell_order(tx, hazard, order, at=at)


async def _work(
    tx: Session, hazard: Hazard, row: LedgerRow, *, by: Principal, at: datetime
) -> None:
    words = [row.progress[1] if row.progress else None, row.evidence]
    note = ";".join(word for word in words if word)
    if note:
        await facts.note_progress(
            tx,
            id=new_id(),
            hazard_id=hazard.id,
            percent=hazard.percent,
            funds_used=None,
            note=note,
            by=by.id,
            at=at,
        )
    if row.reviewed_on and (row.reviewers or row.closing_department):
        await facts.note_review(
            tx,
            id=new_id(),
            hazard_id=hazard.id,
            reviewer=None,
            reviewer_name=row.reviewers,
            department=row.closing_department,
            visited_on=row.reviewed_on,
            passed=True,
            opinion="台账导入",
            at=at,
        )
