"""Large files: chunks that come in, parts that stay."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.incoming import IncomingUpload
from reporting_whistleblower.tables import incoming_chunk, incoming_upload, upload_part
from reporting_whistleblower.tables.uploads import Copy

__all__ = ["Copy"]


async def begin(tx: Session, new: IncomingUpload) -> None:
    await tx.execute(insert(incoming_upload).values(asdict(new)))


async def get(tx: Session, upload_id: UUID, *, for_update: bool = False) -> IncomingUpload | None:
    query = select(incoming_upload).where(incoming_upload.c.id == upload_id)
    if for_update:
        query = query.with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return IncomingUpload(**row._mapping) if row else None


async def put_chunk(tx: Session, upload_id: UUID, number: int, sealed: bytes) -> None:
    """Keep a chunk; sent again, it takes the place of itself."""
    entry = upsert(incoming_chunk).values(upload_id=upload_id, number=number, sealed=sealed)
    await tx.execute(
        entry.on_conflict_do_update(
            index_elements=["upload_id", "number"], set_={"sealed": entry.excluded.sealed}
        )
    )


async def numbers(tx: Session, upload_id: UUID) -> list[int]:
    """The chunks that came, in order."""
    query = select(incoming_chunk.c.number).where(incoming_chunk.c.upload_id == upload_id)
    return list(await tx.scalars(query.order_by(incoming_chunk.c.number)))


async def chunk(tx: Session, upload_id: UUID, number: int) -> bytes:
    query = select(incoming_chunk.c.sealed).where(
        incoming_chunk.c.upload_id == upload_id, incoming_chunk.c.number == number
    )
    found: bytes = (await tx.execute(query)).scalar_one()
    return found


async def drop(tx: Session, upload_id: UUID) -> None:
    await tx.execute(delete(incoming_upload).where(incoming_upload.c.id == upload_id))


async def drop_old(tx: Session, *, before: datetime) -> int:
    """Delete what was begun and never finished."""
    old = delete(incoming_upload).where(incoming_upload.c.begun_at < before)
    return len((await tx.execute(old.returning(incoming_upload.c.id))).all())


async def add_parts(tx: Session, upload_id: UUID, copy: Copy, parts: Iterable[bytes]) -> None:
    for number, sealed in enumerate(parts):
        row = {"upload_id": upload_id, "copy": copy, "number": number, "sealed": sealed}
        await tx.execute(insert(upload_part).values(row))


async def parts(tx: Session, upload_id: UUID, copy: Copy) -> AsyncIterator[bytes]:
    """Read one after another: together they may be 200 MB."""
    number = 0
    while True:
        query = select(upload_part.c.sealed).where(
            upload_part.c.upload_id == upload_id,
            upload_part.c.copy == copy,
            upload_part.c.number == number,
        )
        sealed: bytes | None = await tx.scalar(query)
        if sealed is None:
            return
        yield sealed
        number += 1
