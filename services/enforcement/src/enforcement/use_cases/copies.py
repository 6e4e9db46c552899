"""Keep our copies of other services' units and hazards."""

from dataclasses import replace
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


async def amend_hazard(
    tx: Session, *, hazard: Hazard, criteria: tuple[str, ...], due_on: date | None
) -> Hazard | None:
    """Take over what was put right about a hazard that we know; of another, wait until verified."""
    known = await store.hazard(tx, hazard.id)
    if known is None:
        return None
    amended = replace(
        known,
        unit_id=hazard.unit_id,
        area=hazard.area,
        level=hazard.level,
        department=hazard.department,
        criteria=criteria,
        due_on=due_on,
    )
    await store.keep_hazard(tx, amended)
    return amended


async def set_aside(tx: Session, *, hazard: Hazard, on: date) -> None:
    """Note on a hazard that we know that nothing more is to be done about it."""
    known = await store.hazard(tx, hazard.id)
    if known is not None:
        await store.keep_hazard(tx, known.closed(on))


async def take_up(tx: Session, *, hazard: Hazard) -> None:
    """Note on a hazard that we know that it stands for itself again."""
    known = await store.hazard(tx, hazard.id)
    if known is not None:
        await store.keep_hazard(tx, known.reopened())
