"""Seed the demonstration in the order in which it would have happened."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Final

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.settings import Settings
from contracts.demo import VILLAGES, demo_id, unit_code

from training_records.demo.lives import FATES, Fate, life
from training_records.demo.roster import UNITS, Worker, roster
from training_records.demo.steps import (
    Step,
    Story,
    issue,
    leave,
    register,
    review,
    verify,
    withdraw,
)
from training_records.domain.regime import Regime
from training_records.domain.unit import KnownUnit
from training_records.store.vault import Vault
from training_records.use_cases import sweeping
from training_records.use_cases.unit import know_unit

DAY: Final = timedelta(days=1)


async def seed(tx: Session, *, on: date, vault: Vault | None = None) -> None:
    """Fill an empty store. The same day gives the same people, dates and states."""
    vault = vault or Vault.open(Settings(service_name="training_records").secrets_dir)
    for number in range(UNITS):
        await know_unit(tx, unit=_unit(number))
    draw = Random(7)
    stories = [_story(worker, draw, on) for worker in roster(on)]
    steps = [(day, story, step) for story in stories for day, step in _steps(story, on)]
    for day, story, step in sorted(steps, key=lambda one: (one[0], one[1].worker.number)):
        await step(tx, vault, story, _at(day))
    # What the clock has brought about by today is told today, as if the service had just started.
    while await sweeping.tell_lapsed(tx, at=_at(on)) or await sweeping.tell_expiring(
        tx, at=_at(on)
    ):
        pass


def _unit(number: int) -> KnownUnit:
    """Stand in for a unit until the registry's own news of it, which is newer, comes."""
    return KnownUnit(
        unit_id=demo_id("unit", number),
        code=unit_code(number),
        name=f"演示单位{number + 1:03d}",
        area=VILLAGES[number % len(VILLAGES)],
        training_high_risk=number % 5 == 0,
        assessment_high_risk=number % 5 == 0,
        at=datetime(2023, 1, 1, tzinfo=UTC),
    )


def _story(worker: Worker, draw: Random, on: date) -> Story:
    if worker.need is None:
        return Story(worker, None)
    fate = draw.choice(FATES)
    if worker.account_id:
        fate = Fate.GOOD
    if fate is Fate.REVIEW_MISSED and worker.need.regime is not Regime.SPECIAL_OPERATION:
        fate = Fate.RENEW_SOON
    if fate is Fate.NONE:
        return Story(worker, None)
    found = life(draw, fate, worker.need.regime, on)
    begun = min(worker.from_on, found.left_on - 200 * DAY) if found.left_on else worker.from_on
    return Story(replace(worker, from_on=begun), found)


def _steps(story: Story, on: date) -> list[tuple[date, Step]]:
    """List what happens on which day; nothing lies after `on`."""
    worker, found = story.worker, story.life
    entered = min(worker.from_on + 3 * DAY, on)
    if found is None:
        return [(entered, register)]
    filed = min(max(entered, found.valid_from) + 2 * DAY, on)
    steps: list[tuple[date, Step]] = [(entered, register), (filed, issue)]
    if found.reviewed_on:
        day = max(filed, found.reviewed_on + 3 * DAY)
        steps.append((day, partial(review, on=found.reviewed_on)))
    last = max(day for day, _ in steps)
    if found.verified:
        last = min(last + 5 * DAY, on)
        steps.append((last, verify))
    if found.left_on:
        steps.append((max(last, found.left_on), partial(leave, on=found.left_on)))
    if found.withdrawn_on:
        steps.append((max(last, found.withdrawn_on), partial(withdraw, on=found.withdrawn_on)))
    return [(min(day, on), step) for day, step in steps]


def _at(day: date) -> datetime:
    """Nine in the morning in Shanghai."""
    return datetime.combine(day, time(9), SHANGHAI).astimezone(UTC)
