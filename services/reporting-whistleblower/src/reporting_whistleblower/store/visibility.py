"""Which reports an officer may know of: those of his area, less those he was excluded from."""

from dataclasses import dataclass
from uuid import UUID

from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import ColumnElement, and_, exists, not_, or_

from reporting_whistleblower.tables import conflict, exclusion, report


@dataclass(frozen=True, slots=True)
class OfficersSight(Sight):
    """A sight that knows whose it is: ties to a unit hide the unit's reports from him."""

    officer: UUID | None = None


def visible(sight: Sight) -> ColumnElement[bool]:
    """Select the reports that somebody may know of."""
    reached = narrow(sight, area=report.c.area)
    officer = sight.officer if isinstance(sight, OfficersSight) else None
    return reached if officer is None else and_(reached, not_(excluded(officer)))


def excluded(officer: UUID) -> ColumnElement[bool]:
    """Whether an officer has standing ties to the unit, or was excluded by name."""
    tied = exists().where(
        conflict.c.account_id == officer,
        conflict.c.unit_id == report.c.unit_id,
        conflict.c.ended_at.is_(None),
    )
    named = exists().where(exclusion.c.account_id == officer, exclusion.c.report_id == report.c.id)
    return or_(tied, named)
