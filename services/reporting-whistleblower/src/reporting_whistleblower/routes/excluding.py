"""Ties of officers to units, and what follows from them."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Tx, tagged
from chassis.http import Sight as PlainSight
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.conflicts import Conflict
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, Sight
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.casework import ConflictIn, ConflictOut, ExcludeIn
from reporting_whistleblower.schemas.reports import ReportOut
from reporting_whistleblower.store import conflicts as stored
from reporting_whistleblower.use_cases import excluding

router = ApiRouter(prefix="/v1", tags=["conflicts"])


@router.post(
    "/report-conflicts",
    status_code=201,
    response_model=ConflictOut,
    summary="申报利害关系 Declare ties to a unit: its reports are kept from that officer",
    responses=documented(MESSAGES, "not_found"),
)
async def declare_conflict(
    *, said: ConflictIn, tx: Tx, sight: PlainSight, caller: Caller, now: Now
) -> Conflict:
    return await excluding.declare_conflict(
        tx,
        account_id=said.account_id or caller.id,
        unit_id=said.unit_id,
        tie=said.tie,
        sight=sight,
        by=caller,
        at=now,
    )


@router.get(
    "/report-conflicts",
    response_model=PageOf[ConflictOut],
    summary="利害关系名录 Declared ties, newest first; a handler sees his own",
)
async def list_conflicts(tx: Tx, sight: PlainSight, page: Page) -> Slice:
    return await stored.page(tx, sight, page)


@router.post(
    "/report-conflicts/{conflict_id}/end",
    response_model=ConflictOut,
    summary="解除回避 Say that the ties are over",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "self_approval"
    ),
)
async def end_conflict(
    *,
    conflict_id: UUID,
    tx: Tx,
    sight: PlainSight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Conflict:
    changed = await excluding.end_conflict(
        tx, conflict_id=conflict_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, changed)


@router.post(
    "/reports/{report_id}/exclude",
    response_model=ReportOut,
    summary="回避 Keep one report from one officer, and draw its key anew",
    responses=documented(
        MESSAGES,
        "not_found",
        "last_handler",
        "confidential_session_required",
        "not_shared_with_you",
    ),
)
async def exclude_officer(
    *,
    report_id: UUID,
    said: ExcludeIn,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
) -> ReportOut:
    report = await excluding.exclude_officer(
        tx,
        report_id=report_id,
        account_id=said.account_id,
        tie=said.tie,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
    )
    return report_out(report, now)
