"""The plan and the progress reported on it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Path, Query, Response
from law.calendar import Calendar

from enforcement.domain.plan import Answer, Plan, Progress
from enforcement.messages import MESSAGES
from enforcement.schemas.plan import (
    PlanCode,
    PlanCopyIn,
    PlanOut,
    ProgressIn,
    ProgressOut,
    ReturnIn,
    RowCode,
    WholePlanOut,
)
from enforcement.store import plan as store
from enforcement.use_cases import plan as use_cases

router = ApiRouter(prefix="/v1/plans", tags=["plans"])

Code = Annotated[PlanCode, Path(examples=["2024-2026"])]
ANSWERED = documented(
    MESSAGES, "not_found", "illegal_move", "self_approval", "changed_meanwhile", "version_required"
)


@router.get("", response_model=list[PlanOut], summary="All plans, oldest first")
async def list_plans(tx: Tx) -> list[Plan]:
    return list(await store.all_plans(tx))


@router.get(
    "/{code}",
    response_model=WholePlanOut,
    summary="A plan with its rows, milestones and newest accepted reports, as of a day",
    responses=documented(MESSAGES, "not_found"),
)
async def get_plan(
    code: Code, tx: Tx, sight: Sight, now: Now, as_of: date | None = None
) -> WholePlanOut:
    on = as_of or Calendar.today(now)
    return WholePlanOut.of(await use_cases.get_plan(tx, code=code, on=on, sight=sight), on=on)


@router.post(
    "/{code}/copy",
    status_code=201,
    response_model=PlanOut,
    summary="Begin a successor plan with the rows of this one",
    responses=documented(MESSAGES, "not_found", "already_there", "period_wrong", "outside_reach"),
)
async def copy_plan(
    *, code: Code, new: PlanCopyIn, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> Plan:
    older = await store.get(tx, code)
    begun = new.plan(area=older.area)
    return await use_cases.copy_plan(tx, plan=begun, source=code, sight=sight, by=caller, at=now)


@router.get(
    "/{code}/progress",
    response_model=PageOf[ProgressOut],
    summary="Reports on a plan, newest first",
)
async def list_progress(
    *,
    code: Code,
    tx: Tx,
    page: Page,
    sight: Sight,
    row: Annotated[RowCode | None, Query()] = None,
    status: Answer | None = None,
) -> paging.Slice:
    found = await store.page(
        tx, code, sight=sight, row=row, status=status, limit=page.limit + 1, after=page.after
    )
    return paging.cut(found, page, lambda entry: (entry.as_of.isoformat(), str(entry.id)))


@router.post(
    "/{code}/progress",
    status_code=201,
    response_model=ProgressOut,
    summary="Report progress on a row, with evidence",
    responses=documented(
        MESSAGES, "not_found", "no_such_row", "no_such_milestone", "unknown_body", "outside_reach",
        "date_wrong", "unknown_attachment",
    ),
)  # fmt: skip
async def report_progress(
    *,
    code: Code,
    new: ProgressIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    response: Response,
) -> Progress:
    given = new.model_dump() | {"evidence": tuple(new.evidence)}
    entry = await use_cases.report_progress(
        tx, code=code, reported=use_cases.Reported(**given), sight=sight, by=caller, at=now
    )
    return tagged(response, entry)


@router.get(
    "/progress/{progress_id}",
    response_model=ProgressOut,
    summary="One report",
    responses=documented(MESSAGES, "not_found"),
)
async def get_progress(progress_id: UUID, tx: Tx, sight: Sight, response: Response) -> Progress:
    return tagged(response, await store.get_progress(tx, progress_id, sight=sight))


@router.get(
    "/progress/{progress_id}/history",
    response_model=list[EntryOut],
    summary="What happened to a report",
    responses=documented(MESSAGES, "not_found"),
)
async def progress_history(progress_id: UUID, tx: Tx, sight: Sight) -> list[Entry]:
    await store.get_progress(tx, progress_id, sight=sight)
    return await history(tx, what="plan_progress", id=progress_id)


@router.post(
    "/progress/{progress_id}/accept",
    response_model=ProgressOut,
    summary="Let a report count; its milestone is reached. Not by whoever wrote it",
    responses=ANSWERED,
)
async def accept_progress(
    *,
    progress_id: UUID,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Progress:
    entry = await use_cases.accept_progress(
        tx, progress_id=progress_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, entry)


@router.post(
    "/progress/{progress_id}/return",
    response_model=ProgressOut,
    summary="Send a report back, with the reason",
    responses=ANSWERED,
)
async def return_progress(
    *,
    progress_id: UUID,
    given: ReturnIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Progress:
    entry = await use_cases.return_progress(
        tx,
        progress_id=progress_id,
        why=given.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, entry)
