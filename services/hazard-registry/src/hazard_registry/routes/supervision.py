"""Stop orders and resumption."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.hazard_bodies import (
    Application,
    Opinion,
    Stop,
)
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.use_cases import supervision

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])


@router.post(
    "/stop",
    response_model=HazardOut,
    summary="Order production to stop (停产停业)",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "already_stopped"
    ),
)
async def stop_hazard(
    *,
    hazard_id: UUID,
    body: Stop,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await supervision.stop_hazard(
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
    "/apply-resumption",
    response_model=HazardOut,
    summary="Apply in writing to resume",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "not_stopped"),
)
async def apply_resumption(
    *,
    hazard_id: UUID,
    body: Application,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await supervision.apply_resumption(
        tx,
        hazard_id=hazard_id,
        application=body.application,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/resume",
    response_model=HazardOut,
    summary="Consent to resuming (同意复产)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "not_stopped",
        "resumption_not_applied",
        "another_person_required",
    ),
)
async def resume_hazard(
    *,
    hazard_id: UUID,
    body: Opinion,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await supervision.resume_hazard(
        tx,
        hazard_id=hazard_id,
        opinion=body.opinion,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))
