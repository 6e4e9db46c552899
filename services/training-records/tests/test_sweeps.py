"""What the clock brings about: told once, whoever runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session, Sessions, make_engine
from chassis.sweeps import Outcome, attempt
from chassis.testing import emitted, fresh_database
from contracts.training import CertificateExpiring, CertificateLapsed
from law.rules import confirm_rule
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from training_records import sweeps
from training_records.domain.certificate import Certificate
from training_records.examples import (
    AREA,
    AT,
    OTHER_UNIT,
    UNIT,
    Issue,
    Register,
    a_certificate,
    a_unit,
)
from training_records.store import certificate as certificates
from training_records.use_cases import sweeping
from training_records.use_cases import unit as units

# 2027-12-31 is the last good day; nothing is reviewed under the new rule.
TERM: dict[str, Any] = {"valid_from": date(2022, 1, 1), "review_due_on": date(2026, 6, 1)}


def evening(day: date) -> datetime:
    """23:30 in Shanghai, which is the same day in UTC."""
    return datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)


async def test_a_lapse_at_a_working_post_is_told_once_the_day_after_the_last(
    tx: Session, register: Register, issue: Issue
) -> None:
    person = await register()
    held = await issue(person, **TERM)

    told = [
        await sweeping.tell_lapsed(tx, at=evening(day))
        for day in (date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 2))
    ]

    [event] = await emitted(tx, CertificateLapsed)
    assert told == [0, 1, 0]
    assert (event.certificate_id, event.person_id) == (held.id, person.id)
    assert (event.unit_id, event.area, event.lapsed_on) == (UNIT, AREA, date(2028, 1, 1))


async def test_midnight_is_shanghais(tx: Session, register: Register, issue: Issue) -> None:
    await issue(await register(), **TERM)
    before, after = (
        datetime(2027, 12, 31, 15, 59, tzinfo=UTC),
        datetime(2027, 12, 31, 16, 0, tzinfo=UTC),
    )

    assert await sweeping.tell_lapsed(tx, at=before) == 0
    assert await sweeping.tell_lapsed(tx, at=after) == 1


@pytest.mark.parametrize(
    "away",
    [
        {"needs": ()},
        {"from_on": date(2028, 1, 2)},
    ],
)
async def test_a_lapse_where_nobody_works_by_it_is_not_told(
    tx: Session, register: Register, issue: Issue, away: dict[str, Any]
) -> None:
    await issue(await register(1, **away), **TERM)

    assert await sweeping.tell_lapsed(tx, at=evening(date(2028, 1, 1))) == 0


async def test_who_begins_at_a_post_without_a_good_certificate_is_told_then(
    tx: Session, register: Register, issue: Issue
) -> None:
    await issue(await register(1, from_on=date(2028, 5, 1)), **TERM)

    assert await sweeping.tell_lapsed(tx, at=evening(date(2028, 4, 30))) == 0
    assert await sweeping.tell_lapsed(tx, at=evening(date(2028, 5, 1))) == 1


async def test_a_withdrawn_certificate_lapses_no_more(
    tx: Session, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), **TERM)
    await tx.execute(text("UPDATE certificate SET revoked_on = '2027-01-01'"))

    assert held.valid_to == date(2027, 12, 31)
    assert await sweeping.tell_lapsed(tx, at=evening(date(2028, 1, 1))) == 0


async def test_a_renewed_certificate_can_lapse_again(
    tx: Session, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), **TERM)
    await sweeping.tell_lapsed(tx, at=evening(date(2028, 1, 1)))
    await tx.execute(text("UPDATE certificate SET valid_to = '2034-02-28'"))

    again = [
        await sweeping.tell_lapsed(tx, at=evening(day))
        for day in (date(2034, 2, 28), date(2034, 3, 1), date(2034, 3, 2))
    ]

    lapses = await emitted(tx, CertificateLapsed)
    assert again == [0, 1, 0]
    assert [lapse.lapsed_on for lapse in lapses] == [date(2028, 1, 1), date(2034, 3, 1)]
    assert {lapse.certificate_id for lapse in lapses} == {held.id}


async def test_a_missed_review_lapses_only_by_a_confirmed_rule(
    tx: Session, register: Register, issue: Issue
) -> None:
    await issue(await register(), valid_from=date(2023, 1, 1))

    unsure = await sweeping.tell_lapsed(tx, at=AT)
    await confirm_rule(tx, code="special_operation.missed_review", version=1, by="test", at=AT)
    sure = await sweeping.tell_lapsed(tx, at=AT)

    assert (unsure, sure) == (0, 1)
    assert (await emitted(tx, CertificateLapsed))[0].lapsed_on == date(2026, 1, 1)


async def test_windows_are_told_once_for_review_and_once_for_renewal(
    tx: Session, register: Register, issue: Issue
) -> None:
    await issue(await register(), valid_from=date(2022, 3, 20))
    days = (
        date(2025, 1, 17), date(2025, 1, 18), date(2025, 3, 19), date(2025, 3, 20),
        date(2028, 1, 18), date(2028, 1, 19), date(2028, 3, 19), date(2028, 3, 20),
    )  # fmt: skip
    told = []
    for day in days:
        if day == days[4]:
            await tx.execute(
                text("UPDATE certificate SET reviewed_on = '2025-03-01', review_result = 'passed'")
            )
        told.append(await sweeping.tell_expiring(tx, at=evening(day)))

    dues = [event.due_on for event in await emitted(tx, CertificateExpiring)]
    assert told == [0, 1, 0, 0, 0, 1, 0, 0]
    assert dues == [date(2025, 3, 19), date(2028, 3, 19)]


@pytest.fixture
async def own_sessions(package: str, worker_name: str) -> AsyncIterator[Sessions]:
    """A database of its own, for tests that really commit."""
    url = await fresh_database(package, f"test_{package}_sweeps_{worker_name}")
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


async def a_lapse_in(sessions: Sessions, register_row: dict[str, Any]) -> Certificate:
    """One person at two units, with one certificate that has run out."""
    async with sessions.begin() as tx:
        for number, unit_id in enumerate((UNIT, OTHER_UNIT)):
            await units.know_unit(tx, unit=a_unit(unit_id, AREA, number))
        await tx.execute(
            text(
                "INSERT INTO person (id, name, identity_box, identity_key, identity_digest,"
                " identity_mask, registered_on, version)"
                " VALUES (:id, '王演示', 'x', '1', 'x', 'x', '2026-01-01', 1)"
            ),
            register_row,
        )
        for unit_id in (UNIT, OTHER_UNIT):
            await tx.execute(
                text(
                    "WITH work AS (INSERT INTO employment (id, person_id, unit_id, kind, post,"
                    " from_on, version) VALUES (gen_random_uuid(), :id, :unit_id, 'own', '电工',"
                    " '2020-01-01', 1) RETURNING id)"
                    " INSERT INTO employment_need SELECT id, 'special_operation', '1.2' FROM work"
                ),
                {**register_row, "unit_id": unit_id},
            )
        held = a_certificate(person_id=register_row["id"], valid_from=date(2020, 1, 1))
        await certificates.add(tx, held)
    return held


async def test_two_runners_tell_each_lapse_once_for_each_unit(own_sessions: Sessions) -> None:
    held = await a_lapse_in(own_sessions, {"id": uuid4()})
    [sweep] = [sweep for sweep in sweeps.sweeps if sweep.name == "tell_lapsed"]

    async def bare() -> int:
        """Run without the lock that usually keeps a second runner out."""
        async with own_sessions.begin() as tx:
            return await sweeping.tell_lapsed(tx, at=AT)

    told = await asyncio.gather(*(bare() for _ in range(4)))
    outcomes = await asyncio.gather(*(attempt(sweep, own_sessions, AT) for _ in range(2)))

    async with own_sessions() as tx:
        lapses = await emitted(tx, CertificateLapsed)
    assert sum(told) == 2
    assert Outcome.FAILED not in outcomes
    assert {lapse.unit_id for lapse in lapses} == {UNIT, OTHER_UNIT}
    assert {lapse.certificate_id for lapse in lapses} == {held.id}
    assert len(lapses) == 2
