"""Put a hazard right: amend, reclassify, bind, transfer, withdraw, merge."""

from chassis.http import ApiRouter, tagged
from chassis.problems import documented
from fastapi import Response

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.refusals import Required
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.moving import Moving
from hazard_registry.routes.showing import shown_to
from hazard_registry.schemas.corrections import (
    Amendment,
    Merge,
    Reclassification,
    TransferAnswer,
    TransferOffer,
    UnitBinding,
    WithdrawalAnswer,
)
from hazard_registry.schemas.hazard_bodies import Reason
from hazard_registry.schemas.hazards import HazardOut
from hazard_registry.use_cases import correcting, second_persons

router = ApiRouter(prefix="/v1/hazards/{hazard_id}", tags=["hazards"])
USUAL = ("not_found", "illegal_move", "changed_meanwhile", "merged_away")
NEVER_EMPTY = ("description", "found_on")


@router.post(
    "/amend",
    response_model=HazardOut,
    summary="Put right what was written down (更正)",
    responses=documented(MESSAGES, *USUAL, "nothing_changes", "required", "date_in_future"),
)
async def amend_hazard(*, body: Amendment, move: Moving, response: Response) -> Hazard:
    fields = body.model_dump(exclude_unset=True, exclude={"reason"})
    for name in NEVER_EMPTY:
        if name in fields and fields[name] is None:
            raise Required(field=f"/{name}")
    changed = await correcting.amend_hazard(
        move.tx, fields=fields, reason=body.reason, **move.asked
    )
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/reclassify",
    response_model=HazardOut,
    summary="Give it another level or other criteria (变更等级)",
    responses=documented(
        MESSAGES,
        *USUAL,
        "nothing_changes",
        "criterion_required",
        "criterion_unknown",
        "criterion_not_in_force",
        "held_by_measure",
        "date_too_early",
    ),
)
async def reclassify_hazard(*, body: Reclassification, move: Moving, response: Response) -> Hazard:
    fields = body.model_dump(exclude={"criteria"})
    changed = await correcting.reclassify_hazard(
        move.tx, **fields, criteria_=body.criteria, **move.asked
    )
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/bind-unit",
    response_model=HazardOut,
    summary="Say at which unit it is (登记所属单位)",
    responses=documented(MESSAGES, *USUAL, "unit_bound", "unit_unknown"),
)
async def bind_unit(*, body: UnitBinding, move: Moving, response: Response) -> Hazard:
    changed = await correcting.bind_unit(move.tx, unit_id=body.unit_id, **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/offer-transfer",
    response_model=HazardOut,
    summary="Ask another department to take it over (移交)",
    responses=documented(
        MESSAGES, *USUAL, "nothing_changes", "correction_pending", "department_unknown"
    ),
)
async def offer_transfer(*, body: TransferOffer, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.offer_transfer(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/answer-transfer",
    response_model=HazardOut,
    summary="Take it over or return it, as the department that was asked",
    responses=documented(MESSAGES, *USUAL, "nothing_asked", "receiving_department_required"),
)
async def answer_transfer(*, body: TransferAnswer, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.answer_transfer(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/ask-withdrawal",
    response_model=HazardOut,
    summary="Ask to withdraw a mistaken verification (申请撤销认定)",
    responses=documented(MESSAGES, *USUAL, "correction_pending", "held_by_measure"),
)
async def ask_withdrawal(*, body: Reason, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.ask_withdrawal(move.tx, reason=body.reason, **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/answer-withdrawal",
    response_model=HazardOut,
    summary="Confirm or refuse the withdrawal, as another person",
    responses=documented(
        MESSAGES, *USUAL, "nothing_asked", "another_person_required", "held_by_measure"
    ),
)
async def answer_withdrawal(*, body: WithdrawalAnswer, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.answer_withdrawal(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/merge",
    response_model=HazardOut,
    summary="Merge it, a duplicate, into another (并案)",
    responses=documented(
        MESSAGES, *USUAL, "not_a_duplicate", "correction_pending", "held_by_measure"
    ),
)
async def merge_hazard(*, body: Merge, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.merge_hazard(move.tx, **body.model_dump(), **move.asked)
    return tagged(response, shown_to(changed, move.caller))


@router.post(
    "/split",
    response_model=HazardOut,
    summary="Undo the merge, as another person (撤销并案)",
    responses=documented(
        MESSAGES, "not_found", "changed_meanwhile", "not_merged", "another_person_required"
    ),
)
async def split_hazard(*, body: Reason, move: Moving, response: Response) -> Hazard:
    changed = await second_persons.split_hazard(move.tx, reason=body.reason, **move.asked)
    return tagged(response, shown_to(changed, move.caller))
