"""Investigate a case: team, evidence, proposal, legal review."""

from chassis.http import ApiRouter
from chassis.problems import documented

from enforcement.messages import MESSAGES
from enforcement.routes.moving import Moving
from enforcement.schemas.case import (
    CaseOut,
    EvidenceIn,
    InvestigationIn,
    ProposalIn,
    ReplacementIn,
    ReviewIn,
)
from enforcement.use_cases import investigation as use_cases

router = ApiRouter(prefix="/v1/cases/{case_id}", tags=["cases"])
MOVE = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/investigate",
    response_model=CaseOut,
    summary="Put two certified officers on it",
    responses=documented(
        MESSAGES, *MOVE, "two_officers_needed", "not_certified", "unknown_officer"
    ),
)
async def investigate_case(body: InvestigationIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.investigate_case(move.tx, officers=body.officers, **move.given)
    )


@router.post(
    "/replace-officer",
    response_model=CaseOut,
    summary="Replace an officer who has an interest in the case",
    responses=documented(
        MESSAGES, *MOVE, "not_on_the_team", "has_interest", "not_certified", "unknown_officer"
    ),
)
async def replace_officer(body: ReplacementIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.replace_officer(move.tx, **body.model_dump(), **move.given)
    )


@router.post(
    "/evidence",
    response_model=CaseOut,
    summary="Put a piece of evidence on the list",
    responses=documented(MESSAGES, *MOVE, "date_wrong", "unknown_attachment"),
)
async def add_evidence(body: EvidenceIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.add_evidence(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/propose",
    response_model=CaseOut,
    summary="Propose penalties, each within its statutory band",
    responses=documented(
        MESSAGES, *MOVE, "no_such_penalty", "outside_band", "outside_tier", "order_number_needed",
        "income_needed", "no_rule_in_force",
    ),
)  # fmt: skip
async def propose_penalties(body: ProposalIn, move: Moving) -> CaseOut:
    penalties = [proposed.penalty() for proposed in body.penalties]
    tiers = [proposed.tier for proposed in body.penalties]
    return await move.show(
        await use_cases.propose_penalties(move.tx, penalties=penalties, tiers=tiers, **move.given)
    )


@router.post(
    "/review",
    response_model=CaseOut,
    summary="Review the case legally: pass it, or send it back",
    responses=documented(MESSAGES, *MOVE, "self_approval", "evidence_needed", "penalty_needed"),
)
async def review_case(body: ReviewIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.review_case(move.tx, **body.model_dump(), **move.given))
