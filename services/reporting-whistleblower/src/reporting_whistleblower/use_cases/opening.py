"""Files of a report, decrypted for whoever has its key."""

from uuid import UUID

from chassis.db import Session

from reporting_whistleblower.store import sealed
from reporting_whistleblower.store.incoming import Copy
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.sending import read_copy
from reporting_whistleblower.use_cases.uploads import Ticket


async def open_upload(
    tx: Session, *, report_id: UUID, upload_id: UUID, content_key: bytes, copy: Copy
) -> tuple[str, bytes]:
    """Decrypt one file: its media type and its bytes. Raise `UploadUnknown` without that copy."""
    upload, content = await sealed.upload_with_bytes(tx, report_id, upload_id)
    key = sealing.unseal(content_key, upload.sealed_key or b"")
    if content is not None and copy is Copy.CLEAN:
        plain = sealing.unlock(key, content, context=f"upload:{upload.id}")
        return upload.media_type, sealing.unpadded(plain)
    kind = upload.media_type if copy is Copy.CLEAN else "application/octet-stream"
    return kind, await read_copy(tx, ticket=Ticket(upload.id, key), copy=copy)
