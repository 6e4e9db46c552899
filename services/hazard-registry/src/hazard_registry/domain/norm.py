"""The four norms (四项规范, task 9): editions of guides and criteria, evaluated and revised."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.checklist import Edition
from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import EvaluationRequired
from hazard_registry.domain.unit import Sector


class NormKind(StrEnum):
    """Which of the four it is; criteria differ for medium and for small and micro units."""

    CHECKLIST = "checklist"
    OPERATING_GUIDE = "operating_guide"
    CRITERIA_MEDIUM = "criteria_medium"
    CRITERIA_SMALL = "criteria_small"
    GRID_GUIDE = "grid_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(Kept):
    """One edition. `answers` names the evaluations that this edition was revised for."""

    series: UUID
    number: int = 1
    edition: str
    kind: NormKind
    sector: Sector | None = None
    title: str
    document: UUID | None = None
    status: Edition = Edition.DRAFT
    published_on: date | None = None
    retired_on: date | None = None
    answers: tuple[UUID, ...] = ()

    def publish(self, *, on: date) -> "Norm":
        self.need("put_in_use", Edition.DRAFT)
        return self.change(status=Edition.PUBLISHED, published_on=on)

    def retire(self, *, on: date) -> "Norm":
        self.need("retire", Edition.PUBLISHED)
        return self.change(status=Edition.RETIRED, retired_on=on)

    def revise(
        self,
        id: UUID,
        *,
        number: int,
        edition: str,
        document: UUID | None,
        answers: tuple[UUID, ...],
    ) -> "Norm":
        """Begin the next edition. Raise `EvaluationRequired` unless it answers at least one."""
        self.need("revise", Edition.PUBLISHED)
        if not answers:
            raise EvaluationRequired(field="/answers")
        return Norm(
            id=id,
            series=self.series,
            number=number,
            edition=edition,
            kind=self.kind,
            sector=self.sector,
            title=self.title,
            document=document,
            answers=answers,
        )

    def need(self, move: str, *statuses: Edition) -> None:
        """Raise `IllegalMove` unless it stands in one of these."""
        if self.status not in statuses:
            raise IllegalMove(status=self.status.value, move=move)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the use of an edition showed. `score` is out of 100."""

    id: UUID
    norm_id: UUID
    evaluated_on: date
    score: int
    effect: str
    problems: str
    advice: str
    evaluated_by: UUID
