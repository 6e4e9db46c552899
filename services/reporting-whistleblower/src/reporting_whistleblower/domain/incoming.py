"""A large file on its way in: in chunks, so that a bad line costs one chunk and not the whole."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import Refusal

CHUNK_BYTES: Final = 4 << 20


class ChunkUnfitting(Refusal):
    """The chunk's number or its size is not what it must be."""

    code = "chunk_unfitting"


class ChunksMissing(Refusal):
    code = "chunks_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingUpload:
    """What was announced. Each chunk waits encrypted under the secret that only the ticket holds."""

    id: UUID
    key_hash: bytes
    media_type: str
    size: int
    keep_original: bool
    begun_at: datetime

    @property
    def chunks(self) -> int:
        return math.ceil(self.size / CHUNK_BYTES)

    def must_fit(self, number: int, length: int) -> None:
        """Raise `ChunkUnfitting` unless it is the whole chunk of that number."""
        last = self.chunks - 1
        whole = CHUNK_BYTES if number < last else self.size - last * CHUNK_BYTES
        if not 0 <= number <= last or length != whole:
            raise ChunkUnfitting(chunks=self.chunks, bytes=CHUNK_BYTES)
