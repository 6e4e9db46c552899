"""Save a changed hazard, write down who changed it, and let the other services know."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from chassis.audit import By, record
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.identity import Principal
from chassis.outbox import emit
from chassis.sight import Sight, everything
from contracts.hazards import HazardEvent

from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.person import Person
from hazard_registry.domain.refusals import MergedAway
from hazard_registry.store import hazards

UNIT_ROLES = frozenset({"unit_manager", "unit_worker"})

Told = TypeVar("Told", bound=HazardEvent)


def person(by: Principal) -> Person:
    """What the domain asks about a caller."""
    return Person(
        id=by.id,
        is_official=bool(by.roles - UNIT_ROLES),
        departments=frozenset(grant.department for grant in by.grants if grant.department),
        units=frozenset(grant.unit for grant in by.grants if grant.unit),
    )


def today(at: datetime) -> date:
    return date_in_china(at)


async def load(tx: Session, hazard_id: UUID, *, sight: Sight, expected: int) -> Hazard:
    """Raise `NotFound` if the caller sees no such hazard, `ChangedMeanwhile` at another version.

    Raise `MergedAway` for a duplicate: all goes on at the hazard it was merged into.
    """
    found = (await hazards.get(tx, hazard_id, sight=sight)).at(expected)
    await check_kept(tx, found)
    return found


async def check_kept(tx: Session, hazard: Hazard) -> None:
    """Raise `MergedAway` for a duplicate."""
    if hazard.merged_into is not None:
        kept = await hazards.get(tx, hazard.merged_into, sight=everything())
        raise MergedAway(into=kept.number)


async def keep(
    tx: Session,
    hazard: Hazard,
    *,
    before: Hazard,
    by: By,
    at: datetime,
    action: str,
    why: str | None = None,
) -> Hazard:
    """Save what a move made of a hazard, with an entry of what changed."""
    await hazards.save(tx, hazard, before=before)
    await record(
        tx,
        by=by,
        at=at,
        action=action,
        what="hazard",
        id=hazard.id,
        why=why,
        changes=differences(before, hazard),
    )
    return hazard


def differences(before: Any, after: Any) -> dict[str, list[Any]]:
    """Name each field that changed, with what it was and what it is."""
    named = [each.name for each in fields(before) if each.name != "version"]
    pairs = {name: [getattr(before, name), getattr(after, name)] for name in named}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


async def tell(
    tx: Session, event: type[Told], hazard: Hazard, *, at: datetime, **more: object
) -> None:
    """Emit an event about a hazard: ids, codes and dates, never a word of it."""
    facts: dict[str, Any] = {
        "hazard_id": hazard.id,
        "unit_id": hazard.unit_id,
        "area": hazard.area,
        "industry": hazard.industry,
        "department": hazard.department,
        "level": hazard.level.value,
        "channel": hazard.channel.value,
        "origin": hazard.origin.value,
        "lead_id": hazard.lead_id,
    }
    await emit(tx, event(at=at, **facts, **more))
