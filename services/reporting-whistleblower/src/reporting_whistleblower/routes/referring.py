"""Matters that belong elsewhere: to an earlier report, or to another body."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.transfers import Transfer
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Sight, StillOpened
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.casework import (
    AcknowledgeIn,
    MergeIn,
    TransferIn,
    TransferOut,
)
from reporting_whistleblower.schemas.reports import ReportOut
from reporting_whistleblower.store import transfers as stored
from reporting_whistleblower.use_cases import merging, transfers

router = ApiRouter(prefix="/v1", tags=["handling"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/reports/{report_id}/transfer",
    response_model=ReportOut,
    summary="移送 Pass the restated matter to the competent body",
    responses=documented(MESSAGES, *MOVED, "not_restated", "quotes_the_report"),
)
async def transfer_report(
    *,
    report_id: UUID,
    said: TransferIn,
    tx: Tx,
    sight: Sight,
    opened: StillOpened,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    restated = transfers.Restated(said.what, said.place) if said.what and said.place else None
    changed = await transfers.transfer_report(
        tx,
        report_id=report_id,
        to=said.to,
        reason=said.reason,
        restated=restated,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/reports/{report_id}/merge",
    response_model=ReportOut,
    summary="合并 Join it to the same matter that was reported first",
    responses=documented(MESSAGES, *MOVED, "same_report"),
)
async def merge_report(
    *,
    report_id: UUID,
    said: MergeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await merging.merge_report(
        tx,
        report_id=report_id,
        into=said.into,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.get(
    "/report-transfers",
    response_model=PageOf[TransferOut],
    summary="移送记录 What went to which body, newest first",
)
async def list_transfers(tx: Tx, sight: Sight, page: Page) -> Slice:
    return await stored.page(tx, sight, page)


@router.get(
    "/report-transfers/{transfer_id}",
    response_model=TransferOut,
    summary="移送函内容 All that the other body gets",
    responses=documented(MESSAGES, "not_found"),
)
async def read_transfer(transfer_id: UUID, tx: Tx, sight: Sight, response: Response) -> Transfer:
    return tagged(response, await stored.get(tx, transfer_id, sight=sight))


@router.post(
    "/report-transfers/{transfer_id}/acknowledge",
    response_model=TransferOut,
    summary="登记对方接收 Note that the other body has it",
    responses=documented(MESSAGES, *MOVED),
)
async def acknowledge_transfer(
    *,
    transfer_id: UUID,
    said: AcknowledgeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Transfer:
    changed = await transfers.acknowledge_transfer(
        tx,
        transfer_id=transfer_id,
        reference=said.reference,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)
