"""The hazard registry, as it is asked here."""

import re

from tests.load.rig import member, process

REGISTRY = member("hazard_registry")
API = process("hazard-registry.api")
SECTION = "2 service: the hazard registry, 16 clients"
NEW = {
    "description": "石材切割车间配电箱无盖,电线裸露,地面积水",
    "origin": "inspection",
    "found_on": "2026-03-04",
    "area": "350583002202",
    "place": "切割车间东侧",
}


def writes_two(sql: str) -> bool:
    """Keep the least a write can be: the row and its event, in one transaction."""
    return re.search(r"^(BEGIN|COMMIT)|INSERT INTO (hazards|outbox_event)\b", sql) is not None


def id_of(number: int) -> str:
    """Name one of the many hazards that `many` makes."""
    return f"00000000-0000-7000-8000-{number:012x}"
