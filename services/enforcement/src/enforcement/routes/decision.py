"""Inform, hear, decide."""

from uuid import UUID

from chassis.http import ApiRouter
from chassis.problems import documented

from enforcement.messages import MESSAGES
from enforcement.routes.moving import Moving
from enforcement.schemas.case import (
    AnswerIn,
    CaseOut,
    DecisionIn,
    DiscussionIn,
    ExtensionIn,
    HearingDateIn,
    HearingReportIn,
    HearingRequestIn,
    NoticeIn,
    StatementIn,
)
from enforcement.use_cases import decision as use_cases
from enforcement.use_cases import hearing

router = ApiRouter(prefix="/v1/cases/{case_id}", tags=["cases"])
MOVE = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/inform",
    response_model=CaseOut,
    summary="Tell the party what is intended and what rights it has",
    responses=documented(MESSAGES, *MOVE, "not_certified", "date_wrong"),
)
async def inform_case(body: NoticeIn, move: Moving) -> CaseOut:
    return await move.show(
        await use_cases.inform_case(move.tx, state_by=body.state_by, **move.given)
    )


@router.post(
    "/statements",
    response_model=CaseOut,
    summary="Record the party's defence or its written waiver",
    responses=documented(MESSAGES, *MOVE, "date_wrong"),
)
async def record_statement(body: StatementIn, move: Moving) -> CaseOut:
    return await move.show(
        await hearing.record_statement(move.tx, **body.model_dump(), **move.given)
    )


@router.post(
    "/statements/{statement_id}/answer",
    response_model=CaseOut,
    summary="Say what came of checking a defence",
    responses=documented(MESSAGES, *MOVE),
)
async def answer_statement(statement_id: UUID, body: AnswerIn, move: Moving) -> CaseOut:
    return await move.show(
        await hearing.answer_statement(
            move.tx, statement_id=statement_id, answer=body.answer, **move.given
        )
    )


@router.post(
    "/request-hearing",
    response_model=CaseOut,
    summary="Record that the party asks for a hearing",
    responses=documented(MESSAGES, *MOVE, "hearing_not_offered", "hearing_too_late"),
)
async def request_hearing(body: HearingRequestIn, move: Moving) -> CaseOut:
    return await move.show(
        await hearing.request_hearing(move.tx, requested_on=body.requested_on, **move.given)
    )


@router.post(
    "/announce-hearing",
    response_model=CaseOut,
    summary="Tell the party when the hearing is",
    responses=documented(MESSAGES, *MOVE, "hearing_too_soon", "self_approval"),
)
async def announce_hearing(body: HearingDateIn, move: Moving) -> CaseOut:
    return await move.show(
        await hearing.announce_hearing(move.tx, **body.model_dump(), **move.given)
    )


@router.post(
    "/hold-hearing",
    response_model=CaseOut,
    summary="Record the hearing and its report",
    responses=documented(MESSAGES, *MOVE, "hearing_too_soon", "date_wrong"),
)
async def hold_hearing(body: HearingReportIn, move: Moving) -> CaseOut:
    return await move.show(await hearing.hold_hearing(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/discuss",
    response_model=CaseOut,
    summary="Record the collective discussion",
    responses=documented(MESSAGES, *MOVE, "date_wrong"),
)
async def discuss_case(body: DiscussionIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.discuss_case(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/extend",
    response_model=CaseOut,
    summary="Give the decision more time, on a legal ground",
    responses=documented(MESSAGES, *MOVE, "date_wrong", "self_approval"),
)
async def extend_case(body: ExtensionIn, move: Moving) -> CaseOut:
    return await move.show(await use_cases.extend_case(move.tx, **body.model_dump(), **move.given))


@router.post(
    "/decide",
    response_model=CaseOut,
    summary="Decide: punish, or not",
    responses=documented(
        MESSAGES, *MOVE, "self_approval", "may_not_punish", "competence_to_confirm",
        "decision_overdue", "discussion_needed", "still_time_to_answer", "statement_unanswered",
        "hearing_pending", "review_after_hearing", "heavier_than_informed", "outside_band",
        "no_such_penalty",
    ),
)  # fmt: skip
async def decide_case(body: DecisionIn, move: Moving) -> CaseOut:
    given = body.penalties
    penalties = None if given is None else [penalty.penalty() for penalty in given]
    return await move.show(
        await use_cases.decide_case(
            move.tx,
            outcome=body.outcome,
            ground=body.ground,
            correction=body.correction,
            penalties=penalties,
            **move.given,
        )
    )
