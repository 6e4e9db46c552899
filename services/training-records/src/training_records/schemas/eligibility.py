"""Questions and answers at a gate."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis.messages import Language, Messages
from pydantic import BaseModel, ConfigDict, Field, model_validator

from training_records.domain.eligibility import Effect, Reason, Verdict
from training_records.domain.law import Rule
from training_records.domain.regime import Regime
from training_records.domain.standing import Status
from training_records.messages import CITATION, CITATION_TO_CONFIRM
from training_records.schemas.written import BasisOut, ItemCode, Number, Written

MOST = 200


class QuestionIn(Written):
    """May this person do this work at this unit on this day? Without a day, today."""

    person_id: UUID | None = None
    identity_number: Number | None = Field(None, description="In place of the person's id.")
    unit_id: UUID
    regime: Regime = Regime.SPECIAL_OPERATION
    item: ItemCode
    on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_person(cls, values: Any) -> Any:
        if isinstance(values, dict):
            named = [key for key in ("person_id", "identity_number") if values.get(key)]
            if len(named) != 1:
                raise ValueError("Name the person by person_id or by identity_number.")
        return values


class EligibilityIn(Written):
    """Up to 200 questions, answered in their order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "checks": [
                        {
                            "person_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c3",
                            "unit_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c4",
                            "item": "1.2",
                            "on": "2026-03-04",
                        }
                    ]
                }
            ]
        }
    )

    checks: Annotated[list[QuestionIn], Field(min_length=1, max_length=MOST)]


class ReasonOut(BaseModel):
    """One reason: what it says in both languages, what it does, and the article behind it."""

    code: str
    effect: Effect
    zh: str
    en: str
    basis: BasisOut | None

    @classmethod
    def of(cls, reason: Reason, words: Messages) -> "ReasonOut":
        facts = {"day": reason.day.isoformat()} if reason.day else {}
        languages: tuple[Language, Language] = ("zh", "en")
        zh, en = (
            words[reason.code].say(language, facts) + _cited(reason.rule, language)
            for language in languages
        )
        basis = BasisOut.of(reason.rule) if reason.rule else None
        return cls(code=reason.code, effect=reason.effect, zh=zh, en=en, basis=basis)


def _cited(rule: Rule | None, language: Language) -> str:
    """Name the law behind a reason, in a sentence of its own."""
    if rule is None:
        return ""
    citation = CITATION_TO_CONFIRM if rule.provisional else CITATION
    return citation.say(language, {"source": rule.source, "article": rule.article.rstrip("。.")})


class VerdictOut(BaseModel):
    """Yes or no. `provisional`: a rule to be confirmed has a part in it."""

    eligible: bool
    provisional: bool
    on: date
    certificate_id: UUID | None
    status: Status | None
    valid_to: date | None
    reasons: list[ReasonOut]

    @classmethod
    def of(cls, verdict: Verdict, *, on: date, words: Messages) -> "VerdictOut":
        certificate = verdict.certificate
        return cls(
            eligible=verdict.eligible,
            provisional=verdict.provisional,
            on=on,
            certificate_id=certificate.id if certificate else None,
            status=verdict.standing.status if verdict.standing else None,
            valid_to=certificate.valid_to if certificate else None,
            reasons=[ReasonOut.of(reason, words) for reason in verdict.reasons],
        )


class EligibilityOut(BaseModel):
    """The answers, in the order of the questions."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answers": [
                        {
                            "eligible": False,
                            "provisional": False,
                            "on": "2026-03-04",
                            "certificate_id": None,
                            "status": None,
                            "valid_to": None,
                            "reasons": [
                                {
                                    "code": "no_certificate",
                                    "effect": "refuses",
                                    "zh": "人员档案中没有该操作项目的证书;请先取得证书并登记。",
                                    "en": "No certificate for this item is on record; "
                                    "it must be obtained and registered first.",
                                    "basis": None,
                                }
                            ],
                        }
                    ]
                }
            ]
        }
    )

    answers: list[VerdictOut]
