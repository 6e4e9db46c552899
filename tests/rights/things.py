"""What there is to be seen, whose it is, and who may see it: worked out here, not by the services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from chassis.permissions import By

from tests.rights.callers import Caller, account_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs. An employment belongs to one unit, a person to each of his units."""

    area: str | None = None
    departments: frozenset[str] = frozenset()
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One row that somebody owns. `named` are the path parameters under which it is reached."""

    kind: str
    named: dict[str, Any] = field(hash=False, compare=False)
    id: UUID
    places: tuple[Place, ...]
    people: frozenset[UUID] = frozenset()
    state: str = ""
    words: tuple[str, ...] = ()
    # Through which places a unit may change it, if not through all: not through where one has left.
    kept_at: tuple[Place, ...] | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"

    @property
    def place(self) -> Place:
        return self.places[0]

    @property
    def mark(self) -> str:
        """What is planted in its texts."""
        return marked(self.kind, self.id)

    def seen_by(self, caller: Caller, by: By | None, *, changing: bool = False) -> bool:
        """Whether a row of the table lets this caller reach it."""
        kept = changing and by is By.UNIT and self.kept_at is not None
        places = self.kept_at or () if kept else self.places
        match by:
            case None:
                return False
            case By.ALL:
                return True
            case By.SELF:
                return caller.id in self.people
            case _:
                return any(_reaches(caller, by, place) for place in places)

    def owner(self, role: str, by: By | None = None) -> Caller:
        """Somebody of this role who belongs where the thing belongs; with `SELF`, its very person."""
        place = self.place
        people = self.people if by is By.SELF else ()
        return Caller(
            role,
            area=place.area or "350583",
            department=min(place.departments, default="office"),
            unit=place.unit,
            id=min(people, default=account_of(role)),
        )


def _reaches(caller: Caller, by: By, place: Place) -> bool:
    if by is By.UNIT:
        return caller.unit is not None and caller.unit == place.unit
    inside = not caller.area or (place.area or "").startswith(caller.area)
    return inside and (by is By.AREA or caller.department in place.departments)


def marked(kind: str, id: object) -> str:
    return f"〔{kind}:{id}〕"


def ownable(things: Iterable[Thing], by: By | None) -> list[Thing]:
    """What somebody so narrowed can own: what belongs to no unit is nobody's of a unit."""
    return [thing for thing in things if by is not By.UNIT or thing.place.unit is not None]


def sample(things: Sequence[Thing], most: int, *, start: int = 0) -> list[Thing]:
    """Things in so many different states, beginning with another one for every `start`."""
    states = list({thing.state: thing for thing in reversed(things)}.values())
    turned = [states[(place + start) % len(states)] for place in range(len(states))]
    return turned[:most]


def strangers_to(caller: Caller, by: By, things: Iterable[Thing]) -> list[Thing]:
    """Of what he may not see, the nearest in each direction: all else but one condition his."""
    nearest: dict[str, Thing] = {}
    for thing in things:
        if not thing.seen_by(caller, by):
            nearest.setdefault(_difference(caller, thing), thing)
    return list(nearest.values())


def _difference(caller: Caller, thing: Thing) -> str:
    near = [
        name
        for name, by in (("area", By.AREA), ("department", By.DEPARTMENT), ("unit", By.UNIT))
        if thing.seen_by(caller, by)
    ]
    return "+".join([*near, *(["person"] if caller.id in thing.people else [])])


def with_words(thing: Thing, *words: str | None) -> Thing:
    """Add texts by which it would be recognised in an answer."""
    return replace(thing, words=(*thing.words, *(word for word in words if word)))
