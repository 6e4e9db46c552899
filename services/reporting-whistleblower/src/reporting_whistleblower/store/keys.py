"""Officers' keys and confidential sessions."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from chassis.db import Fixed, Session
from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reporting_whistleblower.domain.keys import ConfidentialSession, OfficerKey, Purpose
from reporting_whistleblower.tables import confidential_session, officer_key

_ACTIVE = officer_key.c.revoked_at.is_(None)
_COLUMNS = ", ".join(officer_key.c.keys())
_ACTIVE_KEYS = Fixed(
    f"SELECT {_COLUMNS} FROM officer_key WHERE purpose = $1 AND revoked_at IS NULL ORDER BY id"  # noqa: S608
)


async def add(tx: Session, key: OfficerKey) -> bool:
    """Store it; False if the account has an active key already."""
    row = asdict(key) | {"areas": list(key.areas)}
    entry = upsert(officer_key).values(row)
    entry = entry.on_conflict_do_nothing(
        index_elements=["account_id"], index_where=officer_key.c.revoked_at.is_(None)
    )
    return (await tx.execute(entry.returning(officer_key.c.id))).first() is not None


async def of_account(
    tx: Session, account_id: UUID, *, for_update: bool = False
) -> OfficerKey | None:
    query = select(officer_key).where(officer_key.c.account_id == account_id, _ACTIVE)
    if for_update:
        query = query.with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return _key(row._mapping) if row else None


async def active(tx: Session, purpose: Purpose, *, area: str | None = None) -> list[OfficerKey]:
    """The active keys of one purpose; of those who are responsible for an area, if one is given."""
    rows = [dict(row) for row in await _ACTIVE_KEYS.read(tx, purpose.value)]
    keys = [_key(row | {"purpose": Purpose(row["purpose"])}) for row in rows]
    if area is None:
        return keys
    return [key for key in keys if any(area.startswith(prefix) for prefix in key.areas)]


async def note_failure(
    tx: Session, key_id: UUID, *, failures: int, closed_until: datetime | None
) -> None:
    change = update(officer_key).where(officer_key.c.id == key_id)
    await tx.execute(change.values(failures=failures, closed_until=closed_until))


async def revoke(tx: Session, key_id: UUID, *, at: datetime) -> None:
    """Nothing new is sealed to it; what was, stays readable to whoever has it re-sealed."""
    await tx.execute(update(officer_key).where(officer_key.c.id == key_id).values(revoked_at=at))
    await tx.execute(delete(confidential_session).where(confidential_session.c.key_id == key_id))


async def add_session(tx: Session, session: ConfidentialSession) -> None:
    await tx.execute(insert(confidential_session).values(asdict(session)))


async def session(tx: Session, session_id: UUID) -> tuple[ConfidentialSession, Purpose] | None:
    query = (
        select(confidential_session, officer_key.c.purpose)
        .join(officer_key, officer_key.c.id == confidential_session.c.key_id)
        .where(confidential_session.c.id == session_id, _ACTIVE)
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    fields = dict(row._mapping)
    purpose: Purpose = fields.pop("purpose")
    return ConfidentialSession(**fields), purpose


async def close_sessions(tx: Session, account_id: UUID) -> None:
    mine = confidential_session.c.account_id == account_id
    await tx.execute(delete(confidential_session).where(mine))


async def drop_expired(tx: Session, *, at: datetime) -> int:
    over = confidential_session.c.expires_at <= literal(at)
    gone = delete(confidential_session).where(over).returning(confidential_session.c.id)
    return len((await tx.execute(gone)).all())


def _key(row: object) -> OfficerKey:
    fields = dict(row)  # type: ignore[call-overload]
    return OfficerKey(**fields | {"areas": tuple(fields["areas"])})
