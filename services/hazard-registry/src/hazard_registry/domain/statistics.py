"""What one hazard counts for: the figures that are added when it changes, and taken away before."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level, Status
from hazard_registry.domain.unit import division_of

DIMENSIONS = ("area", "industry", "channel", "level", "status", "month")
MEASURES = ("hazards", "overdue", "under_order", "funds", "funds_used")
VILLAGE_DIGITS = 12
SUBDISTRICT_DIGITS = 9
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A hazard's share in the counters: the cell it stands in, and one or nought of each figure.

    `marks` name what happened to it and when, as `closed:2026-03-04`; money is in yuan.
    """

    area: str
    industry: str
    channel: str
    level: str
    status: str
    month: date  # the first of the month it was found in
    hazards: int = 1
    overdue: int = 0
    under_order: int = 0
    funds: Decimal = NOUGHT
    funds_used: Decimal = NOUGHT
    marks: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


def share_of(hazard: Hazard) -> Share:
    """A duplicate counts nowhere: the hazard it was merged into does."""
    cell = Share(
        area=hazard.area[:VILLAGE_DIGITS],
        industry=division_of(hazard.industry),
        channel=hazard.channel.value,
        level=hazard.level.value,
        status=hazard.status.value,
        month=hazard.found_on.replace(day=1),
        hazards=0,
    )
    if hazard.merged_into is not None:
        return cell
    return replace(
        cell,
        hazards=1,
        overdue=int(hazard.overdue_on is not None and hazard.is_open),
        under_order=int(hazard.order_level is not None and hazard.status is not Status.REJECTED),
        funds=hazard.funds or NOUGHT,
        funds_used=hazard.funds_used or NOUGHT,
        marks=_marks(hazard),
        criteria=hazard.criteria,
    )


def _marks(hazard: Hazard) -> tuple[str, ...]:
    """Of a major hazard the very day, so that any day can be asked; of another the month's first.

    `met`: closed by its due date. `waiting`: handed in by then, and waiting for its review.
    `fixed`: planned with all five things (五落实).
    """
    if hazard.verified_on is None or hazard.status is Status.REJECTED:
        return ()
    due, closed = hazard.due_on, hazard.closed_on
    in_time = due is not None and closed is not None and closed <= due
    handed_in = (
        hazard.status is Status.AWAITING_REVIEW
        and hazard.submitted_on is not None
        and due is not None
        and hazard.submitted_on <= due
    )
    days = {
        "verified": hazard.verified_on,
        "due": due,
        "closed": closed,
        "met": due if in_time else None,
        "late": closed if not in_time else None,
        "waiting": due if handed_in else None,
        "fixed": None if hazard.plan.missing(Level.MAJOR) else hazard.planned_on,
    }
    exact = hazard.level is Level.MAJOR
    return tuple(
        f"{name}:{day if exact else day.replace(day=1)}" for name, day in days.items() if day
    )
