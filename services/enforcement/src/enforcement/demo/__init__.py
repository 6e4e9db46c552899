"""Fictional clues, cases and bans, made by the real use cases so that events and audit are true."""

import random
from datetime import date, timedelta

from chassis.db import Session
from chassis.settings import Settings
from sqlalchemy import select

from enforcement.demo.bans import impose_bans
from enforcement.demo.cases import CASES, began_on, run_case
from enforcement.demo.clues import (
    OTHER_CLUES,
    answer_older_hazards,
    receive_other_clue,
)
from enforcement.demo.hazards import choose
from enforcement.demo.people import register_people
from enforcement.demo.plan import report_on_plan
from enforcement.store.seals import Seals
from enforcement.tables import clues

__all__ = ["is_empty", "seed"]


async def seed(tx: Session, *, on: date, seals: Seals | None = None) -> None:
    """Fill an empty store as it would look on this day; the same day gives the same data."""
    chance = random.Random(350583002)
    await register_people(tx, on=on)
    arising = [other for other in OTHER_CLUES if not other.from_body]
    days = [began_on(plan, on=on) for plan in CASES]
    days += [on - timedelta(days=other.days_ago) for other in arising]
    hazards = choose(days, on=on)
    for number, plan in sorted(enumerate(CASES), key=lambda one: days[one[0]]):
        await run_case(tx, number, plan, hazard=hazards[number], on=on, chance=chance)
    numbers = iter(hazards[len(CASES) :])
    for number, other in enumerate(OTHER_CLUES, start=len(CASES)):
        hazard = number if other.from_body else next(numbers)
        await receive_other_clue(tx, number, other, hazard=hazard, on=on)
    await answer_older_hazards(tx, hazards, on=on)
    await impose_bans(tx, on=on, seals=seals or Seals.open(Settings().secrets_dir))
    await report_on_plan(tx, on=on)


async def is_empty(tx: Session) -> bool:
    return await tx.scalar(select(clues.c.id).limit(1)) is None
