"""Under which law a certificate stands. Regimes are never mixed."""

from dataclasses import dataclass
from enum import StrEnum


class Regime(StrEnum):
    """The values are those of the events' contract."""

    SPECIAL_OPERATION = "special_operation"
    PRINCIPAL = "principal"
    SAFETY_MANAGER = "safety_manager"
    SPECIAL_EQUIPMENT = "special_equipment"
    FIRE_CONTROL = "fire_control"
    CONSTRUCTION = "construction"


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """What a post demands of who holds it: a certificate for one item.

    `item` is a code of the catalogue for special operations, and for the other regimes what the
    certificate itself names.
    """

    regime: Regime
    item: str
