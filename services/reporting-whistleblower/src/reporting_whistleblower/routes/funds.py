"""The reward fund and its ledger."""

from typing import Annotated
from uuid import UUID

from chassis import audit
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Tx
from chassis.paging import Slice
from fastapi import Query

from reporting_whistleblower.domain.fund import Fund
from reporting_whistleblower.schemas.claims import (
    AllocationIn,
    FundOut,
    FundsCheckOut,
    TransferOut,
)
from reporting_whistleblower.schemas.reports import EntryOut
from reporting_whistleblower.store import funds as stored
from reporting_whistleblower.use_cases import funds

router = ApiRouter(prefix="/v1/funds", tags=["fund"])


@router.post(
    "/allocations",
    status_code=201,
    response_model=FundOut,
    summary="拨付 Put a year's money into the fund",
)
async def allocate_fund(said: AllocationIn, tx: Tx, caller: Caller, now: Now) -> Fund:
    return await funds.allocate_fund(
        tx,
        year=said.year,
        source=said.source,
        amount=said.amount,
        document=said.document,
        by=caller,
        at=now,
    )


@router.get("", response_model=list[FundOut], summary="奖励资金 Each year's money by source")
async def list_funds(tx: Tx) -> list[Fund]:
    return await stored.every(tx)


@router.get("/check", response_model=FundsCheckOut, summary="对账 Recount the whole ledger")
async def check_funds(tx: Tx) -> FundsCheckOut:
    return FundsCheckOut(differences=await stored.differences(tx))


@router.get(
    "/{fund_id}/history",
    response_model=list[EntryOut],
    summary="资金记录 Who allocated what, newest first",
)
async def fund_history(
    fund_id: UUID,
    tx: Tx,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: int | None = None,
) -> list[audit.Entry]:
    await stored.must_exist(tx, fund_id)
    return await audit.history(tx, what="fund", id=fund_id, limit=limit, after=after)


@router.get(
    "/{fund_id}/transfers",
    response_model=PageOf[TransferOut],
    summary="资金流水 Bookings of one fund, newest first, without identities",
)
async def list_fund_transfers(fund_id: UUID, tx: Tx, page: Page) -> Slice:
    await stored.must_exist(tx, fund_id)
    return await stored.page_transfers(tx, fund_id, page)
