"""What this service keeps of a unit; hazard-registry owns it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUnit:
    """The local copy of a unit. `at`: when the event said so."""

    unit_id: UUID
    code: str
    name: str
    area: str
    industry: str | None = None
    department: str | None = None
    training_high_risk: bool = False
    assessment_high_risk: bool = False
    drill_high_risk: bool = False
    at: datetime
