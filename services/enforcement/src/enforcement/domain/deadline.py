"""A day by which something must be done, and the law that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any


class Due(StrEnum):
    """What must be done."""

    ANSWER = "answer"
    ENTER_PLATFORM = "enter_platform"
    DECIDE = "decide"
    STATE = "state"
    REQUEST_HEARING = "request_hearing"
    SERVE = "serve"
    PAY = "pay"
    RECONSIDER = "reconsider"
    SUE = "sue"
    PUBLISH = "publish"


# Rights of the party that simply run out; nobody is late when they do.
RIGHTS = frozenset({Due.STATE, Due.REQUEST_HEARING, Due.RECONSIDER, Due.SUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`by` is the last day (Asia/Shanghai); `basis` names rule, version and article."""

    what: Due
    by: date
    basis: Mapping[str, Any]
    met_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether it was missed, as seen on a day. A right that lapses is never overdue."""
        return self.what not in RIGHTS and (self.met_on or on) > self.by

    def met(self, on: date) -> "Deadline":
        return replace(self, met_on=on)


def renewed(deadlines: Iterable[Deadline], new: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Add deadlines; a new one takes the place of an older one for the same thing."""
    added = {deadline.what: deadline for deadline in new}
    return (*(known for known in deadlines if known.what not in added), *added.values())


def settled(deadlines: Iterable[Deadline], what: Due, on: date) -> tuple[Deadline, ...]:
    """Note that something was done on a day; the first time counts."""
    return tuple(
        known.met(on) if known.what is what and known.met_on is None else known
        for known in deadlines
    )


def moved(deadlines: Iterable[Deadline], what: Due, by: date | None) -> tuple[Deadline, ...]:
    """The deadline for something that is still to be done, set to another day."""
    return tuple(
        replace(known, by=by)
        for known in deadlines
        if by is not None and known.what is what and known.met_on is None
    )
