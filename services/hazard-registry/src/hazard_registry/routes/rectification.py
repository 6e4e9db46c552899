"""Plan, start, progress, more time, submit."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.plan import Plan
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.hazard_bodies import (
    ExtensionGrant,
    ExtensionRefusal,
    ExtensionRequest,
    PlanBody,
    Progress,
    Submission,
)
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.use_cases import rectification

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])


@router.post(
    "/plan",
    response_model=HazardOut,
    summary="Fix the five things (五落实)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "plan_incomplete",
        "deadline_after_due",
    ),
)
async def plan_hazard(
    *,
    hazard_id: UUID,
    body: PlanBody,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.plan_hazard(
        tx,
        hazard_id=hazard_id,
        plan=Plan(**body.model_dump()),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/start",
    response_model=HazardOut,
    summary="Begin the work (开始整改)",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile"),
)
async def start_hazard(
    *,
    hazard_id: UUID,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.start_hazard(
        tx,
        hazard_id=hazard_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/progress",
    response_model=HazardOut,
    summary="Note how far the work is",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "attachment_unknown"
    ),
)
async def progress_hazard(
    *,
    hazard_id: UUID,
    body: Progress,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.progress_hazard(
        tx,
        hazard_id=hazard_id,
        **body.model_dump(exclude={"attachments"}),
        attachments_=body.attachments,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/ask-extension",
    response_model=HazardOut,
    summary="Ask for more time (申请延期)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "too_late_to_ask",
        "no_more_extensions",
        "extension_pending",
        "date_too_early",
    ),
)
async def ask_extension(
    *,
    hazard_id: UUID,
    body: ExtensionRequest,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.ask_extension(
        tx,
        hazard_id=hazard_id,
        **body.model_dump(),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/grant-extension",
    response_model=HazardOut,
    summary="Grant more time, as another person",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "no_extension_asked",
        "another_person_required",
    ),
)
async def grant_extension(
    *,
    hazard_id: UUID,
    body: ExtensionGrant,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.grant_extension(
        tx,
        hazard_id=hazard_id,
        decision=body.decision,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/refuse-extension",
    response_model=HazardOut,
    summary="Refuse more time, as another person",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "no_extension_asked",
        "another_person_required",
    ),
)
async def refuse_extension(
    *,
    hazard_id: UUID,
    body: ExtensionRefusal,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.refuse_extension(
        tx,
        hazard_id=hazard_id,
        decision=body.decision,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/submit",
    response_model=HazardOut,
    summary="Say it is done (提交验收)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "evidence_required",
        "attachment_unknown",
    ),
)
async def submit_hazard(
    *,
    hazard_id: UUID,
    body: Submission,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await rectification.submit_hazard(
        tx,
        hazard_id=hazard_id,
        note=body.note,
        attachments_=body.attachments,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))
