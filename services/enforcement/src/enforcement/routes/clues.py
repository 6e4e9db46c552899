"""Clues: list, receive by hand-over, answer."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.db import Session
from chassis.http import (
    ApiRouter,
    Caller,
    IfMatch,
    Now,
    Page,
    PageOf,
    Sight,
    Tx,
    tagged,
)
from chassis.problems import documented
from fastapi import Depends, Query, Response
from law.calendar import Calendar

from enforcement.domain.clue import Arrival, Clue, ClueStatus, Source
from enforcement.domain.record import Filing
from enforcement.domain.refusals import UnknownUnit
from enforcement.messages import MESSAGES
from enforcement.routes.moving import show_case
from enforcement.schemas.case import CaseOut
from enforcement.schemas.clue import ClueIn, ClueOut, FilingIn, HandOverIn, RefusalIn
from enforcement.schemas.words import AreaPrefix, Body
from enforcement.store import clue as store
from enforcement.store import copies
from enforcement.use_cases import case as cases
from enforcement.use_cases import clue as use_cases

router = ApiRouter(prefix="/v1/clues", tags=["clues"])
ANSWERS = ("not_found", "outside_reach", "illegal_move", "changed_meanwhile", "version_required")


def _filter(
    *,
    area: AreaPrefix | None = None,
    body: Body | None = None,
    status: ClueStatus | None = None,
    source: Source | None = None,
    unit_id: UUID | None = None,
    hazard_id: UUID | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
    settled_on: date | None = None,
) -> store.Filter:
    return store.Filter(**locals())


@router.get("", response_model=PageOf[ClueOut], summary="Clues, newest first")
async def list_clues(
    *,
    filter: Annotated[store.Filter, Depends(_filter)],
    overdue: Annotated[bool, Query(description="Only what is not answered in time")] = False,
    as_of: date | None = None,
    tx: Tx,
    page: Page,
    sight: Sight,
    now: Now,
) -> paging.Slice:
    on = as_of or Calendar.today(now)
    wanted = store.late(filter, on) if overdue else filter
    rows = await store.page(tx, wanted, sight=sight, limit=page.limit + 1, after=page.after)
    cut = paging.cut(rows, page, lambda clue: (clue.received_on.isoformat(), str(clue.id)))
    return paging.Slice([ClueOut.of(clue, on=on) for clue in cut.items], cut.next)


@router.post(
    "",
    status_code=201,
    response_model=ClueOut,
    summary="Hand over what a department found",
    responses=documented(
        MESSAGES, "outside_reach", "unknown_body", "unknown_matter", "unknown_unit"
    ),
)
async def receive_clue(
    *, new: ClueIn, tx: Tx, caller: Caller, sight: Sight, now: Now, response: Response
) -> ClueOut:
    if new.area is None and new.unit_id is None:
        raise UnknownUnit(field="/unit_id")
    arrival = Arrival(
        source=Source.HAND_OVER,
        area=new.area or "",
        body=new.to or use_cases.FALLBACK,
        matter=new.matter,
        unit_id=new.unit_id,
        hazard_ids=tuple(new.hazard_ids),
        summary=new.summary,
        from_body=new.from_body,
    )
    clue = await use_cases.receive_handed_over_clue(
        tx, arrival=arrival, sight=sight, by=caller, at=now
    )
    return await _show(tx, clue, now=now, response=response)


@router.get(
    "/{clue_id}",
    response_model=ClueOut,
    summary="One clue with its unit and hazards",
    responses=documented(MESSAGES, "not_found"),
)
async def get_clue(clue_id: UUID, tx: Tx, sight: Sight, now: Now, response: Response) -> ClueOut:
    clue = await store.get(tx, clue_id, sight=sight)
    return await _show(tx, clue, now=now, response=response)


@router.get(
    "/{clue_id}/history",
    response_model=list[EntryOut],
    summary="What happened to it",
    responses=documented(MESSAGES, "not_found"),
)
async def clue_history(clue_id: UUID, tx: Tx, sight: Sight) -> list[Entry]:
    await store.get(tx, clue_id, sight=sight)
    return await history(tx, what="clue", id=clue_id)


@router.post(
    "/{clue_id}/file",
    status_code=201,
    response_model=CaseOut,
    summary="Answer by opening a case",
    responses=documented(
        MESSAGES, *ANSWERS, "may_not_punish", "limitation_passed", "act_already_punished",
        "reason_needed", "unknown_matter", "date_wrong",
    ),
)  # fmt: skip
async def file_case(
    *,
    clue_id: UUID,
    body: FilingIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> CaseOut:
    case = await cases.file_case(
        tx,
        clue_id=clue_id,
        filing=Filing(**body.model_dump()),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await show_case(tx, case, at=now, response=response)


@router.post(
    "/{clue_id}/hand-over",
    response_model=ClueOut,
    summary="Answer by handing it to the competent body",
    responses=documented(MESSAGES, *ANSWERS, "receiver_not_competent", "same_body"),
)
async def hand_over_clue(
    *,
    clue_id: UUID,
    body: HandOverIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ClueOut:
    clue = await use_cases.hand_over_clue(
        tx,
        clue_id=clue_id,
        to=body.to,
        matter=body.matter,
        reason=body.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _show(tx, clue, now=now, response=response)


@router.post(
    "/{clue_id}/refuse",
    response_model=ClueOut,
    summary="Answer that no case is opened, with reasons",
    responses=documented(MESSAGES, *ANSWERS),
)
async def refuse_clue(
    *,
    clue_id: UUID,
    body: RefusalIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> ClueOut:
    clue = await use_cases.refuse_clue(
        tx,
        clue_id=clue_id,
        reason=body.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _show(tx, clue, now=now, response=response)


async def _show(tx: Session, clue: Clue, *, now: Now, response: Response) -> ClueOut:
    hazards = list(await copies.hazards_of(tx, clue.hazard_ids))
    unit = await copies.unit(tx, clue.unit_id)
    shown = ClueOut.of(clue, on=Calendar.today(now), unit=unit, hazards=hazards)
    return tagged(response, shown)
