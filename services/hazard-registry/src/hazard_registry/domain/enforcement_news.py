"""What enforcement did beside its cases: copies that its events keep current."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class NewsKind(StrEnum):
    """What it is: a measure, a matter of accountability, a unit's credit grade."""

    MEASURE = "measure"
    ACCOUNTABILITY = "accountability"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing of enforcement's. `code` is its own kind, or the grade; a grade ends with the next."""

    id: UUID
    kind: NewsKind
    code: str
    unit_id: UUID | None
    area: str
    department: str | None
    hazard_ids: Sequence[UUID]
    began_on: date
    ended_on: date | None = None
