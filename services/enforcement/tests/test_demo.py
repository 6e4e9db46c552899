"""The demonstration data: every state, the same every time, and lawful."""

from datetime import date

import pytest
from chassis.db import Session
from chassis.testing import emitted
from contracts.cases import CaseDecided, CaseFiled, ClueReceived
from contracts.demo import demo_id
from enforcement.demo import hazards, is_empty, seed
from enforcement.demo.bans import identity_number, impose_bans
from enforcement.demo.cases import CASES, began_on
from enforcement.domain.status import Status
from enforcement.store.seals import Seals
from enforcement.tables import cases, clues
from enforcement.use_cases import ban as bans
from sqlalchemy import select

from .bureau import NOON

TODAY = date(2026, 11, 25)
SEALS = Seals.of(b"only for tests")


async def test_the_demonstration_shows_every_state(tx: Session) -> None:
    assert await is_empty(tx)

    await seed(tx, on=TODAY, seals=SEALS)

    states = set(await tx.scalars(select(cases.c.status)))
    assert states == {status.value for status in Status}
    assert set(await tx.scalars(select(clues.c.status))) == {
        "received", "filed", "handed_over", "refused",
    }  # fmt: skip
    assert not await is_empty(tx)


async def test_its_events_tell_what_its_tables_hold(tx: Session) -> None:
    await seed(tx, on=TODAY, seals=SEALS)

    filed = {event.case_id for event in await emitted(tx, CaseFiled)}
    received = {event.clue_id for event in await emitted(tx, ClueReceived)}

    assert filed == set(await tx.scalars(select(cases.c.id)))
    assert received == set(await tx.scalars(select(clues.c.id)))
    assert demo_id("case", 0) in filed
    assert (
        len(await emitted(tx, CaseDecided))
        == len(list(await tx.scalars(select(cases.c.id).where(cases.c.decided_on.is_not(None)))))
        + 1
    )  # the withdrawn case was told of, though nothing was decided in it


async def test_a_banned_fictional_person_is_refused(tx: Session) -> None:
    await impose_bans(tx, on=TODAY, seals=SEALS)

    async def found(number: int, trade: str | None = None) -> int:
        held = await bans.check_ban(
            tx, identity_number=identity_number(number), trade=trade, on=TODAY, seals=SEALS, at=NOON
        )
        return len(held)

    assert [await found(number) for number in range(6)] == [1, 1, 1, 1, 0, 0]
    assert await found(2, "3034") == 1
    assert await found(2, "6110") == 0


def test_each_clue_rests_on_a_hazard_that_was_verified_by_then() -> None:
    days = [began_on(plan, on=TODAY) for plan in CASES]

    chosen = hazards.choose(days, on=TODAY)

    assert len(set(chosen)) == len(days)
    assert all(hazards.is_certainly_major(number) for number in chosen)
    assert all(hazards.found_on(n, on=TODAY) < day for n, day in zip(chosen, days, strict=True))


@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2027, 3, 1)])
async def test_it_can_be_made_for_other_days_too(tx: Session, today: date) -> None:
    await seed(tx, on=today, seals=SEALS)

    assert not await is_empty(tx)
