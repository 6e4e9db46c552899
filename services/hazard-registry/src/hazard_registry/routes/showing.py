"""Show a hazard to whom it is shown."""

from typing import Any

from chassis.identity import Principal

from hazard_registry.domain.life import Channel, Origin
from hazard_registry.use_cases.telling import UNIT_ROLES

# A unit must not learn that somebody reported it: what it sees was found by an inspector, which is
# what the verification rests on.
_AS_FOUND = {
    "channel": Channel.SUPERVISION,
    "origin": Origin.INSPECTION,
    "found_by": None,
    "reported_by": None,
    "lead_id": None,
}


def is_of_unit(caller: Principal) -> bool:
    """Whether the caller acts for a unit only."""
    return not caller.roles - UNIT_ROLES


def for_caller(hazard: dict[str, Any], caller: Principal) -> dict[str, Any]:
    """Hide from a unit that its hazard came from the public."""
    if is_of_unit(caller) and hazard["channel"] == Channel.PUBLIC_REPORT:
        return hazard | {name: value for name, value in _AS_FOUND.items() if name in hazard}
    return hazard
