"""Handlers move reports: one route for each move, named as the move."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, Sight, StillOpened
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.reports import (
    AcceptIn,
    AssignIn,
    RefuseIn,
    ReportOut,
    TextIn,
)
from reporting_whistleblower.use_cases import reports

router = ApiRouter(prefix="/v1/reports/{report_id}", tags=["handling"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/assign",
    response_model=ReportOut,
    summary="分派 Give a report to a handler and seal its key to his",
    responses=documented(MESSAGES, *MOVED, "key_missing", "not_shared_with_you", "excluded"),
)
async def assign_report(
    *,
    report_id: UUID,
    said: AssignIn,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await reports.assign_report(
        tx,
        report_id=report_id,
        to=said.to,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/accept",
    response_model=ReportOut,
    summary="受理 Take a report on and restate it for the field",
    responses=documented(MESSAGES, *MOVED, "quotes_the_report"),
)
async def accept_report(
    *,
    report_id: UUID,
    said: AcceptIn,
    tx: Tx,
    sight: Sight,
    opened: StillOpened,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await reports.accept_report(
        tx,
        report_id=report_id,
        what=said.what,
        place=said.place,
        unit_id=said.unit_id,
        employee=said.employee,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
        expected=expected,
    )
    return report_out(tagged(response, changed), now)


@router.post(
    "/refuse",
    response_model=ReportOut,
    summary="不予受理 Refuse on a legal ground",
    responses=documented(MESSAGES, *MOVED),
)
async def refuse_report(
    *,
    report_id: UUID,
    said: RefuseIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ReportOut:
    changed = await reports.refuse_report(
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
    "/notes",
    status_code=201,
    response_model=ReportOut,
    summary="调查笔记 Write a note the reporter never sees",
    responses=documented(MESSAGES, "not_found"),
)
async def add_note(
    *, report_id: UUID, said: TextIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> ReportOut:
    report = await reports.add_note(
        tx, report_id=report_id, text=said.text, sight=sight, by=caller, at=now
    )
    return report_out(report, now)


@router.post(
    "/messages",
    status_code=201,
    response_model=ReportOut,
    summary="回复举报人 Write to the reporter",
    responses=documented(MESSAGES, "not_found"),
)
async def write_message(
    *, report_id: UUID, said: TextIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> ReportOut:
    report = await reports.write_message(
        tx, report_id=report_id, text=said.text, sight=sight, by=caller, at=now
    )
    return report_out(report, now)
