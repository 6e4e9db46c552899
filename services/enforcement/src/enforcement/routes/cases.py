"""Cases: list, show, and what may happen to one as a whole."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis import paging
from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.http import ApiRouter, Now, Page, PageOf, Sight, Tx
from chassis.problems import documented
from fastapi import Depends, Query, Response
from law.calendar import Calendar
from law.rules import basis

from enforcement.domain.status import Status
from enforcement.messages import MESSAGES
from enforcement.routes.moving import Moving, show_case
from enforcement.schemas.case import (
    CaseOut,
    CaseRow,
    ClosingIn,
    OwedOut,
    PlatformIn,
    ReasonIn,
    TransferIn,
)
from enforcement.schemas.words import AreaPrefix, Body, Code
from enforcement.store import case as store
from enforcement.store import copies, law
from enforcement.use_cases import case as use_cases
from enforcement.use_cases.owing import owed_on

router = ApiRouter(prefix="/v1/cases", tags=["cases"])
MOVE = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


def _filter(
    *,
    area: AreaPrefix | None = None,
    body: Body | None = None,
    matter: Code | None = None,
    status: Status | None = None,
    unit_id: UUID | None = None,
    hazard_id: UUID | None = None,
    filed_from: date | None = None,
    filed_to: date | None = None,
) -> store.Filter:
    return store.Filter(**locals())


@router.get("", response_model=PageOf[CaseRow], summary="Cases, newest first")
async def list_cases(
    *,
    filter: Annotated[store.Filter, Depends(_filter)],
    overdue: Annotated[bool, Query(description="Only those with a missed deadline")] = False,
    as_of: date | None = None,
    tx: Tx,
    page: Page,
    sight: Sight,
    now: Now,
) -> paging.Slice:
    on = as_of or Calendar.today(now)
    wanted = replace(filter, overdue_on=on) if overdue else filter
    rows = await store.page(tx, wanted, sight=sight, limit=page.limit + 1, after=page.after)
    cut = paging.cut(rows, page, lambda case: (case.filed_on.isoformat(), str(case.id)))
    names = await copies.unit_names(tx, (case.unit_id for case in cut.items))
    return paging.Slice([CaseRow.row(case, on=on, names=names) for case in cut.items], cut.next)


@router.get(
    "/penalties",
    response_model=dict[str, Any],
    summary="The statutory bands in force on a day, with their source",
    responses=documented(MESSAGES, "no_rule_in_force"),
)
async def list_penalties(tx: Tx, now: Now, on: date | None = None) -> dict[str, Any]:
    rule, _ = await law.bands(tx, on=on or Calendar.today(now))
    return {"basis": basis(rule), "law": rule.value["law"], "rows": rule.value["rows"]}


@router.get(
    "/{case_id}",
    response_model=CaseOut,
    summary="One case, whole",
    responses=documented(MESSAGES, "not_found"),
)
async def get_case(case_id: UUID, tx: Tx, sight: Sight, now: Now, response: Response) -> CaseOut:
    return await show_case(tx, await store.get(tx, case_id, sight=sight), at=now, response=response)


@router.get(
    "/{case_id}/history",
    response_model=list[EntryOut],
    summary="What happened to it",
    responses=documented(MESSAGES, "not_found"),
)
async def case_history(case_id: UUID, tx: Tx, sight: Sight) -> list[Entry]:
    await store.get(tx, case_id, sight=sight)
    return await history(tx, what="case", id=case_id, limit=200)


@router.get(
    "/{case_id}/owed",
    response_model=list[OwedOut],
    summary="What each debtor owes on a day, with the added fine",
    responses=documented(MESSAGES, "not_found"),
)
async def case_owed(
    case_id: UUID, tx: Tx, sight: Sight, now: Now, on: date | None = None
) -> list[OwedOut]:
    case = await store.get(tx, case_id, sight=sight)
    day = on or Calendar.today(now)
    return [
        OwedOut.model_validate(owed).model_copy(update={"basis": stated})
        for owed, stated in await owed_on(tx, case, on=day)
    ]


@router.post(
    "/{case_id}/platform",
    response_model=CaseOut,
    summary="Note number and state on the provincial platform",
    responses=documented(MESSAGES, *MOVE),
)
async def follow_platform(body: PlatformIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.follow_platform(
            move.tx, state=body.state, platform_number=body.platform_number, **move.given
        )
    )


@router.post(
    "/{case_id}/transfer",
    response_model=CaseOut,
    summary="Give the case to the body that may punish",
    responses=documented(
        MESSAGES, *MOVE, "receiver_not_competent", "unknown_body", "self_approval"
    ),
)
async def transfer_case(body: TransferIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.transfer_case(move.tx, **body.model_dump(), **move.given)
    )


@router.post(
    "/{case_id}/withdraw",
    response_model=CaseOut,
    summary="Drop the case before a decision",
    responses=documented(MESSAGES, *MOVE, "self_approval"),
)
async def withdraw_case(body: ReasonIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.withdraw_case(move.tx, reason=body.reason, **move.given))


@router.post(
    "/{case_id}/close",
    response_model=CaseOut,
    summary="Close the file",
    responses=documented(MESSAGES, *MOVE, "not_performed", "self_approval", "reason_needed"),
)
async def close_case(body: ClosingIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.close_case(move.tx, ground=body.ground, note=body.note, **move.given)
    )
