"""What is asked of a sender beside his own words: by category, and by what he answered before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from reporting_whistleblower.domain.refusals import Refusal
from reporting_whistleblower.domain.report import Category

LONGEST_ANSWER: Final = 1000
YES_NO: Final = frozenset({"yes", "no"})


class AnswerUnfitting(Refusal):
    """An answer to a question that is not asked here, or one that does not answer it."""

    code = "answer_unfitting"


class AnswerMissing(Refusal):
    code = "answer_missing"


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, asked in these categories, once earlier answers are as `when` says."""

    code: str
    categories: frozenset[Category]
    kind: Kind
    zh: str
    en: str
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    required: bool = False
    when: Mapping[str, str] = field(default_factory=dict)

    def is_asked(self, category: Category, answers: Mapping[str, str]) -> bool:
        met = all(answers.get(code) == value for code, value in self.when.items())
        return category in self.categories and met

    def fits(self, answer: str) -> bool:
        """Whether an answer is of the kind that is asked for."""
        match self.kind:
            case Kind.CHOICE:
                return answer in self.choices
            case Kind.YES_NO:
                return answer in YES_NO
            case Kind.NUMBER:
                return answer.isascii() and answer.isdigit() and len(answer) <= len("999999")
            case Kind.DATE:
                return _is_date(answer)
            case Kind.TEXT:
                return 0 < len(answer) <= LONGEST_ANSWER


def checked(
    questions: Iterable[Question], category: Category, given: Mapping[str, str]
) -> dict[str, str]:
    """Keep the answers to what is really asked, in the order of the questions.

    Which questions are asked is worked out here from the answers, whatever the sender's device
    showed. Raise `AnswerUnfitting` or `AnswerMissing`, naming the field.
    """
    answers: dict[str, str] = {}
    for question in questions:
        if not question.is_asked(category, answers):
            continue
        answer = given.get(question.code)
        if answer is None:
            if question.required:
                raise AnswerMissing(field=f"/answers/{question.code}")
        elif not question.fits(answer):
            raise AnswerUnfitting(field=f"/answers/{question.code}")
        else:
            answers[question.code] = answer
    for code in given:
        if code not in answers:
            raise AnswerUnfitting(field=f"/answers/{code}")
    return answers


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-03-04")
