"""What one area of the service brings to the walk: its things, and what to send about them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from chassis.db import Session

from tests.rights.fields import Secret
from tests.rights.things import Thing


async def nothing_planted(_: Session) -> None:
    pass


async def nothing_there(_: Session) -> list[Thing]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Like the walk's world, of one area only; `plant` comes after the demonstration's reports."""

    kinds: dict[str, str] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    secrets: tuple[Secret, ...] = ()
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    variants: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    plant: Callable[[Session], Awaitable[None]] = nothing_planted
    things: Callable[[Session], Awaitable[list[Thing]]] = nothing_there
