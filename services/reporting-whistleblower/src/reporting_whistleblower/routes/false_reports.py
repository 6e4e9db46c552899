"""Reports that were knowingly made up: proposed, and decided by somebody else."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.false_report import FalseReport, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.schemas.protection import (
    ConfirmFalseIn,
    FalseReportIn,
    FalseReportOut,
)
from reporting_whistleblower.store import protection
from reporting_whistleblower.use_cases import false_reports

router = ApiRouter(prefix="/v1", tags=["protection"])
DECIDED = ("not_found", "illegal_move", "changed_meanwhile", "version_required", "self_approval")


@router.post(
    "/reports/{report_id}/false-report",
    status_code=201,
    response_model=FalseReportOut,
    summary="拟认定诬告 Propose that a report was knowingly made up",
    responses=documented(MESSAGES, "not_found", "not_unfounded", "already_accused"),
)
async def propose_false_report(
    *,
    report_id: UUID,
    said: FalseReportIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    response: Response,
) -> FalseReport:
    new = await false_reports.propose_false_report(
        tx,
        report_id=report_id,
        ground=said.ground,
        proof=said.proof,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, new)


@router.get(
    "/false-reports",
    response_model=PageOf[FalseReportOut],
    summary="诬告认定列表 False reports, newest first; no word of them",
)
async def list_false_reports(
    tx: Tx, sight: Sight, page: Page, status: Status | None = None
) -> Slice:
    return await protection.page_false_reports(tx, sight, page, status=status)


@router.post(
    "/false-reports/{false_report_id}/confirm",
    response_model=FalseReportOut,
    summary="认定诬告 Find it proved, as somebody who never handled the report",
    responses=documented(MESSAGES, *DECIDED, "not_unfounded"),
)
async def confirm_false_report(
    *,
    false_report_id: UUID,
    said: ConfirmFalseIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> FalseReport:
    changed = await false_reports.confirm_false_report(
        tx,
        false_report_id=false_report_id,
        to_police=said.to_police,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, changed)


@router.post(
    "/false-reports/{false_report_id}/reject",
    response_model=FalseReportOut,
    summary="不予认定 Find it not proved",
    responses=documented(MESSAGES, *DECIDED),
)
async def reject_false_report(
    *,
    false_report_id: UUID,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> FalseReport:
    changed = await false_reports.reject_false_report(
        tx, false_report_id=false_report_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, changed)
