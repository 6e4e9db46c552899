"""Serve a decision, follow its payment, publish it."""

from chassis.http import ApiRouter
from chassis.problems import documented

from enforcement.messages import MESSAGES
from enforcement.routes.moving import Moving
from enforcement.schemas.case import (
    CaseOut,
    InstalmentsIn,
    PaymentIn,
    PublicationIn,
    ResumptionIn,
    ServiceIn,
    SuspensionIn,
)
from enforcement.use_cases import performance as use_cases

router = ApiRouter(prefix="/v1/cases/{case_id}", tags=["cases"])
MOVE = ("not_found", "illegal_move", "changed_meanwhile", "version_required", "date_wrong")


@router.post(
    "/serve",
    response_model=CaseOut,
    summary="Record that the decision reached the party",
    responses=documented(MESSAGES, *MOVE),
)
async def serve_case(body: ServiceIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.serve_case(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/payments",
    response_model=CaseOut,
    summary="Record money received",
    responses=documented(MESSAGES, *MOVE, "nothing_owed", "pays_too_much"),
)
async def record_payment(body: PaymentIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.record_payment(move.tx, **body.model_dump(), **move.given)
    )


@router.post(
    "/instalments",
    response_model=CaseOut,
    summary="Let a fine be paid later or in parts",
    responses=documented(MESSAGES, *MOVE, "instalments_wrong", "self_approval"),
)
async def grant_instalments(body: InstalmentsIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.grant_instalments(
            move.tx,
            target=body.target,
            person=body.person,
            parts=[(part.amount, part.by) for part in body.parts],
            reason=body.reason,
            **move.given,
        )
    )


@router.post(
    "/suspend",
    response_model=CaseOut,
    summary="Record a reconsideration or a suit: the added fine's clock stops",
    responses=documented(MESSAGES, *MOVE, "already_suspended"),
)
async def suspend_case(body: SuspensionIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.suspend_case(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/resume",
    response_model=CaseOut,
    summary="Record how the remedy ended",
    responses=documented(MESSAGES, *MOVE, "not_suspended"),
)
async def resume_case(body: ResumptionIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.resume_case(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/publish",
    response_model=CaseOut,
    summary="Record where the decision was made public",
    responses=documented(MESSAGES, *MOVE),
)
async def publish_case(body: PublicationIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.publish_case(move.tx, **body.model_dump(), **move.given))
