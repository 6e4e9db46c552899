"""Hazards: report, find, read, verify, reject."""

import json
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from chassis.audit import history
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.filters import HazardFilter
from hazard_registry.routes.showing import is_of_unit, line_for, shown_to
from hazard_registry.schemas.hazard_bodies import NewHazard, Reason, Verification
from hazard_registry.schemas.hazards import HazardDetail, HazardLine, HazardOut
from hazard_registry.schemas.history import EntryOut
from hazard_registry.store import hazard_detail, hazard_lists, hazard_pages, hazard_sheets
from hazard_registry.store import hazards as store
from hazard_registry.use_cases import reporting, verification
from hazard_registry.use_cases.reporting import About

router = ApiRouter(prefix="/v1/hazards", tags=["hazards"])

REFUSED_INPUT = ("area_unknown", "unit_unknown", "department_unknown", "attachment_unknown")


@router.post(
    "",
    status_code=201,
    response_model=HazardOut,
    summary="Report a hazard (上报隐患)",
    responses=documented(MESSAGES, *REFUSED_INPUT, "date_in_future", "outside_reach", "not_found"),
)
async def report_hazard(
    *, new: NewHazard, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> Hazard:
    about = {field.name for field in fields(About)}
    told = new.model_dump(exclude={"attachments", *about})
    hazard = await reporting.report_hazard(
        tx,
        **told,
        about=About(**new.model_dump(include=about)),
        attachments_=new.attachments,
        sight=sight,
        by=caller,
        at=now,
    )
    response.headers["Location"] = f"/v1/hazards/{hazard.id}"
    return tagged(response, shown_to(hazard, caller))


@router.get("", response_model=PageOf[HazardLine], summary="List hazards (隐患清单)")
async def list_hazards(
    *, wanted: HazardFilter, page: Page, tx: Tx, caller: Caller, sight: Sight
) -> Slice | Response:
    if not is_of_unit(caller):
        shown = await hazard_pages.page_of(tx, wanted, sight=sight, page=page)
        lines, after = ",".join(shown.items), json.dumps(shown.next)
        return Response(f'{{"items":[{lines}],"next":{after}}}', media_type="application/json")
    found = await hazard_lists.page_of(tx, wanted, sight=sight, page=page)
    return Slice([line_for(line, caller) for line in found.items], found.next)


@router.get(
    "/{hazard_id}",
    response_model=HazardDetail,
    summary="Read a hazard with all its dated facts",
    responses=documented(MESSAGES, "not_found"),
)
async def get_hazard(
    *, hazard_id: UUID, response: Response, tx: Tx, caller: Caller, sight: Sight
) -> dict[str, Any] | Response:
    if not is_of_unit(caller):
        sheet = await hazard_sheets.sheet_of(tx, hazard_id, sight=sight)
        answer = Response(await hazard_sheets.body_of(tx, sheet), media_type="application/json")
        tagged(answer, sheet)
        return answer
    hazard = await store.get(tx, hazard_id, sight=sight)
    tagged(response, hazard)
    facts = await hazard_detail.facts_of(tx, hazard, alone=True)
    basis = await hazard_detail.basis_of(tx, hazard)
    return line_for(asdict(hazard) | facts | {"basis": basis}, caller)


@router.get(
    "/{hazard_id}/history",
    response_model=PageOf[EntryOut],
    summary="Who did what to it, when and why; newest first",
    responses=documented(MESSAGES, "not_found"),
)
async def hazard_history(*, hazard_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await store.get(tx, hazard_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="hazard", id=hazard_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))


@router.post(
    "/{hazard_id}/verify",
    response_model=HazardOut,
    summary="Confirm a hazard and its level (认定)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "criterion_unknown",
        "criterion_not_in_force",
        "criterion_required",
        "finding_required",
        "date_too_early",
        "department_unknown",
        "only_general_self_check",
    ),
)
async def verify_hazard(
    *,
    hazard_id: UUID,
    body: Verification,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    told = body.model_dump(exclude={"attachments", "criteria"})
    hazard = await verification.verify_hazard(
        tx,
        hazard_id=hazard_id,
        **told,
        criteria_=body.criteria,
        attachments_=body.attachments,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(hazard, caller))


@router.post(
    "/{hazard_id}/reject",
    response_model=HazardOut,
    summary="It is no hazard (不予认定)",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile"),
)
async def reject_hazard(
    *,
    hazard_id: UUID,
    body: Reason,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    hazard = await verification.reject_hazard(
        tx,
        hazard_id=hazard_id,
        reason=body.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(hazard, caller))
