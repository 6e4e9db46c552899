"""Show a hazard to whom it is shown."""

from dataclasses import replace
from typing import Any

from chassis.identity import Principal

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Origin
from hazard_registry.use_cases.telling import UNIT_ROLES

# A unit must not learn that somebody reported it: what it sees was found by an inspector, which is
# what the verification rests on.
_AS_FOUND: dict[str, Any] = {
    "channel": Channel.SUPERVISION,
    "origin": Origin.INSPECTION,
    "found_by": None,
    "reported_by": None,
    "lead_id": None,
}


def is_of_unit(caller: Principal) -> bool:
    """Whether the caller acts for a unit only."""
    return not caller.roles - UNIT_ROLES


def line_for(line: dict[str, Any], caller: Principal) -> dict[str, Any]:
    """Hide from a unit, in a row of fields, that its hazard came from the public."""
    if not is_of_unit(caller) or line["channel"] != Channel.PUBLIC_REPORT:
        return line
    hidden = {name: value for name, value in _AS_FOUND.items() if name in line}
    return line | hidden | {"description": line["finding"] or ""}


def shown_to(hazard: Hazard, caller: Principal) -> Hazard:
    """Hide from a unit that its hazard came from the public."""
    if not is_of_unit(caller) or hazard.channel is not Channel.PUBLIC_REPORT:
        return hazard
    return replace(hazard, **_AS_FOUND, description=hazard.finding or "")
