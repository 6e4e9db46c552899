"""The questions, as they ship: data, not code."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from reporting_whistleblower.domain.questions import Kind, Question
from reporting_whistleblower.domain.report import Category

FILE: Final = Path(__file__).parent.parent / "data" / "questions.json"


@cache
def questions() -> tuple[Question, ...]:
    """Raise ValueError if two have one code, or one depends on what is asked after it."""
    found: dict[str, Question] = {}
    for row in json.loads(FILE.read_text("utf-8")):
        question = Question(
            code=row["code"],
            categories=frozenset(Category(name) for name in row["categories"]),
            kind=Kind(row["kind"]),
            zh=row["zh"],
            en=row["en"],
            choices={code: (zh, en) for code, (zh, en) in row.get("choices", {}).items()},
            required=row.get("required", False),
            when=row.get("when", {}),
        )
        if question.code in found or not question.when.keys() <= found.keys():
            raise ValueError(f"question {question.code}")
        found[question.code] = question
    return tuple(found.values())
