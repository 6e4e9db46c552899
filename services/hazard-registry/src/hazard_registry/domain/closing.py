"""The gate before a hazard is written off: how many review, from where, and who closes.

Which gate holds is data (rule `hazard.review`), by level and channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import (
    AnotherPersonRequired,
    MemberOfUnitRequired,
    ReviewedAlready,
    ReviewerOfDepartmentRequired,
    ReviewRequired,
    SupervisingDepartmentRequired,
)


class Handled(Protocol):
    """What the gate asks of a hazard: who has had a hand in it."""

    @property
    def unit_id(self) -> UUID | None: ...
    @property
    def department(self) -> str | None: ...
    @property
    def reported_by(self) -> UUID | None: ...
    @property
    def rectifiers(self) -> tuple[UUID, ...]: ...
    @property
    def reviewers(self) -> tuple[UUID, ...]: ...
    @property
    def passed_by(self) -> tuple[UUID, ...]: ...


class ReviewedBy(StrEnum):
    """Whose people review."""

    RESPONSIBLE_DEPARTMENT = "responsible_department"
    ANY_OFFICIAL = "any_official"


class ClosedBy(StrEnum):
    """Whose people write off."""

    SUPERVISING_DEPARTMENT = "supervising_department"
    ANY_OFFICIAL = "any_official"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What must have happened before a hazard may be closed, and by whom."""

    reviewers: int
    reviewed_by: ReviewedBy
    closed_by: ClosedBy
    supervising: frozenset[str] = frozenset()  # departments with the supervising role

    def check_reviewer(self, hazard: Handled, by: Person) -> None:
        """Raise a refusal unless this person may review this hazard now."""
        if by.id in hazard.rectifiers:
            raise AnotherPersonRequired(move="review")
        if by.id in hazard.passed_by:
            raise ReviewedAlready()
        if not by.is_official:
            raise ReviewerOfDepartmentRequired(department=hazard.department)
        needs_department = self.reviewed_by is ReviewedBy.RESPONSIBLE_DEPARTMENT
        if needs_department and hazard.department not in by.departments:
            raise ReviewerOfDepartmentRequired(department=hazard.department)

    def check_closer(self, hazard: Handled, by: Person) -> None:
        """Raise a refusal unless the review is complete and this person may write the hazard off."""
        if len(hazard.passed_by) < self.reviewers:
            raise ReviewRequired(needed=self.reviewers, found=len(hazard.passed_by))
        if by.id in (hazard.reported_by, *hazard.rectifiers, *hazard.reviewers):
            raise AnotherPersonRequired(move="close")
        match self.closed_by:
            case ClosedBy.UNIT if not by.is_official and hazard.unit_id not in by.units:
                raise MemberOfUnitRequired()
            case ClosedBy.ANY_OFFICIAL if not by.is_official:
                raise SupervisingDepartmentRequired()
            case ClosedBy.SUPERVISING_DEPARTMENT if not by.departments & self.supervising:
                raise SupervisingDepartmentRequired()
            case _:
                return


def gate_of(
    rule: Mapping[str, Any], *, level: str, channel: str, supervising: frozenset[str]
) -> Gate:
    """Read the gate for a level and a channel out of the rule's value."""
    row = rule[level].get(channel) or rule[level]["*"]
    return Gate(
        reviewers=int(row["reviewers"]),
        reviewed_by=ReviewedBy(row["reviewed_by"]),
        closed_by=ClosedBy(row["closed_by"]),
        supervising=supervising,
    )
