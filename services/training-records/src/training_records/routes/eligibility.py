"""The question a gate asks."""

from chassis.clock import date_in_china
from chassis.http import CHECK, ApiRouter, Now, Sight, Tx
from chassis.problems import documented

from training_records.domain.catalogue import shipped
from training_records.domain.eligibility import Question
from training_records.domain.regime import Need
from training_records.messages import MESSAGES, REASONS
from training_records.routes.keys import Vault
from training_records.schemas.eligibility import (
    EligibilityIn,
    EligibilityOut,
    QuestionIn,
    VerdictOut,
)
from training_records.use_cases import eligibility as use_cases
from training_records.use_cases.person import seal_identity

router = ApiRouter(prefix="/v1/eligibility", tags=["eligibility"])


@router.post(
    "",
    response_model=EligibilityOut,
    openapi_extra=CHECK,
    responses=documented(MESSAGES, "identity_number_check"),
    summary="May these people do this work at these units on these days?",
)
async def check_eligibility(
    body: EligibilityIn, *, tx: Tx, sight: Sight, now: Now, vault: Vault
) -> EligibilityOut:
    today = date_in_china(now)

    def question(asked: QuestionIn) -> Question:
        digest = None
        if asked.identity_number:
            digest = seal_identity(vault, asked.identity_number, on=today).digest
        return Question(
            need=shipped().coded(Need(asked.regime, asked.item)),
            unit_id=asked.unit_id,
            on=asked.on or today,
            person_id=asked.person_id,
            digest=digest,
        )

    questions = [question(asked) for asked in body.checks]
    verdicts = await use_cases.check_eligibility(tx, questions=questions, sight=sight)
    answers = [
        VerdictOut.of(verdict, on=asked.on, words=REASONS)
        for asked, verdict in zip(questions, verdicts, strict=True)
    ]
    return EligibilityOut(answers=answers)
