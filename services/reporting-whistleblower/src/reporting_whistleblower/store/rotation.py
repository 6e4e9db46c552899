"""Keys of reports: who has them, who should not, and what is sealed under them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from chassis.db import Session
from sqlalchemy import delete, exists, func, insert, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.store.sealed import SealedReport
from reporting_whistleblower.tables import (
    conflict,
    exclusion,
    letter,
    officer_key,
    report,
    report_key,
    rotation_due,
    sealed_report,
    upload,
)

_LIVE = officer_key.c.revoked_at.is_(None)


async def locked(tx: Session, report_id: UUID) -> SealedReport | None:
    """The sealed part, held until the transaction ends; None once it is destroyed."""
    query = select(sealed_report).where(sealed_report.c.report_id == report_id).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return SealedReport(**row._mapping) if row else None


async def holders(tx: Session, report_id: UUID) -> dict[UUID, bytes]:
    """The live keys that open a report: id and public half."""
    query = (
        select(officer_key.c.id, officer_key.c.public_key)
        .join(report_key, report_key.c.key_id == officer_key.c.id)
        .where(report_key.c.report_id == report_id, _LIVE)
    )
    return {row.id: row.public_key for row in await tx.execute(query)}


async def replace_keys(
    tx: Session,
    report_id: UUID,
    *,
    public_key: bytes,
    thread_sealed_key: bytes,
    content: bytes,
    shares: Mapping[UUID, bytes],
) -> None:
    """Put the new key in the place of the old one; whoever is not among the shares has none."""
    new = {"public_key": public_key, "thread_sealed_key": thread_sealed_key, "content": content}
    this = sealed_report.c.report_id == report_id
    await tx.execute(update(sealed_report).where(this).values(new))
    await tx.execute(delete(report_key).where(report_key.c.report_id == report_id))
    rows = [
        {"report_id": report_id, "key_id": key_id, "sealed_key": sealed}
        for key_id, sealed in shares.items()
    ]
    await tx.execute(insert(report_key), rows)
    await tx.execute(delete(rotation_due).where(rotation_due.c.report_id == report_id))


async def put_content(tx: Session, report_id: UUID, content: bytes) -> None:
    this = sealed_report.c.report_id == report_id
    await tx.execute(update(sealed_report).where(this).values(content=content))


async def sealed_letters(tx: Session, report_id: UUID) -> dict[UUID, bytes]:
    query = select(letter.c.id, letter.c.sealed).where(letter.c.report_id == report_id)
    return {row.id: row.sealed for row in await tx.execute(query)}


async def put_letter(tx: Session, letter_id: UUID, sealed: bytes) -> None:
    await tx.execute(update(letter).where(letter.c.id == letter_id).values(sealed=sealed))


async def sealed_upload_keys(tx: Session, report_id: UUID) -> dict[UUID, bytes]:
    query = select(upload.c.id, upload.c.sealed_key).where(upload.c.report_id == report_id)
    return {row.id: row.sealed_key for row in await tx.execute(query) if row.sealed_key}


async def put_upload_key(tx: Session, upload_id: UUID, sealed: bytes) -> None:
    await tx.execute(update(upload).where(upload.c.id == upload_id).values(sealed_key=sealed))


async def mark_due(tx: Session, report_ids: Sequence[UUID], *, at: datetime) -> None:
    rows = [{"report_id": one, "since": at} for one in report_ids]
    if rows:
        await tx.execute(upsert(rotation_due).on_conflict_do_nothing(), rows)


async def is_due(tx: Session, report_id: UUID) -> bool:
    query = select(rotation_due.c.report_id).where(rotation_due.c.report_id == report_id)
    return await tx.scalar(query) is not None


async def due_for(tx: Session, key_id: UUID, *, limit: int) -> list[UUID]:
    """Reports that wait for rotation and that this key opens, the longest waiting first."""
    query = (
        select(rotation_due.c.report_id)
        .join(report_key, report_key.c.report_id == rotation_due.c.report_id)
        .where(report_key.c.key_id == key_id)
        .order_by(rotation_due.c.since, rotation_due.c.report_id)
        .limit(limit)
    )
    return list(await tx.scalars(query))


async def drop_shares(
    tx: Session, key_id: UUID, *, report_ids: Sequence[UUID] | None = None
) -> list[UUID]:
    """Take a report's key from somebody, wherever another live key has it; name those reports."""
    other = report_key.alias()
    elsewhere = (
        exists()
        .where(other.c.report_id == report_key.c.report_id, other.c.key_id != key_id)
        .where(other.c.key_id == officer_key.c.id, _LIVE)
    )
    gone = delete(report_key).where(report_key.c.key_id == key_id, elsewhere)
    if report_ids is not None:
        gone = gone.where(report_key.c.report_id.in_(report_ids))
    return list(await tx.scalars(gone.returning(report_key.c.report_id)))


async def missing_for(
    tx: Session, *, has: UUID, lacks: UUID, account_id: UUID, areas: Sequence[str], limit: int
) -> dict[UUID, bytes]:
    """Reports one key opens and another, of an officer of those areas, does not: the sealed keys.

    Nothing is given to somebody who was excluded or has ties to the unit.
    """
    other = report_key.alias()
    query = (
        select(report_key.c.report_id, report_key.c.sealed_key)
        .join(report, report.c.id == report_key.c.report_id)
        .where(
            report_key.c.key_id == has,
            not_(
                exists().where(other.c.report_id == report_key.c.report_id, other.c.key_id == lacks)
            ),
            or_(*(report.c.area.startswith(area, autoescape=True) for area in areas)),
            not_(
                exists().where(
                    exclusion.c.report_id == report.c.id, exclusion.c.account_id == account_id
                )
            ),
            not_(
                exists().where(
                    conflict.c.unit_id == report.c.unit_id,
                    conflict.c.account_id == account_id,
                    conflict.c.ended_at.is_(None),
                )
            ),
        )
        .order_by(report_key.c.report_id)
        .limit(limit)
    )
    return {row.report_id: row.sealed_key for row in await tx.execute(query)}


async def unopenable(tx: Session) -> int:
    """How many reports no live handler's key opens: only the escrow can bring them back."""
    live = (
        exists()
        .where(report_key.c.report_id == sealed_report.c.report_id)
        .where(officer_key.c.id == report_key.c.key_id, _LIVE)
        .where(officer_key.c.purpose == Purpose.HANDLER)
    )
    query = select(func.count()).select_from(sealed_report).where(not_(live))
    return await tx.scalar(query) or 0
