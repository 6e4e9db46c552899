"""Decide whose names are shown in full."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.permissions import Forbidden

from training_records.permissions import NAMES
from training_records.store import person as people


async def named_in_full(
    tx: Session, caller: Principal, person_ids: Collection[UUID]
) -> Collection[UUID]:
    """Pick those whose names the caller may read; he sees 王** of the others."""
    try:
        sight = NAMES.sight("see_names", caller)
    except Forbidden:
        return frozenset()
    return await people.in_sight(tx, person_ids, sight=sight)
