"""Photographs that wait, encrypted, until a report claims them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

MOST: Final = 10
WAITS: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A cleaned photograph under a key that only the sender's ticket holds."""

    id: UUID
    report_id: UUID | None = None
    key_hash: bytes
    media_type: str
    sealed_key: bytes | None = None  # the file's key, sealed to the report, once it is claimed
    uploaded_at: datetime
