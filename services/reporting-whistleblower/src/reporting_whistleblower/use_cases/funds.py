"""The fund: money in by allocation, out by payment; nothing else moves it."""

from datetime import datetime
from decimal import Decimal

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id

from reporting_whistleblower.domain.fund import Fund, Source, Transfer, TransferKind
from reporting_whistleblower.store import funds


async def allocate_fund(
    tx: Session,
    *,
    year: int,
    source: Source,
    amount: Decimal,
    document: str,
    by: audit.Actor,
    at: datetime,
) -> Fund:
    """Put a year's money into the fund, as a budget document says."""
    fund = await funds.open_fund(tx, year=year, source=source)
    transfer = Transfer(
        id=new_id(),
        fund_id=fund.id,
        kind=TransferKind.ALLOCATION,
        amount=amount,
        document=document,
        by=by.id,
        at=at,
    )
    changed = await funds.book(tx, transfer)
    changes = {"balance": [fund.balance, changed.balance]}
    await audit.record(
        tx,
        by=by,
        at=at,
        action="allocate",
        what="fund",
        id=fund.id,
        why=document,
        changes=changes,
    )
    return changed
