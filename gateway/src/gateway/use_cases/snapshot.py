"""Freeze the plan board."""

from datetime import datetime
from typing import Any

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight
from pydantic_core import to_jsonable_python

from gateway.domain.refusals import OutsideReach
from gateway.store import snapshot as store
from gateway.use_cases.asking import Upstreams
from gateway.use_cases.plan_board import Question, plan_board


async def take_snapshot(
    tx: Session,
    *,
    upstreams: Upstreams,
    question: Question,
    note: str,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Any:
    """Keep what the board shows this caller. Raise `OutsideReach` for an area that is not his."""
    board = to_jsonable_python(await plan_board(upstreams, question))
    if not sight.sees(area=board["area"]):
        raise OutsideReach(area=board["area"])
    snapshot_id = new_id()
    await store.add(
        tx,
        id=snapshot_id,
        plan=board["code"],
        as_of=question.as_of,
        area=board["area"],
        note=note,
        taken_by=by.id,
        taken_at=at,
        lights=board["lights"],
        board=board,
    )
    await record(tx, by=by, at=at, action="take", what="plan_snapshot", id=snapshot_id, why=note)
    return await store.get(tx, snapshot_id, sight=sight)
