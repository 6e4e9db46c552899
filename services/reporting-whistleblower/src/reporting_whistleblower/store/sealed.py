"""The sealed part of reports: content, keys, letters, photographs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Fixed, Session
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.letters import Letter, Topic
from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.uploads import Upload
from reporting_whistleblower.tables import letter, report, report_key, sealed_report, upload

_WITHOUT_BYTES = [column for column in upload.c if column.name != "content"]

_REPORT = report.c.keys()
_SEALED = sealed_report.c.keys()


def _numbered(columns: Sequence[str], *, first: int = 1) -> str:
    return ", ".join(f"${number}" for number in range(first, first + len(columns)))


_NEXT = len(_REPORT) + len(_SEALED) + 1
_ADD = Fixed(f"""
WITH new AS (
  INSERT INTO report ({", ".join(_REPORT)}) VALUES ({_numbered(_REPORT)})),
shared AS (
  INSERT INTO report_key (report_id, key_id, sealed_key)
  SELECT $1, key_id, sealed_key
  FROM unnest(${_NEXT}::uuid[], ${_NEXT + 1}::bytea[]) AS given (key_id, sealed_key))
INSERT INTO sealed_report ({", ".join(_SEALED)})
VALUES ({_numbered(_SEALED, first=len(_REPORT) + 1)})
ON CONFLICT (receipt_hash) DO NOTHING RETURNING 1
""")  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReport:
    """A report's words under its own key, and the key under its receipt's."""

    report_id: UUID
    receipt_hash: bytes
    public_key: bytes
    thread_public_key: bytes | None
    thread_sealed_key: bytes
    content: bytes


async def add(
    tx: Session, new: Report, sealed: SealedReport, *, shares: Mapping[UUID, bytes]
) -> bool:
    """Store a report, its sealed part and its key for each officer's; False if its receipt is taken.

    One round trip: this is what everybody waits for who reports.
    """
    values = [getattr(new, name) for name in _REPORT] + [getattr(sealed, name) for name in _SEALED]
    return bool(await _ADD.write(tx, *values, list(shares), list(shares.values())))


async def get(tx: Session, report_id: UUID) -> SealedReport:
    query = select(sealed_report).where(sealed_report.c.report_id == report_id)
    return SealedReport(**(await tx.execute(query)).one()._mapping)


async def by_receipt(tx: Session, receipt_hash: bytes) -> SealedReport | None:
    query = select(sealed_report).where(sealed_report.c.receipt_hash == receipt_hash)
    row = (await tx.execute(query)).one_or_none()
    return SealedReport(**row._mapping) if row else None


async def public_key(tx: Session, report_id: UUID) -> bytes:
    query = select(sealed_report.c.public_key).where(sealed_report.c.report_id == report_id)
    key: bytes = (await tx.execute(query)).scalar_one()
    return key


async def share_key(tx: Session, report_id: UUID, *, key_id: UUID, sealed_key: bytes) -> None:
    """Give one officer's key the report's; a second time changes nothing."""
    row = {"report_id": report_id, "key_id": key_id, "sealed_key": sealed_key}
    await tx.execute(upsert(report_key).values(row).on_conflict_do_nothing())


async def key_for(tx: Session, report_id: UUID, key_id: UUID) -> bytes | None:
    query = select(report_key.c.sealed_key).where(
        report_key.c.report_id == report_id, report_key.c.key_id == key_id
    )
    return await tx.scalar(query)


async def add_letter(tx: Session, new: Letter) -> None:
    await tx.execute(insert(letter).values(asdict(new)))


async def letters(tx: Session, report_id: UUID, *, for_reporter: bool) -> list[Letter]:
    """The thread, oldest first; the reporter never gets the notes."""
    query = select(letter).where(letter.c.report_id == report_id)
    if for_reporter:
        query = query.where(letter.c.topic != Topic.NOTE)
    rows = await tx.execute(query.order_by(letter.c.written_at, letter.c.id))
    return [Letter(**row._mapping) for row in rows]


async def add_upload(tx: Session, new: Upload, *, content: bytes | None) -> None:
    """A photograph lies in its row; what has no content lies in parts."""
    await tx.execute(insert(upload).values(asdict(new) | {"content": content}))


async def unclaimed(tx: Session, upload_ids: Sequence[UUID]) -> dict[UUID, Upload]:
    """Find and lock uploads that no report has claimed."""
    query = (
        select(*_WITHOUT_BYTES)
        .where(upload.c.id.in_(upload_ids), upload.c.report_id.is_(None))
        .order_by(upload.c.id)
        .with_for_update()
    )
    return {row.id: Upload(**row._mapping) for row in await tx.execute(query)}


async def claim_upload(tx: Session, upload_id: UUID, *, report_id: UUID, sealed_key: bytes) -> None:
    change = update(upload).where(upload.c.id == upload_id)
    await tx.execute(change.values(report_id=report_id, sealed_key=sealed_key))


async def count_uploads(tx: Session, report_id: UUID) -> int:
    query = select(func.count()).where(upload.c.report_id == report_id)
    return await tx.scalar(query) or 0


async def uploads(tx: Session, report_id: UUID) -> list[Upload]:
    query = select(*_WITHOUT_BYTES).where(upload.c.report_id == report_id)
    rows = await tx.execute(query.order_by(upload.c.uploaded_at, upload.c.id))
    return [Upload(**row._mapping) for row in rows]


async def upload_with_bytes(
    tx: Session, report_id: UUID, upload_id: UUID
) -> tuple[Upload, bytes | None]:
    """Raise `NotFound` if the report has no such photograph."""
    query = select(upload).where(upload.c.id == upload_id, upload.c.report_id == report_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    fields = dict(row._mapping)
    content: bytes | None = fields.pop("content")
    return Upload(**fields), content


async def drop_unclaimed(tx: Session, *, before: datetime) -> int:
    """Delete what nobody claimed in time."""
    old = upload.c.report_id.is_(None) & (upload.c.uploaded_at < before)
    return len((await tx.execute(delete(upload).where(old).returning(upload.c.id))).all())
