"""Keep what other services say of units, and of those who may head none."""

from datetime import date
from uuid import UUID

from chassis.db import Session

from training_records.domain.unit import KnownUnit
from training_records.store import ban as bans
from training_records.store import unit as units


async def know_unit(tx: Session, *, unit: KnownUnit) -> None:
    """Keep the local copy of a unit."""
    await units.keep(tx, unit)


async def know_ban(
    tx: Session, *, ban_id: UUID, scope: str, from_on: date, until_on: date | None
) -> None:
    """Keep a ban, for the eligibility of principals."""
    await bans.keep(tx, ban_id=ban_id, scope=scope, from_on=from_on, until_on=until_on)
