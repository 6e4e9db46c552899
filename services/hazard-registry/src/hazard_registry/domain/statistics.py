"""What one hazard counts for: the figures that are added when it changes, and taken away before."""

from dataclasses import dataclass
from datetime import date

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Status
from hazard_registry.domain.unit import division_of

DIMENSIONS = ("area", "industry", "channel", "level", "status", "month")
MEASURES = ("hazards", "overdue", "under_order")
VILLAGE_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A hazard's share in the counters: the cell it stands in, and one or nought of each figure."""

    area: str
    industry: str
    channel: str
    level: str
    status: str
    month: date  # the first of the month it was found in
    hazards: int = 1
    overdue: int = 0
    under_order: int = 0


def share_of(hazard: Hazard) -> Share:
    """A duplicate counts nowhere: the hazard it was merged into does."""
    counts = hazard.merged_into is None
    return Share(
        area=hazard.area[:VILLAGE_DIGITS],
        industry=division_of(hazard.industry),
        channel=hazard.channel.value,
        level=hazard.level.value,
        status=hazard.status.value,
        month=hazard.found_on.replace(day=1),
        hazards=int(counts),
        overdue=int(counts and hazard.overdue_on is not None and hazard.is_open),
        under_order=int(
            counts and hazard.order_level is not None and hazard.status is not Status.REJECTED
        ),
    )
