"""Whether a file that somebody names is really here."""

from collections.abc import Sequence
from uuid import UUID

from attachments import NoSuchAttachment, get_attachment
from chassis.db import Session
from chassis.narrowing import narrow
from chassis.sight import Sight
from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import insert

from hazard_registry.domain.refusals import AttachmentUnknown
from hazard_registry.tables import hazard_photos, record_files, units


async def check(tx: Session, attachments: Sequence[UUID], *, field: str) -> None:
    """Raise `AttachmentUnknown` for an id under which nothing was uploaded."""
    for place, attachment in enumerate(attachments):
        try:
            await get_attachment(tx, attachment)
        except NoSuchAttachment:
            raise AttachmentUnknown(field=f"{field}/{place}") from None


async def show_with(
    tx: Session,
    attachments: Sequence[UUID],
    *,
    record_id: UUID,
    unit_id: UUID | None,
    area: str | None = None,
    department: str | None = None,
) -> None:
    """Let whoever sees a record see these files; one of a unit alone is seen as the unit is."""
    where = {"record_id": record_id, "area": area, "department": department, "unit_id": unit_id}
    rows = [{"attachment_id": attachment, **where} for attachment in attachments]
    if rows:
        await tx.execute(insert(record_files).values(rows).on_conflict_do_nothing())


async def sees(tx: Session, attachment_id: UUID, *, sight: Sight) -> bool:
    """Whether the caller sees a record with which this file is shown."""
    own = record_files.c
    placed = and_(
        own.area.is_not(None),
        narrow(sight, area=own.area, department=own.department, unit=own.unit_id),
    )
    seen = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
    of_unit = own.unit_id.in_(select(units.c.id).where(seen))
    query = select(own.record_id).where(own.attachment_id == attachment_id, or_(placed, of_unit))
    return (await tx.scalar(query.limit(1))) is not None


async def hazards_of(tx: Session, attachment_id: UUID) -> list[UUID]:
    """The hazards with which this file is shown."""
    query = select(hazard_photos.c.hazard_id).where(hazard_photos.c.attachment_id == attachment_id)
    return list(await tx.scalars(query))
