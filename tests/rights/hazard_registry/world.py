"""The registry's things as its parts plant them, with a mark in every text that tells of one of them."""

from itertools import chain
from types import ModuleType
from typing import Any

from chassis.db import Session
from chassis.settings import Settings

from tests.rights.fields import Secret
from tests.rights.hazard_registry.parts import PARTS
from tests.rights.things import Thing
from tests.rights.writing import mark

OWNERS = "hazard"


def _joined(name: str) -> dict[str, Any]:
    """Join a table of every part. Raise `ValueError` if two parts have the same entry."""
    joined: dict[str, Any] = {}
    for part in PARTS:
        own = getattr(part, name, {})
        if twice := joined.keys() & own.keys():
            raise ValueError(f"{part.__name__} has {name} {sorted(twice)} again")
        joined |= own
    return joined


def _all(name: str) -> list[Any]:
    return list(chain.from_iterable(getattr(part, name, ()) for part in PARTS))


# kind → the table of its things and the columns that hold texts about one
TEXTS: dict[str, tuple[str, str]] = _joined("TEXTS")
# table → the columns that hold texts about the hazard its `hazard_id` names
OF_HAZARDS: dict[str, str] = _joined("OF_HAZARDS")
# path parameter → the kind of thing it names; and those that name nobody's thing
KINDS: dict[str, str] = _joined("KINDS")
FREE: set[str] = set(_all("FREE"))
# operation → what to send, and ways of asking
BODIES: dict[str, dict[str, Any]] = _joined("BODIES")
VARIANTS: dict[str, list[dict[str, Any]]] = _joined("VARIANTS")
# operations that must be seen to show a mark
SHOWS: frozenset[str] = frozenset(_all("SHOWS"))
# operations that one piece of code answers
ALIKE: frozenset[str] = frozenset(_all("ALIKE"))
SECRETS: list[Secret] = _all("SECRETS")


async def plant(tx: Session, settings: Settings) -> None:
    """Let every part plant its things, and mark every text in them."""
    for part in _having("plant"):
        await part.plant(tx, settings)
    for kind, (table, columns) in TEXTS.items():
        await mark(tx, table, columns, kind=kind)
    for table, columns in OF_HAZARDS.items():
        await mark(tx, table, columns, kind="hazard", of="hazard_id")


async def things(tx: Session) -> list[Thing]:
    """Everything that was planted."""
    return [thing for part in _having("things") for thing in await part.things(tx)]


def _having(name: str) -> list[ModuleType]:
    return [part for part in PARTS if hasattr(part, name)]
