"""Keep our copies of other services' units and hazards."""

from datetime import date

from chassis.db import Session

from enforcement.domain.copies import Hazard, Unit
from enforcement.store import copies as store


async def keep_unit(tx: Session, *, unit: Unit) -> None:
    await store.keep_unit(tx, unit)


async def keep_hazard(tx: Session, *, hazard: Hazard) -> None:
    await store.keep_hazard(tx, hazard)


async def close_hazard(tx: Session, *, hazard: Hazard, on: date) -> None:
    """Note on everything that rests on the hazard that it was written off."""
    known = await store.hazard(tx, hazard.id) or hazard
    await store.keep_hazard(tx, known.closed(on))


async def reopen_hazard(tx: Session, *, hazard: Hazard) -> None:
    known = await store.hazard(tx, hazard.id) or hazard
    await store.keep_hazard(tx, known.reopened())
