"""Enter and change records, and write down who did it."""

from datetime import datetime
from typing import Any, TypeVar

from chassis.audit import By, record
from chassis.db import Session

from hazard_registry.store.shelf import Record, Shelf
from hazard_registry.use_cases.telling import differences

Thing = TypeVar("Thing", bound=Record)


async def enter(
    tx: Session,
    shelf: Shelf[Thing],
    thing: Thing,
    *,
    by: By,
    at: datetime,
    action: str = "add",
    told: tuple[str, ...] = (),
) -> Thing:
    """Keep a new record; `told` are the fields whose values its history begins with."""
    await shelf.add(tx, thing)
    changes = {name: [None, getattr(thing, name)] for name in told}
    what = what_of(shelf)
    await record(tx, by=by, at=at, action=action, what=what, id=thing.id, changes=changes)
    return thing


async def move(
    tx: Session,
    shelf: Shelf[Thing],
    before: Thing,
    after: Thing,
    *,
    by: By,
    at: datetime,
    action: str = "change",
    why: str | None = None,
) -> Thing:
    """Save what a move made of a record, with an entry of what changed."""
    await shelf.save(tx, after)
    changes = differences(before, after)
    await record(
        tx,
        by=by,
        at=at,
        action=action,
        what=what_of(shelf),
        id=after.id,
        why=why,
        changes=changes,
    )
    return after


def what_of(shelf: Shelf[Any]) -> str:
    """What the audit calls a record of this kind."""
    return str(shelf.table.info["what"])
