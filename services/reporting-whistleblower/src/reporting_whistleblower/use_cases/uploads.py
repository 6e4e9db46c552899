"""Photographs: cleaned, encrypted under a key only the sender's ticket holds, then handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from chassis.ids import new_id
from typing_extensions import override

from reporting_whistleblower.domain.refusals import TooManyUploads, UploadUnknown
from reporting_whistleblower.domain.uploads import MOST, Upload
from reporting_whistleblower.store import sealed
from reporting_whistleblower.use_cases import sealing

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Names an upload and holds its key. The service keeps only the key's hash."""

    upload_id: UUID
    key: bytes

    @override
    def __str__(self) -> str:
        return f"{self.upload_id}.{sealing.to_text(self.key)}"

    @classmethod
    def parse(cls, text: str, *, field: str) -> "Ticket":
        """Raise `UploadUnknown` if it is no ticket."""
        name, _, key = text.partition(".")
        try:
            return cls(UUID(name), sealing.from_text(key))
        except ValueError as error:
            raise UploadUnknown(field=field) from error


async def keep_upload(tx: Session, *, photo: bytes, at: datetime) -> Ticket:
    """Encrypt a cleaned photograph and give the only key away."""
    ticket = Ticket(new_id(), sealing.new_key())
    content = sealing.lock(
        ticket.key,
        sealing.padded(photo, sealing.FILE_BLOCK),
        context=f"upload:{ticket.upload_id}",
    )
    upload = Upload(
        id=ticket.upload_id,
        key_hash=sealing.plain_hash(ticket.key),
        media_type=JPEG,
        uploaded_at=at,
    )
    await sealed.add_upload(tx, upload, content=content)
    return ticket


async def claim_uploads(
    tx: Session, *, tickets: Sequence[str], report_id: UUID, public_key: bytes
) -> None:
    """Hand the photographs to a report: each one's key is sealed to the report's.

    Raise `UploadUnknown` for a ticket that fits no waiting upload, `TooManyUploads` beyond ten.
    """
    if not tickets:
        return
    if await sealed.count_uploads(tx, report_id) + len(tickets) > MOST:
        raise TooManyUploads(most=MOST)
    parsed = [Ticket.parse(text, field=f"/uploads/{n}") for n, text in enumerate(tickets)]
    waiting = await sealed.unclaimed(tx, [ticket.upload_id for ticket in parsed])
    for place, ticket in enumerate(parsed):
        upload = waiting.pop(ticket.upload_id, None)
        if upload is None or upload.key_hash != sealing.plain_hash(ticket.key):
            raise UploadUnknown(field=f"/uploads/{place}")
        key = sealing.seal(public_key, ticket.key)
        await sealed.claim_upload(tx, upload.id, report_id=report_id, sealed_key=key)
