"""What must never be found: each canary is one secret of somebody in the story."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Canary:
    """A secret, in words or as bytes. `name` says whose and what; the secret is never printed."""

    name: str
    secret: str | bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A canary somewhere, in some form."""

    place: str
    canary: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where the design says that a canary may stand: the place begins with `place`.

    With `encodings` only in these; everywhere else, and in any other form, it is a leak.
    """

    canary: str
    place: str
    because: str
    encodings: frozenset[str] = frozenset()

    def covers(self, found: Found) -> bool:
        return (
            found.canary == self.canary
            and found.place.startswith(self.place)
            and (not self.encodings or found.encoding in self.encodings)
        )


def leaks(found: Sequence[Found], allowed: Sequence[Allowed]) -> list[Found]:
    """Return what no row of the table allows, each once."""
    wrong = {one for one in found if not any(row.covers(one) for row in allowed)}
    return sorted(wrong, key=lambda one: (one.place, one.canary, one.encoding))


def unused(found: Sequence[Found], allowed: Sequence[Allowed]) -> list[Allowed]:
    """Return the rows that allow what was nowhere found: they permit too much, or search too little."""
    return [row for row in allowed if not any(row.covers(one) for one in found)]


def report(wrong: Sequence[Found]) -> str:
    """Say place, canary and encoding of each, in lines."""
    return "\n".join(f"{one.place}: {one.canary} as {one.encoding}" for one in wrong)
