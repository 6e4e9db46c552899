"""The plan on one page, and what it showed on earlier days."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis import paging
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Sight, Tx
from chassis.problems import documented
from fastapi import Query, Request

from gateway.messages import MESSAGES
from gateway.schemas import AreaCode, BoardOut, PlanCode, SnapshotIn, SnapshotOut, SnapshotWithBoard
from gateway.store import snapshot as store
from gateway.use_cases.plan_board import Question, plan_board
from gateway.use_cases.snapshot import take_snapshot

router = ApiRouter(prefix="/v1/plan", tags=["plan"])

Area = Annotated[AreaCode | None, Query(description="A code or its beginning; else all you see.")]


@router.get(
    "",
    response_model=BoardOut,
    summary="The plan board: 36 rows, each with its figures, light and milestones",
    responses=documented(MESSAGES, "not_found", "plan_unavailable"),
)
async def read_plan(
    *,
    request: Request,
    now: Now,
    as_of: date | None = None,
    area: Area = None,
    plan: Annotated[PlanCode | None, Query(description="Without it, the plan of that day.")] = None,
) -> dict[str, Any]:
    question = _question(request, as_of or date_in_china(now), area, plan)
    return await plan_board(request.app.state.upstreams, question)


@router.post(
    "/snapshots",
    status_code=201,
    response_model=SnapshotWithBoard,
    summary="Freeze what the board shows now, for a meeting or an assessment",
    responses=documented(MESSAGES, "not_found", "plan_unavailable", "outside_reach"),
)
async def take_plan_snapshot(
    *, new: SnapshotIn, request: Request, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> Any:
    question = _question(request, new.as_of or date_in_china(now), new.area, None)
    return await take_snapshot(
        tx,
        upstreams=request.app.state.upstreams,
        question=question,
        note=new.note,
        sight=sight,
        by=caller,
        at=now,
    )


@router.get(
    "/snapshots",
    response_model=PageOf[SnapshotOut],
    summary="Snapshots of the board, newest first",
)
async def list_plan_snapshots(tx: Tx, page: Page, sight: Sight) -> paging.Slice:
    found = await store.page(tx, sight=sight, limit=page.limit + 1, after=page.after)
    return paging.cut(found, page, lambda row: (row.taken_at.isoformat(), str(row.id)))


@router.get(
    "/snapshots/{snapshot_id}",
    response_model=SnapshotWithBoard,
    summary="What the board showed then",
    responses=documented(MESSAGES, "not_found"),
)
async def get_plan_snapshot(snapshot_id: UUID, tx: Tx, sight: Sight) -> Any:
    return await store.get(tx, snapshot_id, sight=sight)


def _question(request: Request, as_of: date, area: str | None, plan: str | None) -> Question:
    authorization = request.headers["authorization"]
    return Question(plan=plan, as_of=as_of, area=area or "", authorization=authorization)
