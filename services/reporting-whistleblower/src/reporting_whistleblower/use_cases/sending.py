"""Large files come in chunks, are cleaned in one piece, and lie sealed in parts."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from chassis.db import Session
from chassis.ids import new_id

from reporting_whistleblower.domain.incoming import CHUNK_BYTES, ChunksMissing, IncomingUpload
from reporting_whistleblower.domain.refusals import UploadUnknown
from reporting_whistleblower.domain.uploads import Upload
from reporting_whistleblower.store import incoming, sealed
from reporting_whistleblower.store.incoming import Copy
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.uploads import Ticket

Clean: TypeAlias = Callable[[bytes, str], Awaitable[bytes]]
TICKET: Final = "/X-Zhiben-Upload"


@dataclass(frozen=True, slots=True)
class Standing:
    """What came so far: a sender whose line broke sends the rest."""

    upload: IncomingUpload
    received: list[int]


async def begin_upload(
    tx: Session, *, media_type: str, size: int, keep_original: bool, at: datetime
) -> tuple[Ticket, IncomingUpload]:
    """Announce a file and get the ticket, whose secret encrypts every chunk."""
    ticket = Ticket(new_id(), sealing.new_key())
    upload = IncomingUpload(
        id=ticket.upload_id,
        key_hash=sealing.plain_hash(ticket.key),
        media_type=media_type,
        size=size,
        keep_original=keep_original,
        begun_at=at,
    )
    await incoming.begin(tx, upload)
    return ticket, upload


async def put_chunk(tx: Session, *, ticket: Ticket, number: int, chunk: bytes) -> IncomingUpload:
    """Keep one chunk, encrypted. Sent again it changes nothing."""
    upload = await _announced(tx, ticket)
    upload.must_fit(number, len(chunk))
    locked = sealing.lock(ticket.key, chunk, context=_chunk(ticket, number))
    await incoming.put_chunk(tx, upload.id, number, locked)
    return upload


async def upload_standing(tx: Session, *, ticket: Ticket) -> Standing:
    upload = await _announced(tx, ticket)
    return Standing(upload, await incoming.numbers(tx, upload.id))


async def finish_upload(tx: Session, *, ticket: Ticket, clean: Clean, at: datetime) -> Upload:
    """Join the chunks in memory, clean the file, and seal it under the ticket's secret.

    From then on the ticket is good for a report. Raise `ChunksMissing` if there are some.
    """
    announced = await _announced(tx, ticket, for_update=True)
    received = await incoming.numbers(tx, announced.id)
    if missing := announced.chunks - len(received):
        raise ChunksMissing(missing=missing)
    whole = bytearray()
    for number in received:
        locked = await incoming.chunk(tx, announced.id, number)
        whole += sealing.unlock(ticket.key, locked, context=_chunk(ticket, number))
    cleaned = await clean(bytes(whole), announced.media_type)
    upload = Upload(
        id=announced.id,
        key_hash=announced.key_hash,
        media_type=announced.media_type,
        uploaded_at=at,
    )
    await sealed.add_upload(tx, upload, content=None)
    await keep_copy(tx, ticket, Copy.CLEAN, cleaned)
    if announced.keep_original:
        await keep_copy(tx, ticket, Copy.ORIGINAL, bytes(whole))
    await incoming.drop(tx, announced.id)
    return upload


async def keep_copy(tx: Session, ticket: Ticket, copy: Copy, plain: bytes) -> None:
    """Seal a file in parts; its length is padded as a whole."""
    await incoming.add_parts(tx, ticket.upload_id, copy, _locked(ticket, copy, plain))


async def read_copy(tx: Session, *, ticket: Ticket, copy: Copy) -> bytes:
    """Put a file together again. Raise `UploadUnknown` if there is no such copy."""
    whole = bytearray()
    number = 0
    async for part in incoming.parts(tx, ticket.upload_id, copy):
        whole += sealing.unlock(ticket.key, part, context=_part(ticket, copy, number))
        number += 1
    if not number:
        raise UploadUnknown
    return sealing.unpadded(bytes(whole))


def _locked(ticket: Ticket, copy: Copy, plain: bytes) -> Iterator[bytes]:
    padded = memoryview(sealing.padded(plain, sealing.FILE_BLOCK))
    for number, start in enumerate(range(0, len(padded), CHUNK_BYTES)):
        part = bytes(padded[start : start + CHUNK_BYTES])
        yield sealing.lock(ticket.key, part, context=_part(ticket, copy, number))


async def _announced(tx: Session, ticket: Ticket, *, for_update: bool = False) -> IncomingUpload:
    upload = await incoming.get(tx, ticket.upload_id, for_update=for_update)
    hashed = sealing.plain_hash(ticket.key)
    if upload is None or not sealing.same(upload.key_hash, hashed):
        raise UploadUnknown(field=TICKET)
    return upload


def _chunk(ticket: Ticket, number: int) -> str:
    return f"chunk:{ticket.upload_id}:{number}"


def _part(ticket: Ticket, copy: Copy, number: int) -> str:
    return f"{copy.value}:{ticket.upload_id}:{number}"
