"""The fund's ledger. Balances change by one guarded statement, so races cannot overdraw."""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from chassis.db import Session
from chassis.ids import new_id
from chassis.paging import PageRequest, Slice, cut
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.fund import Fund, Source, Transfer, TransferKind
from reporting_whistleblower.domain.refusals import (
    FundOverdrawn,
    FundUnknown,
    NotFound,
    RewardExists,
)
from reporting_whistleblower.tables import fund, fund_entry, fund_transfer

# Which sum a booking moves, and in which direction.
_MOVES: Final = {
    TransferKind.ALLOCATION: (fund.c.allocated, 1),
    TransferKind.PAYOUT: (fund.c.paid, 1),
    TransferKind.RECOVERY: (fund.c.paid, -1),
}


async def open_fund(tx: Session, *, year: int, source: Source) -> Fund:
    """Find the year's fund, or begin it."""
    row = asdict(Fund(id=new_id(), year=year, source=source))
    await tx.execute(upsert(fund).values(row).on_conflict_do_nothing())
    return await get(tx, year=year, source=source)


async def get(tx: Session, *, year: int, source: Source) -> Fund:
    """Raise `FundUnknown` if nothing was ever allocated."""
    query = select(fund).where(fund.c.year == year, fund.c.source == source)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise FundUnknown(year=year, source=source.value)
    return Fund(**row._mapping)


async def must_exist(tx: Session, fund_id: UUID) -> None:
    """Raise `NotFound` if there is no such fund."""
    if await tx.scalar(select(fund.c.id).where(fund.c.id == fund_id)) is None:
        raise NotFound


async def every(tx: Session) -> list[Fund]:
    query = select(fund).order_by(fund.c.year.desc(), fund.c.source)
    return [Fund(**row._mapping) for row in await tx.execute(query)]


async def book(tx: Session, transfer: Transfer) -> Fund:
    """Raise `FundOverdrawn` if the fund holds less, `RewardExists` if the claim was paid before.

    The update locks the fund's row and looks at the balance that is really there: of two payers at
    once the second waits and then finds what the first has left.
    """
    await _enter(tx, transfer)
    column, sign = _MOVES[transfer.kind]
    change = -transfer.amount if transfer.kind is TransferKind.PAYOUT else transfer.amount
    guarded = (fund.c.id == transfer.fund_id) & (fund.c.balance + change >= 0)
    booking = (
        update(fund)
        .where(guarded)
        .values({column.name: column + sign * transfer.amount, "balance": fund.c.balance + change})
        .returning(fund)
    )
    row = (await tx.execute(booking)).one_or_none()
    if row is None:
        raise FundOverdrawn(amount=f"{transfer.amount:f}")
    return Fund(**row._mapping)


async def _enter(tx: Session, transfer: Transfer) -> None:
    entry = upsert(fund_transfer).values(asdict(transfer))
    entry = entry.on_conflict_do_nothing(
        index_elements=["claim_number"], index_where=text("kind = 'payout'")
    )
    if (await tx.execute(entry.returning(fund_transfer.c.id))).first() is None:
        raise RewardExists
    lines = [
        {"transfer_id": transfer.id, "account": account, "amount": amount}
        for account, amount in transfer.entries().items()
    ]
    await tx.execute(insert(fund_entry), lines)


async def paid_from(tx: Session, claim_number: str) -> Fund:
    """The fund a claim was paid from. Raise `NotFound` if it was never paid."""
    query = (
        select(fund)
        .join(fund_transfer, fund.c.id == fund_transfer.c.fund_id)
        .where(
            fund_transfer.c.claim_number == claim_number,
            fund_transfer.c.kind == TransferKind.PAYOUT,
        )
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return Fund(**row._mapping)


async def page_transfers(tx: Session, fund_id: UUID, page: PageRequest) -> Slice:
    """List a fund's bookings, the newest first. Ids sort by time."""
    query = select(fund_transfer).where(fund_transfer.c.fund_id == fund_id)
    if page.after is not None:
        query = query.where(fund_transfer.c.id < UUID(page.after[0]))
    rows = await tx.execute(query.order_by(fund_transfer.c.id.desc()).limit(page.limit + 1))
    return cut([Transfer(**row._mapping) for row in rows], page, lambda one: (one.id,))


async def differences(tx: Session) -> list[str]:
    """Recount the ledger: name every fund and transfer that does not add up. Empty is right."""
    unbalanced = (
        select(fund_entry.c.transfer_id)
        .group_by(fund_entry.c.transfer_id)
        .having(func.sum(fund_entry.c.amount) != 0)
    )
    counted = (
        select(fund_transfer.c.fund_id, func.sum(fund_entry.c.amount).label("counted"))
        .join(fund_entry, fund_entry.c.transfer_id == fund_transfer.c.id)
        .where(fund_entry.c.account == "fund")
        .group_by(fund_transfer.c.fund_id)
        .subquery()
    )
    wrong = (
        select(fund.c.id)
        .outerjoin(counted, counted.c.fund_id == fund.c.id)
        .where(func.coalesce(counted.c.counted, 0) != fund.c.balance)
    )
    transfers = [f"transfer {id_}" for id_ in await tx.scalars(unbalanced)]
    return transfers + [f"fund {id_}" for id_ in await tx.scalars(wrong)]
