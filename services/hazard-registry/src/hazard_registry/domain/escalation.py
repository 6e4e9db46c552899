"""Escalation (提级督办): an overdue major hazard is proposed to the next level, and a person signs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Level
from hazard_registry.domain.refusals import NoEscalation
from hazard_registry.domain.supervision import OrderLevel, next_level

NO_ORDER = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A proposal of the system. `signed` is None until a person signs or declines it."""

    id: UUID
    hazard_id: UUID
    from_level: OrderLevel | None
    to_level: OrderLevel
    days_overdue: int
    proposed_on: date
    signed: bool | None = None
    decided_by: UUID | None = None
    decided_on: date | None = None
    reason: str | None = None
    order_id: UUID | None = None

    def sign(self, *, order_id: UUID, by: UUID, on: date) -> "Escalation":
        return replace(self, signed=True, order_id=order_id, decided_by=by, decided_on=on)

    def decline(self, *, reason: str, by: UUID, on: date) -> "Escalation":
        return replace(self, signed=False, reason=reason, decided_by=by, decided_on=on)


def days_late(hazard: Hazard, on: date) -> int:
    """Days past the date that counts: the order's where one is in force, else the hazard's own."""
    due_on = hazard.order_due_on if hazard.order_level else hazard.due_on
    return (on - due_on).days if due_on else 0


def propose(
    hazard: Hazard, *, after_days: Mapping[str, int], id: UUID, on: date
) -> Escalation | None:
    """Propose the next level for an overdue major hazard, by the days that the rule leaves each."""
    level, late = next_level(hazard.order_level), days_late(hazard, on)
    ripe = (
        hazard.is_open
        and hazard.level is Level.MAJOR
        and hazard.merged_into is None
        and hazard.overdue_on is not None
    )
    if level is None or not ripe or late < after_days[hazard.order_level or NO_ORDER]:
        return None
    return Escalation(
        id=id,
        hazard_id=hazard.id,
        from_level=OrderLevel(hazard.order_level) if hazard.order_level else None,
        to_level=level,
        days_overdue=late,
        proposed_on=on,
    )


def check_due(hazard: Hazard, escalation: Escalation) -> None:
    """Raise `NoEscalation` where what was proposed no longer holds: closed, extended, ordered."""
    held = escalation.from_level.value if escalation.from_level else None
    if not hazard.is_open or hazard.overdue_on is None or hazard.order_level != held:
        raise NoEscalation()
