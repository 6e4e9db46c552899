"""SQL and the domain say the same of every certificate on every day."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.paging import PageRequest
from chassis.sight import everything
from sqlalchemy import select
from training_records.domain.certificate import Certificate, Method, ReviewResult
from training_records.domain.law import Law
from training_records.domain.regime import Regime
from training_records.domain.standing import Status, standing
from training_records.examples import Register, a_certificate
from training_records.store import certificate as certificates
from training_records.store.certificate import Filter
from training_records.store.law import law as load_law
from training_records.store.standing import StandingSql
from training_records.tables import certificate


def any_certificate(draw: random.Random) -> Certificate:
    """Dates crowd around the boundaries that matter."""
    first = date(2018, 1, 1) + timedelta(days=draw.randrange(3000))
    review = first + timedelta(days=draw.choice([1094, 1095, 1096]))
    some = first + timedelta(days=draw.randrange(2300))
    made = a_certificate(
        valid_from=first,
        regime=draw.choice([*Regime, Regime.SPECIAL_OPERATION, Regime.SPECIAL_OPERATION]),
        review_due_on=draw.choice([review, review, date(2026, 5, 31), date(2026, 6, 1), None]),
        verified_on=draw.choice([first, first, None]),
        verification_method=Method.NATIONAL_SITE,
    )
    if draw.random() < 0.4:
        made = replace(made, reviewed_on=some, review_result=draw.choice([*ReviewResult]))
    if draw.random() < 0.1:
        made = replace(made, revoked_on=some)
    return replace(made, cancelled_on=some) if draw.random() < 0.1 else made


def days_that_matter(held: Certificate) -> set[date]:
    edges = {held.valid_to, held.reviewed_on, held.revoked_on, held.cancelled_on}
    edges |= {held.review_due_on, date(2026, 6, 1)}
    edges |= {edge - timedelta(days=60) for edge in edges if edge}
    return {edge + timedelta(days=n) for edge in edges if edge for n in (-1, 0, 1)}


@pytest.mark.parametrize("sure", ["law", "confirmed"])
async def test_sql_agrees_with_the_domain(
    tx: Session, register: Register, request: pytest.FixtureRequest, sure: str
) -> None:
    law: Law = request.getfixturevalue(sure)
    person = await register()
    draw = random.Random(7)
    made = [
        replace(any_certificate(draw), person_id=person.id, id=uuid4(), item=str(n))
        for n in range(80)
    ]
    for held in made:
        await certificates.add(tx, held)

    days = sorted({day for held in made for day in days_that_matter(held)})
    assert len(days) > 500
    for day in draw.sample(days, 120):
        found = await statuses(tx, law, day)
        assert found == {held.id: expected(held, day, law) for held in made}, day


async def statuses(tx: Session, law: Law, day: date) -> dict[object, tuple[object, ...]]:
    sql = StandingSql(law, day)
    rows = await tx.execute(select(certificate.c.id, sql.status, sql.ended_on, sql.due_on))
    return {row[0]: (row[1], dated(*row[1:])) for row in rows}


def dated(status: str, ended: date, due: date) -> date | None:
    if status in {"revoked", "cancelled", "unverified"}:
        return None
    return ended if status == "expired" else due


def expected(held: Certificate, day: date, law: Law) -> tuple[object, ...]:
    found = standing(held, day, law)
    return found.status.value, found.due_on


async def test_lists_by_status_show_exactly_those(tx: Session, register: Register) -> None:
    law = await load_law(tx)
    person = await register()
    draw = random.Random(11)
    made = [
        replace(any_certificate(draw), person_id=person.id, id=uuid4(), item=str(n))
        for n in range(60)
    ]
    for held in made:
        await certificates.add(tx, held)
    as_of = date(2026, 3, 4)

    for status in Status:
        rows = await certificates.page(
            tx,
            sight=everything(),
            request=PageRequest(200),
            law=law,
            wanted=Filter(as_of=as_of, status=status),
        )
        begun = [held for held in made if held.valid_since <= as_of]
        wanted = {held.id for held in begun if standing(held, as_of, law).status is status}
        assert {row.certificate.id for row in rows} == wanted


async def test_the_rules_sown_are_the_rules_shipped(tx: Session, law: Law) -> None:
    found = await load_law(tx)

    assert {code: found.of(code) for code in law.segments} == law.segments
    assert len(law.of("special_operation.review")) == 2
