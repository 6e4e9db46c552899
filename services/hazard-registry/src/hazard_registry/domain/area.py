"""Areas by statistical code, departments, and when each is valid."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hazard_registry.domain.refusals import ChangedMeanwhile

# Digits that name each level; what is longer than a village is a grid of it.
LEVELS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
VILLAGE = 12
FULL = 12


class AreaLevel(StrEnum):
    """A level of administration; a grid (网格) is a local part of a village."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A piece of the administration. `code` is the prefix that all codes within it begin with.

    A code is never used again for another area; one that was merged away only ends.
    """

    code: str
    name: str
    level: AreaLevel
    parent: str | None = None
    valid_from: date
    valid_to: date | None = None
    letters: str | None = None
    version: int = 1

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def change(
        self, *, name: str, valid_to: date | None, letters: str | None, expected: int
    ) -> "Area":
        """Raise `ChangedMeanwhile` if it is not at the expected version."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return replace(
            self, name=name, valid_to=valid_to, letters=letters, version=self.version + 1
        )


def prefix_of(code: str) -> str:
    """Drop the zeros that fill a code up to 12 digits: 350583002000 is 350583002."""
    if len(code) > FULL:
        return code
    for digits in sorted(LEVELS):
        if not code[digits:].strip("0"):
            return code[:digits]
    return code


def level_of(prefix: str) -> AreaLevel:
    return AreaLevel(LEVELS.get(len(prefix), "grid"))


def parent_of(prefix: str) -> str | None:
    """The prefix one level up; None above a province."""
    shorter = [digits for digits in LEVELS if digits < len(prefix)]
    return prefix[: max(shorter)] if shorter else None


class SafetyRole(StrEnum):
    """What a department has to do with work safety (安全生产法 art. 10)."""

    SUPERVISING = "supervising"
    IN_CHARGE = "in_charge"
    SUPPORTING = "supporting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A body of the authority. `leader` is the office-holder in charge of it (分管领导)."""

    code: str
    name: str
    safety_role: SafetyRole
    leader: str | None = None
    active: bool = True
    version: int = 1

    def change(
        self, *, name: str, safety_role: SafetyRole, leader: str | None, active: bool, expected: int
    ) -> "Department":
        """Raise `ChangedMeanwhile` if it is not at the expected version."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return replace(
            self,
            name=name,
            safety_role=safety_role,
            leader=leader,
            active=active,
            version=self.version + 1,
        )
