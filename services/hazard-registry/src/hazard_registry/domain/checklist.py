"""Checklists (检查清单): versioned templates by which units, posts and grid workers check."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import IllegalMove
from hazard_registry.domain.site_refusals import ItemsMissing
from hazard_registry.domain.unit import Sector


class ChecklistLevel(StrEnum):
    """Who checks by it: 检查清单 → 车间检查表 → 岗位检查卡; the grid worker's guide (task 9)."""

    UNIT = "unit"
    WORKSHOP = "workshop"
    POST = "post"
    GRID = "grid"


class Edition(StrEnum):
    """Where an edition of a template stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing to look at. `criterion` is what it would be a major hazard by, if by any."""

    id: UUID
    checklist_id: UUID
    position: int
    text: str
    criterion: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Kept):
    """One edition. The editions of one template share their `series`."""

    series: UUID
    edition: int = 1
    title: str
    level: ChecklistLevel
    sector: Sector | None = None
    status: Edition = Edition.DRAFT
    published_on: date | None = None
    retired_on: date | None = None
    retire_reason: str | None = None

    def edit(self, *, title: str, level: ChecklistLevel, sector: Sector | None) -> "Checklist":
        """Raise `IllegalMove` unless it is a draft: what was published is never changed."""
        self._need("edit", Edition.DRAFT)
        return self.change(title=title, level=level, sector=sector)

    def publish(self, *, items: int, on: date) -> "Checklist":
        """Raise `ItemsMissing` where there is nothing to check by."""
        self._need("put_in_use", Edition.DRAFT)
        if items < 1:
            raise ItemsMissing(field="/items")
        return self.change(status=Edition.PUBLISHED, published_on=on)

    def retire(self, *, reason: str, on: date) -> "Checklist":
        self._need("retire", Edition.PUBLISHED)
        return self.change(status=Edition.RETIRED, retired_on=on, retire_reason=reason)

    def revise(self, id: UUID, *, edition: int) -> "Checklist":
        """Begin the next edition as a draft."""
        self._need("revise", Edition.PUBLISHED, Edition.RETIRED)
        return Checklist(
            id=id,
            series=self.series,
            edition=edition,
            title=self.title,
            level=self.level,
            sector=self.sector,
        )

    def _need(self, move: str, *statuses: Edition) -> None:
        if self.status not in statuses:
            raise IllegalMove(status=self.status.value, move=move)
