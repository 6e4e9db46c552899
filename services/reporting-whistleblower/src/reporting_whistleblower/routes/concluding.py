"""Reports come to their end: more time, a conclusion, an answer, a second look."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Sight
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.reports import (
    ConcludeIn,
    ReasonIn,
    ReportOut,
    TextIn,
)
from reporting_whistleblower.use_cases import concluding, reports

router = ApiRouter(prefix="/v1/reports/{report_id}", tags=["handling"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/extend",
    response_model=ReportOut,
    summary="延期 Grant up to 30 more days",
    responses=documented(MESSAGES, *MOVED, "self_approval"),
)
async def extend_report(
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
    changed = await reports.extend_report(
        tx,
        report_id=report_id,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/conclude",
    response_model=ReportOut,
    summary="办结 End the investigation",
    responses=documented(MESSAGES, *MOVED),
)
async def conclude_report(
    *,
    report_id: UUID,
    said: ConcludeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await concluding.conclude_report(
        tx,
        report_id=report_id,
        conclusion=said.conclusion,
        statement=said.statement,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/feedback",
    response_model=ReportOut,
    summary="反馈 Tell the reporter what came of it",
    responses=documented(MESSAGES, *MOVED),
)
async def give_feedback(
    *,
    report_id: UUID,
    said: TextIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await concluding.give_feedback(
        tx,
        report_id=report_id,
        text=said.text,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/reexamine",
    response_model=ReportOut,
    summary="复核 Answer an objection",
    responses=documented(MESSAGES, *MOVED, "self_approval"),
)
async def reexamine_report(
    *,
    report_id: UUID,
    said: ConcludeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await concluding.reexamine_report(
        tx,
        report_id=report_id,
        conclusion=said.conclusion,
        statement=said.statement,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)
