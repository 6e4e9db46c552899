"""Units, as the registry tells of them."""

from uuid import UUID

from chassis.db import Session

from reporting_whistleblower.store import reports


async def copy_unit(tx: Session, *, unit_id: UUID, code: str, name: str, area: str) -> None:
    """Keep what is shown of a unit."""
    await reports.copy_unit(tx, unit_id=unit_id, code=code, name=name, area=area)
