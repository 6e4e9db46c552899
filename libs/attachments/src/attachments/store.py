"""Take an attachment in: bounded, judged, cleaned, kept, and written down."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.audit import By
from chassis.db import Session
from chassis.ids import new_id
from sqlalchemy import delete, exists, insert, select

from attachments.files import Files, Taken
from attachments.kinds import (
    RULES,
    Kind,
    is_sound_document,
    is_what_it_says,
    plain_type,
)
from attachments.tables import attachment
from attachments.workshop import Workshop


class NotWhatItSays(Exception):
    """The bytes are not of the type they were declared to be."""

    code = "not_what_it_says"

    def __init__(self, declared: str) -> None:
        self.facts = {"declared": declared}
        super().__init__(declared)


class UnsupportedFile(Exception):
    """That type is not among those this kind of attachment takes."""

    code = "unsupported_file"

    def __init__(self, kind: Kind) -> None:
        self.facts = {"allowed": "、".join(RULES[kind].media_types)}
        super().__init__(kind)


class NoSuchAttachment(Exception):
    """There is no such attachment."""

    code = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A kept file. `evidence` is what a photograph's metadata said, if it was to be kept."""

    id: UUID
    sha256: str
    kind: Kind
    media_type: str
    size: int
    evidence: Mapping[str, str] = field(default_factory=dict)
    added_by: str
    added_at: datetime


async def store_photo(
    tx: Session,
    files: Files,
    workshop: Workshop,
    stream: AsyncIterator[bytes],
    *,
    declared: str,
    by: By,
    at: datetime,
    keep_evidence: bool = False,
) -> Attachment:
    """Take a photograph, of which only the picture is kept, as JPEG.

    `keep_evidence` keeps time and place from its metadata: for named inspectors, never for
    reporters. Raise `UnsupportedFile`, `TooLarge`, `Empty`, `NotWhatItSays` or `PhotoRefused`.
    """
    taken = await _take(files, stream, kind=Kind.PHOTO, declared=declared)
    try:
        photo = await workshop.examine(taken.path)
    finally:
        await files.discard(taken)
    kept = await files.put(photo.data)
    evidence = photo.evidence if keep_evidence else {}
    return await _add(
        tx, kept, kind=Kind.PHOTO, media_type="image/jpeg", evidence=evidence, by=by, at=at
    )


async def store_file(
    tx: Session,
    files: Files,
    stream: AsyncIterator[bytes],
    *,
    kind: Kind,
    declared: str,
    by: By,
    at: datetime,
) -> Attachment:
    """Take sound, video or a document as it is. Raise as `store_photo` does, which takes photographs."""
    if kind is Kind.PHOTO:
        raise ValueError("A photograph is never kept as it came.")
    media_type = plain_type(declared)
    taken = await _take(files, stream, kind=kind, declared=declared)
    try:
        await asyncio.to_thread(_check_document, taken, media_type)
        await files.keep(taken)
    except BaseException:
        await files.discard(taken)
        raise
    return await _add(tx, taken, kind=kind, media_type=media_type, evidence={}, by=by, at=at)


async def get_attachment(tx: Session, id: UUID) -> Attachment:
    """Raise `NoSuchAttachment` if there is none."""
    row = (await tx.execute(select(attachment).where(attachment.c.id == id))).mappings().first()
    if row is None:
        raise NoSuchAttachment
    return _attachment(row)


async def remove_attachment(tx: Session, id: UUID) -> None:
    """Forget an attachment; its bytes go with the next tidying, unless another has the same."""
    await tx.execute(delete(attachment).where(attachment.c.id == id))


async def tidy_files(tx: Session, files: Files) -> int:
    """Delete bytes no attachment names, a day or more after they came. Say how many files went."""
    gone = await asyncio.to_thread(lambda: list(files.abandoned()))
    for sha256 in await asyncio.to_thread(lambda: list(files.kept())):
        if not await tx.scalar(select(exists().where(attachment.c.sha256 == sha256))):
            gone.append(files.path(sha256))
    for path in gone:
        await asyncio.to_thread(path.unlink, missing_ok=True)
    return len(gone)


async def _take(files: Files, stream: AsyncIterator[bytes], *, kind: Kind, declared: str) -> Taken:
    media_type, rule = plain_type(declared), RULES[kind]
    if media_type not in rule.media_types:
        raise UnsupportedFile(kind)
    taken = await files.take(stream, most_bytes=rule.most_bytes)
    if not is_what_it_says(media_type, taken.head, taken.tail):
        await files.discard(taken)
        raise NotWhatItSays(media_type)
    return taken


def _check_document(taken: Taken, media_type: str) -> None:
    if not is_sound_document(media_type, taken.path):
        raise NotWhatItSays(media_type)


async def _add(
    tx: Session,
    taken: Taken,
    *,
    kind: Kind,
    media_type: str,
    evidence: Mapping[str, str],
    by: By,
    at: datetime,
) -> Attachment:
    added = Attachment(
        id=new_id(),
        sha256=taken.sha256,
        kind=kind,
        media_type=media_type,
        size=taken.size,
        evidence=dict(evidence),
        added_by=str(getattr(by, "id", by)),
        added_at=at,
    )
    await tx.execute(insert(attachment).values(asdict(added)))
    return added


def _attachment(row: Mapping[Any, Any]) -> Attachment:
    return Attachment(**{**row, "kind": Kind(row["kind"])})
