"""What the records hold on up to 200 questions: one fixed statement, one round trip."""

from collections.abc import Sequence
from typing import Any

from chassis.db import Session
from chassis.sight import Sight
from sqlalchemy import ARRAY, Date, Integer, LargeBinary, Text, Uuid, bindparam, text

from training_records.domain.certificate import Certificate
from training_records.domain.eligibility import Known, Question
from training_records.store.certificate import to_certificate

_FIND = text("""
SELECT asked.n, unit.unit_id AS known_unit, unit.area, work.id AS employment_id, certificate.*
FROM unnest(:numbers, :people, :digests, :units, :regimes, :items, :days)
     AS asked (n, person_id, digest, unit_id, regime, item, day)
LEFT JOIN known_unit AS unit ON unit.unit_id = asked.unit_id
LEFT JOIN LATERAL (
  SELECT person.id FROM person WHERE person.id = asked.person_id
  UNION ALL
  SELECT person.id FROM person
  WHERE person.identity_digest = asked.digest AND asked.person_id IS NULL
  LIMIT 1) AS someone ON true
LEFT JOIN LATERAL (
  SELECT employment.id FROM employment
  WHERE employment.person_id = someone.id AND employment.unit_id = asked.unit_id
    AND employment.from_on <= asked.day
    AND (employment.to_on IS NULL OR employment.to_on >= asked.day)
  LIMIT 1) AS work ON true
LEFT JOIN certificate ON certificate.person_id = someone.id
  AND certificate.regime = asked.regime AND certificate.item = asked.item
  AND work.id IS NOT NULL
ORDER BY asked.n
""").bindparams(
    bindparam("numbers", type_=ARRAY(Integer)),
    bindparam("people", type_=ARRAY(Uuid)),
    bindparam("digests", type_=ARRAY(LargeBinary)),
    bindparam("units", type_=ARRAY(Uuid)),
    bindparam("regimes", type_=ARRAY(Text)),
    bindparam("items", type_=ARRAY(Text)),
    bindparam("days", type_=ARRAY(Date)),
)


async def known(tx: Session, questions: Sequence[Question], *, sight: Sight) -> list[Known]:
    """Answer in the order of the questions. A unit out of sight counts as unknown."""
    rows = await tx.execute(
        _FIND,
        {
            "numbers": list(range(len(questions))),
            "people": [question.person_id for question in questions],
            "digests": [question.digest for question in questions],
            "units": [question.unit_id for question in questions],
            "regimes": [question.need.regime.value for question in questions],
            "items": [question.need.item for question in questions],
            "days": [question.on for question in questions],
        },
    )
    found: list[list[Any]] = [[] for _ in questions]
    for row in rows.mappings():
        found[row["n"]].append(row)
    return [_known(rows_of_one, sight) for rows_of_one in found]


def _known(rows: Sequence[Any], sight: Sight) -> Known:
    first = rows[0]
    seen = first["known_unit"] is not None and sight.sees(
        area=first["area"], unit=first["known_unit"]
    )
    certificates: tuple[Certificate, ...] = tuple(
        to_certificate(row) for row in rows if row["id"] is not None
    )
    return Known(
        unit_known=seen,
        employed=seen and first["employment_id"] is not None,
        certificates=certificates if seen else (),
    )
