"""Review on site, write off, reopen."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.hazard_bodies import Opinion, Reopening, ReviewBody
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.use_cases import closing

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])


@router.post(
    "/review",
    response_model=HazardOut,
    summary="Sign for one's own review on site (现场审查)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "another_person_required",
        "reviewed_already",
        "reviewer_of_department_required",
    ),
)
async def review_hazard(
    *,
    hazard_id: UUID,
    body: ReviewBody,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await closing.review_hazard(
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
    "/close",
    response_model=HazardOut,
    summary="Write it off (销号)",
    responses=documented(
        MESSAGES,
        "not_found",
        "illegal_move",
        "changed_meanwhile",
        "review_required",
        "another_person_required",
        "supervising_department_required",
        "member_of_unit_required",
    ),
)
async def close_hazard(
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
    changed = await closing.close_hazard(
        tx,
        hazard_id=hazard_id,
        opinion=body.opinion,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))


@router.post(
    "/reopen",
    response_model=HazardOut,
    summary="Put it back to work",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "date_too_early"
    ),
)
async def reopen_hazard(
    *,
    hazard_id: UUID,
    body: Reopening,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Hazard:
    changed = await closing.reopen_hazard(
        tx,
        hazard_id=hazard_id,
        **body.model_dump(),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, shown_to(changed, caller))
