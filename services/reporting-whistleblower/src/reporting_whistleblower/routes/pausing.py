"""A report's clock stands still and runs on."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Sight
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.casework import PauseIn
from reporting_whistleblower.schemas.reports import ReasonIn, ReportOut
from reporting_whistleblower.use_cases import pausing

router = ApiRouter(prefix="/v1/reports/{report_id}", tags=["handling"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/pause",
    response_model=ReportOut,
    summary="中止计算期限 Stop the clock on a ground the rule knows",
    responses=documented(MESSAGES, *MOVED, "no_ground"),
)
async def pause_report(
    *,
    report_id: UUID,
    said: PauseIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await pausing.pause_report(
        tx,
        report_id=report_id,
        ground=said.ground,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/resume",
    response_model=ReportOut,
    summary="恢复计算期限 Let the clock run on, later by the days that did not count",
    responses=documented(MESSAGES, *MOVED),
)
async def resume_report(
    *,
    report_id: UUID,
    said: ReasonIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await pausing.resume_report(
        tx,
        report_id=report_id,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)
