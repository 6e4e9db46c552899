"""The fictional hazards of the registry's demonstration, as far as clues rest on them."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from contracts.demo import VILLAGES, demo_id

# As the registry's demonstration has it: how many there are, and from when on they were found.
UNITS, HAZARDS, BEGIN = 120, 400, date(2023, 1, 9)
EVERY, LEAD_EVERY, LEAD_REST = 10, 7, 3
VERIFIED_WITHIN = timedelta(days=4)


def found_on(number: int, *, on: date) -> date:
    """The day on which the nth hazard was found, in a demonstration of this date."""
    left = 1 - number / (HAZARDS - 1)
    return BEGIN + timedelta(days=int((on - BEGIN).days * (1 - left**1.7)))


def is_certainly_major(number: int) -> bool:
    """Whether the registry verifies it as major whatever chance says."""
    return number % EVERY == 0


def is_major(number: int) -> bool:
    return is_certainly_major(number) or number % 4 == 2


def choose(days: Sequence[date], *, on: date) -> list[int]:
    """For each day a hazard of its own, the newest one that was verified by then."""
    free = [number for number in range(HAZARDS) if is_certainly_major(number)]
    chosen: dict[int, int] = {}
    for place in sorted(range(len(days)), key=lambda place: days[place], reverse=True):
        known = [n for n in free if found_on(n, on=on) + VERIFIED_WITHIN <= days[place]]
        chosen[place] = known[-1]
        free.remove(known[-1])
    return [chosen[place] for place in range(len(days))]


def unit_of(number: int) -> UUID:
    return demo_id("unit", number % UNITS)


def area_of(number: int) -> str:
    return VILLAGES[number % UNITS % len(VILLAGES)]


def lead_of(number: int) -> UUID | None:
    """Some came from the public."""
    return demo_id("hazard-lead", number) if number % LEAD_EVERY == LEAD_REST else None
