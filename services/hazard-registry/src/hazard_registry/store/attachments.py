"""Whether a file that somebody names is really here."""

from collections.abc import Sequence
from uuid import UUID

from attachments import NoSuchAttachment, get_attachment
from chassis.db import Session
from sqlalchemy import select

from hazard_registry.domain.refusals import AttachmentUnknown
from hazard_registry.tables import hazard_photos


async def check(tx: Session, attachments: Sequence[UUID], *, field: str) -> None:
    """Raise `AttachmentUnknown` for an id under which nothing was uploaded."""
    for place, attachment in enumerate(attachments):
        try:
            await get_attachment(tx, attachment)
        except NoSuchAttachment:
            raise AttachmentUnknown(field=f"{field}/{place}") from None


async def hazards_of(tx: Session, attachment_id: UUID) -> list[UUID]:
    """The hazards with which this file is shown."""
    query = select(hazard_photos.c.hazard_id).where(hazard_photos.c.attachment_id == attachment_id)
    return list(await tx.scalars(query))
