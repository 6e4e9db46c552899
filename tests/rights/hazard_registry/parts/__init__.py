"""What each area of the registry plants for the walks, and whose that is. One module an area.

A module may have any of: TEXTS, KINDS, FREE, BODIES, SHOWS, ALIKE, VARIANTS, SECRETS, OF_HAZARDS as
`world` describes them, `async def plant(tx, settings)`, run in the order of PARTS, and
`async def things(tx)`, which lists what it planted with its owners.
"""

from types import ModuleType

from tests.rights.hazard_registry.parts import (
    hazards,
    jobs,
    registers,
    sheets,
    sites,
    works,
)

PARTS: list[ModuleType] = [
    hazards,
    jobs,
    registers,
    sheets,
    sites,
    works,
]
