"""Who works where, as what, from when to when."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from training_records.domain.refusals import ChangedMeanwhile, EmploymentEnded, must_follow
from training_records.domain.regime import Need


class Kind(StrEnum):
    """How a person is tied to the unit that gives him work (安全生产法 art. 28)."""

    OWN = "own"
    DISPATCHED = "dispatched"
    CONTRACTED = "contracted"
    FLEXIBLE = "flexible"
    INTERN = "intern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where somebody is to work, as what, and what that takes."""

    unit_id: UUID
    kind: Kind
    post: str
    needs: tuple[Need, ...]
    from_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """A post at a unit. `from_on` and `to_on` are its first and last day, both included."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    kind: Kind
    post: str
    needs: tuple[Need, ...] = ()
    from_on: date
    to_on: date | None = None
    version: int = 1

    def change_post(self, *, post: str, needs: tuple[Need, ...], expected: int) -> "Employment":
        """Correct what the post is called and demands. Another post is another employment."""
        self._must_run(expected)
        return replace(self, post=post, needs=needs, version=self.version + 1)

    def end(self, *, on: date, expected: int) -> "Employment":
        """Let it end with this day."""
        self._must_run(expected)
        must_follow(on, self.from_on, field="/to_on")
        return replace(self, to_on=on, version=self.version + 1)

    def _must_run(self, expected: int) -> None:
        if expected != self.version:
            raise ChangedMeanwhile
        if self.to_on is not None:
            raise EmploymentEnded(to_on=self.to_on.isoformat())
