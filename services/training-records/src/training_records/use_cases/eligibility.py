"""Say whether a person may do some work at a unit on a day."""

from collections.abc import Sequence

from chassis.db import Session
from chassis.sight import Sight

from training_records.domain.eligibility import Question, Verdict, decide
from training_records.store import eligibility as records
from training_records.store.law import law as load_law


async def check_eligibility(
    tx: Session, *, questions: Sequence[Question], sight: Sight
) -> list[Verdict]:
    """Answer in the order of the questions; changes nothing."""
    law = await load_law(tx)
    found = await records.known(tx, questions, sight=sight)
    return [decide(question, known, law) for question, known in zip(questions, found, strict=True)]
